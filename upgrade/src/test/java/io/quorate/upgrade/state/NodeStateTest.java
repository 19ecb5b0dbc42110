// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class NodeStateTest {
    private static final Instant NOW = Instant.EPOCH;

    @Test
    void goesThroughItsTurnInOrder() {
        NodeState done = NodeState.waiting(2, NOW)
                .to(NodeStage.SELECTED, NOW, "")
                .to(NodeStage.STOPPING, NOW, "")
                .to(NodeStage.SWAPPING, NOW, "")
                .to(NodeStage.STARTING, NOW, "")
                .to(NodeStage.REJOINING, NOW, "")
                .to(NodeStage.LEADERS_RETURNING, NOW, "")
                .to(NodeStage.COOLING_DOWN, NOW, "")
                .to(NodeStage.DONE, NOW, "");

        assertThat(done.describe()).isEqualTo("node 2: done");
    }

    @Test
    void isNeverDoneBeforeItIsBack() {
        NodeState starting = NodeState.waiting(2, NOW).to(NodeStage.STARTING, NOW, "");

        assertThatThrownBy(() -> starting.to(NodeStage.DONE, NOW, ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Node 2")
                .hasMessageContaining("STARTING")
                .hasMessageContaining("DONE");
    }

    @Test
    void isOutFromItsStopUntilItIsBackInSync() {
        assertThat(NodeStage.values())
                .filteredOn(NodeStage::isOut)
                .containsExactly(
                        NodeStage.STOPPING,
                        NodeStage.SWAPPING,
                        NodeStage.STARTING,
                        NodeStage.REJOINING,
                        NodeStage.FAILED);
    }

    @Test
    void saysWhatItWaitsFor() {
        NodeState joining =
                NodeState.waiting(1, NOW).to(NodeStage.REJOINING, NOW, "").saying("broker 1 is fenced");

        assertThat(joining.describe()).isEqualTo("node 1: rejoining, broker 1 is fenced");
    }
}
