// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Clusters;
import io.quorate.cluster.Observed;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import io.quorate.health.StartFirst.Recovery;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PartitionHealthTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    @Test
    void aPartitionWithFewerInSyncReplicasThanItNeedsIsCritical() {
        ClusterHealth health = Seen.check(Seen.with(Seen.three("orders", List.of(1))));

        assertThat(health.status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(health.findingIds()).containsExactly("partitions-under-min-isr", "partitions-under-replicated");
        assertThat(health.finding(PartitionFinding.UnderMinIsr.class)
                        .orElseThrow()
                        .partitions())
                .containsExactly(ORDERS);
        assertThat(health.describe()).contains("not NotEnoughReplicas");
    }

    @Test
    void aPartitionWithJustWhatItNeedsIsAWarning() {
        ClusterHealth health = Seen.check(Seen.with(Seen.three("orders", List.of(1, 2))));

        assertThat(health.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(health.findingIds()).containsExactly("partitions-at-min-isr", "partitions-under-replicated");
    }

    @Test
    void aPartitionWithOneMoreThanItNeedsIsOnlyUnderReplicated() {
        ClusterState state = Seen.complete(Clusters.healthy(3, 1, Seen.three("orders", List.of(1, 2))));

        assertThat(Seen.check(state).findingIds()).containsExactly("partitions-under-replicated");
    }

    @Test
    void aMinIsrAboveTheReplicasCountsAsTheReplicas() {
        Topic full = Clusters.topic("full", Clusters.partition(0, List.of(1, 2), List.of(1, 2)));
        Topic broken = Clusters.topic("broken", Clusters.partition(0, List.of(1, 2), List.of(1)));

        ClusterHealth health = Seen.check(Seen.complete(Clusters.healthy(3, 4, full, broken)));

        assertThat(health.finding(PartitionFinding.UnderMinIsr.class)
                        .orElseThrow()
                        .partitions())
                .containsExactly(new TopicPartition("broken", 0));
    }

    @Test
    void aReplicaThatIsJustBeingAddedMayBeOutOfSync() {
        ClusterState state =
                Seen.with(Clusters.topic("orders", Clusters.partition(0, List.of(1, 2, 3), List.of(1, 2))));

        ClusterHealth moving = Seen.check(reassigning(state, List.of(3)));
        ClusterHealth stuck = Seen.check(reassigning(state, List.of(2)));

        assertThat(moving.status()).isEqualTo(HealthStatus.HEALTHY);
        assertThat(stuck.findingIds()).contains("partitions-under-replicated");
        assertThat(behind(stuck).causes()).contains(BehindBroker.Cause.REASSIGNMENT);
    }

    @Test
    void aPartitionUnderItsMinIsrIsCriticalAlsoWhileItIsReassigned() {
        ClusterState state = Seen.with(Seen.three("orders", List.of(1)));

        assertThat(Seen.check(reassigning(state, List.of(2, 3))).findingIds())
                .containsExactly("partitions-under-min-isr");
    }

    @Test
    void aPartitionWithoutLeaderIsCriticalAndIsNotCountedTwice() {
        Topic topic = Clusters.topic("orders", Seen.offline(0, List.of(1, 2, 3), List.of(2), List.of()));

        ClusterHealth health = Seen.check(Seen.with(topic).toBuilder().brokers(Seen.fenced(3, 2)));

        assertThat(health.findingIds()).containsExactly("partitions-offline", "brokers-missing");
        assertThat(offline(health).startFirst()).containsExactly(new StartFirst(2, 1, Recovery.NOTHING_LOST, false));
        assertThat(health.describe())
                .contains("1 partition (orders-0) has no leader")
                .contains("Start broker 2 first, for 1 partition: it has every committed record.");
    }

    @Test
    void theBrokerThatBringsMostPartitionsBackWithoutLossIsFirst() {
        Topic topic = Clusters.topic(
                "orders",
                Seen.offline(0, List.of(1, 2), List.of(2), List.of()),
                Seen.offline(1, List.of(2, 3), List.of(2, 3), List.of()),
                Seen.offline(2, List.of(3, 1), List.of(3), List.of()),
                Seen.offline(3, List.of(3, 1), List.of(3), List.of()),
                Seen.offline(4, List.of(1), List.of(), List.of()),
                Seen.offline(5, List.of(1, 3), List.of(), List.of(1)));

        ClusterHealth health = Seen.check(Seen.with(topic).toBuilder().brokers(Seen.fenced(4, 1, 2, 3)));

        assertThat(offline(health).startFirst())
                .containsExactly(
                        new StartFirst(3, 3, Recovery.NOTHING_LOST, false),
                        new StartFirst(2, 1, Recovery.NOTHING_LOST, false),
                        new StartFirst(1, 1, Recovery.LAST_KNOWN, false),
                        new StartFirst(1, 1, Recovery.UNCLEAN, false));
        assertThat(offline(health).remedy())
                .contains("Start broker 3 first")
                .contains("Then: Start broker 2 first")
                .contains("may be lost")
                .doesNotContain("unclean");
    }

    @Test
    void withoutElrTheLastInSyncReplicaIsTheOneToStart() {
        Partition old =
                Partition.builder(0).replicas(List.of(1, 2, 3)).isr(List.of(3)).build();

        ClusterHealth health =
                Seen.check(Seen.with(Clusters.topic("orders", old)).toBuilder().brokers(Seen.fenced(3, 3)));

        assertThat(offline(health).startFirst()).containsExactly(new StartFirst(3, 1, Recovery.NOTHING_LOST, false));
    }

    @Test
    void ofTwoThatBringBackAsManyTheOneThatIsDownIsFirst() {
        Topic topic = Clusters.topic("orders", Seen.offline(0, List.of(1, 2), List.of(1, 2), List.of()));

        ClusterHealth health = Seen.check(Seen.with(topic).toBuilder().brokers(Seen.fenced(3, 2)));

        assertThat(offline(health).startFirst()).extracting(StartFirst::nodeId).containsExactly(2);
    }

    @Test
    void aBrokerThatRunsAndDoesNotLeadIsToBeLookedAt() {
        Topic topic = Clusters.topic("orders", Seen.offline(0, List.of(1), List.of(1), List.of()));

        assertThat(Seen.check(Seen.with(topic)).describe())
                .contains("Broker 1 runs and does not lead 1 partition")
                .contains("repair the disk");
    }

    @Test
    void aPartitionOfWhichNotEvenTheReplicasAreKnownIsOfflineWithoutAdvice() {
        Topic topic = Clusters.topic("orders", Seen.offline(0, List.of(), List.of(), List.of()));

        ClusterHealth health = Seen.check(Seen.with(topic));

        assertThat(offline(health).startFirst()).isEmpty();
        assertThat(offline(health).remedy()).isEqualTo("Start the brokers that hold their replicas.");
    }

    @Test
    void theTextStaysShortHoweverManyPartitionsThereAre() {
        Partition[] many = IntStream.range(0, 5000)
                .mapToObj(i -> Seen.offline(i, List.of(1, 2, 3), List.of(), List.of()))
                .toArray(Partition[]::new);

        ClusterHealth health = Seen.check(Seen.with(Clusters.topic("orders", many)));

        assertThat(offline(health).partitions()).hasSize(5000);
        assertThat(health.describe())
                .contains("5000 partitions (orders-0, orders-1, orders-2, orders-3, orders-4 and 4995 more) have")
                .hasSizeLessThan(2000);
    }

    private static ClusterState reassigning(ClusterState state, List<Integer> adding) {
        return state.toBuilder()
                .reassignments(
                        Observed.present(List.of(new OngoingReassignment(ORDERS, List.of(1, 2, 3), adding, List.of()))))
                .build();
    }

    private static PartitionFinding.Offline offline(ClusterHealth health) {
        return health.finding(PartitionFinding.Offline.class).orElseThrow();
    }

    private static BehindBroker behind(ClusterHealth health) {
        return health.finding(PartitionFinding.UnderReplicated.class)
                .orElseThrow()
                .behind()
                .get(0);
    }
}
