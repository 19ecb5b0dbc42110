// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LeaderSpreadTest {
    @Test
    void handsLeadershipsFromTheBrokerThatHasAllOfThem() {
        List<PartitionMove> moves = LeaderSpread.of(
                topic("a", List.of(1, 2, 3), List.of(1, 2, 3), List.of(1, 2, 3)), Set.of(1, 2, 3));

        assertThat(moves).extracting(move -> move.to().get(0)).containsExactly(2, 3);
        assertThat(moves).allMatch(PartitionMove::isReorder);
    }

    @Test
    void swapsTwoReplicasAndLeavesTheOthersInTheirPlaces() {
        List<PartitionMove> moves =
                LeaderSpread.of(topic("a", List.of(1, 2, 3), List.of(1, 2, 3), List.of(2, 1, 3)), Set.of(1, 2, 3));

        assertThat(moves)
                .containsExactly(
                        new PartitionMove(new TopicPartition("a", 0), List.of(1, 2, 3), List.of(3, 2, 1)));
    }

    @Test
    void goesThroughABrokerInBetweenWhereThereIsNoDirectWay() {
        // 1 shares nothing with 3; 2 passes one on.
        List<PartitionMove> moves =
                LeaderSpread.of(topic("a", List.of(1, 2), List.of(1, 2), List.of(2, 3)), Set.of(1, 2, 3));

        assertThat(moves).hasSize(2);
        assertThat(moves).extracting(move -> move.to().get(0)).containsExactlyInAnyOrder(2, 3);
    }

    @Test
    void takesTurnsBetweenTopics() {
        Map<TopicPartition, List<Integer>> replicas = new LinkedHashMap<>();
        replicas.putAll(topic("a", List.of(1, 2), List.of(1, 2)));
        replicas.putAll(topic("b", List.of(1, 2), List.of(1, 2)));

        assertThat(LeaderSpread.of(replicas, Set.of(1, 2)))
                .extracting(move -> move.partition().topic())
                .containsExactly("a", "b");
    }

    @Test
    void leavesPartitionsAloneThatABrokerLeadsWhichMayNot() {
        assertThat(LeaderSpread.of(topic("a", List.of(9, 1), List.of(9, 1), List.of(9, 2)), Set.of(1, 2)))
                .isEmpty();
        assertThat(LeaderSpread.of(topic("a", List.of(1, 9), List.of(1, 9), List.of(1, 9)), Set.of(1, 2)))
                .isEmpty();
    }

    @Test
    void changesNothingWhereADifferenceOfOneIsLeft() {
        assertThat(LeaderSpread.of(topic("a", List.of(1, 2), List.of(2, 1), List.of(1, 2)), Set.of(1, 2)))
                .isEmpty();
        assertThat(LeaderSpread.of(Map.of(), Set.of())).isEmpty();
    }

    @SafeVarargs
    private static Map<TopicPartition, List<Integer>> topic(String name, List<Integer>... replicas) {
        Map<TopicPartition, List<Integer>> all = new LinkedHashMap<>();
        for (int i = 0; i < replicas.length; i++) {
            all.put(new TopicPartition(name, i), replicas[i]);
        }
        return all;
    }
}
