// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Clusters;
import io.quorate.cluster.Observed;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlacementHealthTest {
    private static final Topic PAIR = Clusters.topic("pair", Clusters.partition(0, List.of(1, 2), List.of(1, 2)));

    @Test
    void twoReplicasInOneRackAreUnsafeWhereThereAreTwoRacks() {
        ClusterState state = oneIsEnough(PAIR);

        assertThat(ids(state, "a", "a", "b")).containsExactly("partitions-rack-unsafe");
        assertThat(ids(state, "a", "b", "b")).isEmpty();
        assertThat(ids(state, "a", "a", "a")).as("no choice").isEmpty();
        assertThat(ids(state, null, null, null)).isEmpty();
        assertThat(ids(state, "a", null, "b")).as("not known to be the same").isEmpty();
        assertThat(Seen.check(state.toBuilder().brokers(Seen.racks("a", "a", "b")))
                        .describe())
                .contains("1 partition (pair-0) has two replicas in one rack, with 2 racks");
    }

    @Test
    void threeReplicasInTwoRacksAreAsSafeAsTheyCanBe() {
        assertThat(ids(Seen.healthy(), "a", "a", "b")).isEmpty();
        assertThat(ids(Seen.healthy(), "a", "b", "c")).isEmpty();
    }

    @Test
    void racksAreNotJudgedWhileReplicasMove() {
        ClusterState moving = oneIsEnough(PAIR).toBuilder()
                .reassignments(Observed.present(List.of(
                        new OngoingReassignment(new TopicPartition("pair", 0), List.of(1, 2), List.of(), List.of()))))
                .build();

        assertThat(ids(moving, "a", "a", "b")).isEmpty();
    }

    @Test
    void aReplicaOnABrokerThatIsNotRegisteredMayBeInARackOfItsOwn() {
        ClusterState state = oneIsEnough(Clusters.topic("pair", Clusters.partition(0, List.of(1, 9), List.of(1))));

        assertThat(ids(state, "a", "b", "b")).doesNotContain("partitions-rack-unsafe");
    }

    @Test
    void aSingleReplicaIsWorthKnowingAndKafkasOwnComeFirst() {
        Topic own = Topic.builder("z-own")
                .internal()
                .partition(Clusters.partition(0, List.of(1), List.of(1)))
                .build();
        Topic user = Clusters.topic("a-user", Clusters.partition(0, List.of(2), List.of(2)));

        ClusterHealth both = Seen.check(oneIsEnough(own, user));
        ClusterHealth one = Seen.check(oneIsEnough(user));

        assertThat(both.status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(both.findingIds()).containsExactly("partitions-single-replica");
        assertThat(both.describe())
                .contains("2 partitions (z-own-0, a-user-0) have a single replica, 1 of them Kafka's own")
                .contains("Consumer groups");
        assertThat(one.describe()).contains("As writers.").doesNotContain("Kafka's own");
        assertThat(Seen.check(oneIsEnough(own)).findingIds()).containsExactly("partitions-single-replica");
    }

    @Test
    void aMinIsrAsHighAsTheReplicationFactorLeavesNoSpare() {
        ClusterHealth equal = Seen.check(Seen.complete(Clusters.healthy(3, 3, Seen.three("orders", List.of(1, 2, 3)))));
        ClusterHealth above = Seen.check(Seen.complete(Clusters.healthy(3, 4, Seen.three("orders", List.of(1, 2, 3)))));

        assertThat(equal.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(equal.findingIds()).containsExactly("min-isr-without-spare");
        assertThat(above.describe()).contains("1 topic (orders: 4 of 3) has min.insync.replicas as high");
    }

    @Test
    void aTopicWithOneReplicaOrWithoutPartitionsHasNoSpareToLose() {
        Topic single = Clusters.topic("single", Clusters.partition(0, List.of(1), List.of(1)));

        assertThat(Seen.check(Seen.complete(Clusters.healthy(3, 1, single))).findingIds())
                .doesNotContain("min-isr-without-spare");
        assertThat(Seen.check(Seen.complete(Clusters.healthy(3, 1, Clusters.topic("empty"))))
                        .findingIds())
                .isEmpty();
    }

    @Test
    void manyPartitionsThatTheirPreferredLeaderDoesNotLeadAreWorthKnowing() {
        assertThat(Seen.check(Seen.with(led(20, 3))).findingIds()).containsExactly("leaders-imbalanced");
        assertThat(Seen.check(Seen.with(led(20, 3))).describe()).contains("3 of 20 partitions (15 %)");
        assertThat(Seen.check(Seen.with(led(20, 2))).findingIds()).isEmpty();
        assertThat(HealthCheck.with(HealthPolicy.builder().leaderImbalance(0.5).build())
                        .check(Seen.with(led(20, 3)))
                        .findings())
                .isEmpty();
    }

    @Test
    void aPreferredLeaderThatIsOutOfSyncIsNoImbalance() {
        ClusterHealth health = Seen.check(Seen.with(Seen.three("orders", List.of(2, 3))));

        assertThat(health.findingIds()).doesNotContain("leaders-imbalanced");
    }

    private static Topic led(int partitions, int byAnother) {
        return Clusters.topic(
                "led",
                IntStream.range(0, partitions)
                        .mapToObj(i -> Clusters.partition(
                                i, List.of(1, 2, 3), i < byAnother ? List.of(2, 1, 3) : List.of(1, 2, 3)))
                        .toArray(Partition[]::new));
    }

    private static ClusterState oneIsEnough(Topic... topics) {
        return Seen.complete(Clusters.healthy(3, 1, topics));
    }

    private static List<String> ids(ClusterState state, @Nullable String... racks) {
        return Seen.check(state.toBuilder().brokers(Seen.racks(racks))).findingIds();
    }
}
