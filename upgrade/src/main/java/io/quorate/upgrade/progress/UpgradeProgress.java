// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.progress;

import io.quorate.upgrade.state.NodeStage;
import io.quorate.upgrade.state.NodeState;
import io.quorate.upgrade.state.RunControl;
import io.quorate.upgrade.state.RunPhase;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How far a run has come.
 *
 * @param at when
 * @param phase what the run is at
 * @param control whether it goes on by itself
 * @param waitingFor why it waits; empty if it does not
 * @param nodes where each node is in its turn, by node id
 */
public record UpgradeProgress(
        Instant at, RunPhase phase, RunControl control, String waitingFor, List<NodeState> nodes) {
    /**
     * Copies the nodes.
     *
     * @param at when
     * @param phase what the run is at
     * @param control whether it goes on by itself
     * @param waitingFor why it waits
     * @param nodes where each node is
     */
    public UpgradeProgress {
        nodes = List.copyOf(nodes);
    }

    /**
     * Returns how many nodes have had their turn in the roll that is going on.
     *
     * @return 0 or more
     */
    public int done() {
        return (int)
                nodes.stream().filter(node -> node.stage() == NodeStage.DONE).count();
    }

    /**
     * Returns the progress as text for people.
     *
     * @return a line, and a line for each node
     */
    public String describe() {
        return phase + " (" + control + "), " + done() + " of " + nodes.size() + " nodes done"
                + (waitingFor.isEmpty() ? "" : ", waiting: " + waitingFor)
                + nodes.stream().map(node -> "\n  " + node.describe()).collect(Collectors.joining());
    }
}
