// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Nodes that are down at the same time. Which nodes really share a wave is decided again before every stop; the plan says
 * what is expected.
 *
 * @param role what its nodes do; all the same
 * @param kind whether it is watched more closely
 * @param steps the nodes, in the order in which they are stopped; at least one
 */
public record Wave(NodeRole role, Kind kind, List<NodeStep> steps) {
    /** Whether a wave is watched more closely. */
    public enum Kind {
        /** The first node of its role: it goes alone, is watched longer, and may need somebody's approval. */
        CANARY,
        /** Any other. */
        REGULAR
    }

    /**
     * Copies the steps.
     *
     * @param role what its nodes do
     * @param kind whether it is watched more closely
     * @param steps the nodes
     * @throws IllegalArgumentException if there is no node, a node of another role, or more than one canary
     */
    public Wave {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || (kind == Kind.CANARY && steps.size() != 1)) {
            throw new IllegalArgumentException("A " + kind + " wave cannot have " + steps.size() + " nodes");
        }
        for (NodeStep step : steps) {
            if (step.role() != role) {
                throw new IllegalArgumentException(
                        "Node " + step.nodeId() + " is a " + step.role() + ", not a " + role);
            }
        }
    }

    /**
     * Returns the nodes.
     *
     * @return node ids in ascending order
     */
    public Set<Integer> nodeIds() {
        return steps.stream().map(NodeStep::nodeId).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Returns the racks of its nodes.
     *
     * @return names in alphabetical order; nodes without a rack add none
     */
    public Set<String> racks() {
        return steps.stream()
                .map(NodeStep::rack)
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Returns the wave in words for people.
     *
     * @return for example {@code brokers [4, 7] of racks [b]}
     */
    public String describe() {
        return (kind == Kind.CANARY ? "canary " : "")
                + role.name().toLowerCase(java.util.Locale.ROOT)
                + " "
                + steps.stream().map(step -> String.valueOf(step.nodeId())).collect(Collectors.joining(", "))
                + (racks().isEmpty() ? "" : " (rack " + String.join(", ", racks()) + ")");
    }
}
