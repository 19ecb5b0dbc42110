// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.OngoingReassignment;
import io.quorate.reassignment.plan.PartitionMove;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ThrottledReplicasTest {
    /** The case of Kafka's own ReassignPartitionsUnitTest.testMoveMap. */
    @Test
    void listsWhoHadAPartitionAsSendersAndOnlyWhoGetsItAsReceivers() {
        OngoingReassignment foo0 = ongoing(0, List.of(1, 2, 3, 4), List.of(4), List.of(3));
        OngoingReassignment foo1 = ongoing(1, List.of(4, 5, 6, 7, 8), List.of(7, 8), List.of(4, 5));
        OngoingReassignment foo2 = ongoing(2, List.of(1, 2, 3, 4), List.of(3, 4), List.of(1, 2));
        OngoingReassignment foo3 = ongoing(3, List.of(1, 2, 3, 4), List.of(3, 4), List.of(1, 2));
        OngoingReassignment foo4 = ongoing(4, List.of(1, 2, 3, 4), List.of(3, 4), List.of(1, 2));
        OngoingReassignment foo5 = ongoing(5, List.of(1, 2, 3, 4), List.of(3, 4), List.of(1, 2));
        List<InFlightMove> moves = List.of(
                InFlightMove.overwriting(foo0, List.of(1, 2, 5)),
                InFlightMove.of(foo1),
                InFlightMove.overwriting(foo2, List.of(3, 4)),
                InFlightMove.overwriting(foo3, List.of(5, 6)),
                InFlightMove.overwriting(foo4, List.of(3)),
                InFlightMove.overwriting(foo5, List.of(3, 4, 5, 6)),
                InFlightMove.of(new PartitionMove(new TopicPartition("bar", 0), List.of(2, 3, 4), List.of(1, 2, 3))));

        Map<String, ThrottledReplicas> topics = ThrottledReplicas.of(moves);

        assertThat(text(topics, "foo", ThrottleGateway.LEADER_REPLICAS))
                .isEqualTo("0:1,0:2,0:3,1:4,1:5,1:6,2:1,2:2,3:1,3:2,4:1,4:2,5:1,5:2");
        assertThat(text(topics, "bar", ThrottleGateway.LEADER_REPLICAS)).isEqualTo("0:2,0:3,0:4");
        assertThat(text(topics, "foo", ThrottleGateway.FOLLOWER_REPLICAS))
                .isEqualTo("0:5,1:7,1:8,2:3,2:4,3:5,3:6,4:3,5:3,5:4,5:5,5:6");
        assertThat(text(topics, "bar", ThrottleGateway.FOLLOWER_REPLICAS)).isEqualTo("0:1");
        assertThat(ThrottledReplicas.brokers(moves)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void needsNothingForAMoveThatCopiesNothing() {
        List<InFlightMove> moves = List.of(
                InFlightMove.of(new PartitionMove(new TopicPartition("foo", 0), List.of(1, 2, 3), List.of(3, 1))));

        assertThat(ThrottledReplicas.of(moves)).isEmpty();
        assertThat(ThrottledReplicas.brokers(moves)).isEmpty();
    }

    @Test
    void doesNotTakeOneWhoHasAPartitionForOneWhoGetsIt() {
        InFlightMove move = new InFlightMove(new TopicPartition("foo", 0), Set.of(1, 2), Set.of(2, 3));

        assertThat(move.adding()).containsExactly(3);
    }

    private static OngoingReassignment ongoing(
            int partition, List<Integer> replicas, List<Integer> adding, List<Integer> removing) {
        return new OngoingReassignment(new TopicPartition("foo", partition), replicas, adding, removing);
    }

    private static String text(Map<String, ThrottledReplicas> topics, String topic, String key) {
        return topics.getOrDefault(topic, ThrottledReplicas.NONE).of(key).stream()
                .map(String::valueOf)
                .collect(Collectors.joining(","));
    }
}
