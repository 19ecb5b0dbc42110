// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import static io.quorate.cluster.Clusters.partition;
import static io.quorate.cluster.Clusters.topic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class TopicTest {
    private static final Uuid ID = Uuid.fromString("AAAAAAAAAAAAAAAAAAAAAQ");

    @Test
    void givesBackThePartitionsItWasBuiltOf() {
        Partition first = Partition.builder(0)
                .leader(1)
                .replicas(List.of(1, 2, 3))
                .isr(List.of(1))
                .elr(List.of(2))
                .lastKnownElr(List.of(3))
                .build();
        Partition second = partition(1, List.of(3), List.of());

        Topic topic = topic("orders", first, second);

        assertThat(topic.partitions()).containsExactly(first, second);
        assertThat(topic.partitionCount()).isEqualTo(2);
        assertThat(topic.partition(1)).isEqualTo(second);
        assertThat(topic.topicPartition(1)).isEqualTo(new TopicPartition("orders", 1));
        assertThatThrownBy(() -> topic.partition(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void answersAboutSingleReplicasWithoutMakingPartitions() {
        Topic topic =
                topic("orders", partition(0, List.of(4, 5, 6), List.of(6, 4)), partition(1, List.of(5), List.of()));

        assertThat(topic.replicationFactor(0)).isEqualTo(3);
        assertThat(topic.replica(0, 2)).isEqualTo(6);
        assertThat(topic.leader(0)).isEqualTo(topic.partition(0).leader());
        assertThat(topic.isInSync(0, 6)).isTrue();
        assertThat(topic.isInSync(0, 5)).isFalse();
        assertThat(topic.isInSync(1, 5)).isFalse();
        assertThatThrownBy(() -> topic.replica(1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> topic.replica(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void refusesPartitionsOutOfOrderAndSaysWhichIsNext() {
        Topic.Builder orders = Topic.builder("orders");
        Partition third = partition(2, List.of(1), List.of(1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> orders.partition(third))
                .withMessageContaining("partition 2 to topic orders")
                .withMessageContaining("next partition is 0");
    }

    @Test
    void isLedByAnotherInSyncReplicaWithoutItsLeader() {
        Topic after = topic("orders", partition(0, List.of(1, 2, 3), List.of(1, 2, 3)))
                .without(Set.of(1));

        assertThat(after.partition(0).leader()).isEqualTo(2);
        assertThat(after.partition(0).isr()).containsExactly(2, 3);
        assertThat(after.partition(0).replicas()).containsExactly(1, 2, 3);
    }

    @Test
    void keepsItsLeaderWithoutAFollower() {
        Topic after = topic("orders", partition(0, List.of(1, 2, 3), List.of(1, 2, 3)))
                .without(Set.of(3));

        assertThat(after.partition(0).leader()).isEqualTo(1);
        assertThat(after.partition(0).isr()).containsExactly(1, 2);
    }

    @Test
    void keepsTheLastIsrOfAPartitionThatGoesOffline() {
        Topic after =
                topic("orders", partition(0, List.of(1, 2, 3), List.of(2))).without(Set.of(2));

        assertThat(after.partition(0).isOffline()).isTrue();
        assertThat(after.partition(0).isr()).containsExactly(2);
    }

    @Test
    void staysOfflineWithoutANodeThatHasNothingToDoWithIt() {
        Partition offline =
                Partition.builder(0).replicas(List.of(1, 2)).isr(List.of(2)).build();

        assertThat(topic("orders", offline).without(Set.of(1)).partition(0)).isEqualTo(offline);
    }

    @Test
    void staysWhatItIsWhenNodesGo() {
        Topic internal = Topic.builder("__consumer_offsets")
                .id(ID)
                .internal()
                .partition(partition(0, List.of(1, 2), List.of(1, 2)))
                .build();

        Topic after = internal.without(Set.of(1));

        assertThat(after.isInternal()).isTrue();
        assertThat(after.id()).isEqualTo(ID);
        assertThat(after.name()).isEqualTo("__consumer_offsets");
        assertThat(internal.without(Set.of(9))).isEqualTo(internal).hasSameHashCodeAs(internal);
    }

    @Test
    void isAnotherTopicWithAnotherIdNameKindOrPartition() {
        Topic topic = Topic.builder("orders").id(ID).build();

        assertThat(topic)
                .isNotEqualTo(Topic.builder("orders").build())
                .isNotEqualTo(Topic.builder("other").id(ID).build())
                .isNotEqualTo(Topic.builder("orders").id(ID).internal().build())
                .isNotEqualTo(Topic.builder("orders")
                        .id(ID)
                        .partition(partition(0, List.of(1), List.of(1)))
                        .build())
                .isNotEqualTo("orders")
                .hasToString("Topic orders (" + ID + ", 0 partitions)");
    }
}
