// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.state;

import java.time.Instant;
import java.util.Objects;

/**
 * Where a node is in its turn.
 *
 * @param nodeId the node
 * @param stage where
 * @param since since when
 * @param detail what it waits for, or went wrong; may be empty
 */
public record NodeState(int nodeId, NodeStage stage, Instant since, String detail) {
    /**
     * Checks the values.
     *
     * @param nodeId the node
     * @param stage where
     * @param since since when
     * @param detail what it waits for
     */
    public NodeState {
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(since, "since");
        Objects.requireNonNull(detail, "detail");
    }

    /**
     * Returns the state of a node whose turn has not come.
     *
     * @param nodeId the node
     * @param now since when
     * @return waiting
     */
    public static NodeState waiting(int nodeId, Instant now) {
        return new NodeState(nodeId, NodeStage.WAITING, now, "");
    }

    /**
     * Returns the state that follows.
     *
     * @param next the next stage
     * @param now since when
     * @param why what it waits for, or went wrong; may be empty
     * @return the state that follows
     * @throws IllegalStateException if that stage may not follow
     */
    public NodeState to(NodeStage next, Instant now, String why) {
        if (!stage.mayBecome(next)) {
            throw new IllegalStateException("Node " + nodeId + " cannot go from " + stage + " to " + next);
        }
        return new NodeState(nodeId, next, now, why);
    }

    /**
     * Returns the same stage with another detail.
     *
     * @param why what it waits for
     * @return the state
     */
    public NodeState saying(String why) {
        return new NodeState(nodeId, stage, since, why);
    }

    /**
     * Returns the state in words for people.
     *
     * @return a line
     */
    public String describe() {
        return "node " + nodeId + ": " + stage.describe() + (detail.isEmpty() ? "" : ", " + detail);
    }
}
