// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionMoveTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);

    @Test
    void tellsWhatComesAndWhatGoesInTheOrderOfEachSide() {
        PartitionMove move = new PartitionMove(ORDERS_0, List.of(4, 1, 3), List.of(1, 9, 2));

        assertThat(move.adding()).containsExactly(9, 2);
        assertThat(move.removing()).containsExactly(4, 3);
        assertThat(move.isReorder()).isFalse();
        assertThat(move).hasToString("orders-0 [4, 1, 3] -> [1, 9, 2]");
    }

    @Test
    void isAReorderOnlyIfTheNodesAreTheSame() {
        assertThat(new PartitionMove(ORDERS_0, List.of(1, 2), List.of(2, 1)).isReorder())
                .isTrue();
        assertThat(new PartitionMove(ORDERS_0, List.of(1, 2), List.of(2, 1, 3)).isReorder())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"|1", "1|", "1,1|1", "1|2,2"})
    void refusesASideThatIsEmptyOrNamesANodeTwice(String sides) {
        String[] both = sides.split("\\|", -1);

        assertThatThrownBy(() -> new PartitionMove(ORDERS_0, nodes(both[0]), nodes(both[1])))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Not a move of orders-0")
                .hasMessageContaining(nodes(both[0]) + " -> " + nodes(both[1]));
    }

    private static List<Integer> nodes(String text) {
        return text.isEmpty()
                ? List.of()
                : List.of(text.split(",", -1)).stream().map(Integer::valueOf).toList();
    }
}
