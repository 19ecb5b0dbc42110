// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import java.util.Objects;

/**
 * How many nodes may be down at the same time, if that is provably safe. It is a cap: a set is never larger than what
 * {@link RestartGate} calls safe.
 *
 * @param maxNodes 1 or more
 * @param spread which nodes may share a wave
 */
public record Parallelism(int maxNodes, Spread spread) {
    /** Which nodes may share a wave. */
    public enum Spread {
        /** Only nodes of one rack; a node without a rack goes alone. Another failure in that rack then costs nothing more. */
        WITHIN_ONE_RACK,
        /** Any nodes that share no partition too closely. */
        ACROSS_RACKS
    }

    /**
     * Checks the cap.
     *
     * @param maxNodes 1 or more
     * @param spread which nodes may share a wave
     * @throws IllegalArgumentException if {@code maxNodes} is less than 1
     */
    public Parallelism {
        Objects.requireNonNull(spread, "spread");
        if (maxNodes < 1) {
            throw new IllegalArgumentException("At least one node must be allowed at a time, not " + maxNodes);
        }
    }

    /**
     * One node at a time, the usual way.
     *
     * @return a cap of 1
     */
    public static Parallelism oneAtATime() {
        return new Parallelism(1, Spread.WITHIN_ONE_RACK);
    }

    /**
     * Several nodes of the same rack at a time.
     *
     * @param maxNodes 1 or more
     * @return the cap
     */
    public static Parallelism withinOneRack(int maxNodes) {
        return new Parallelism(maxNodes, Spread.WITHIN_ONE_RACK);
    }

    /**
     * Several nodes at a time, wherever they stand.
     *
     * @param maxNodes 1 or more
     * @return the cap
     */
    public static Parallelism acrossRacks(int maxNodes) {
        return new Parallelism(maxNodes, Spread.ACROSS_RACKS);
    }
}
