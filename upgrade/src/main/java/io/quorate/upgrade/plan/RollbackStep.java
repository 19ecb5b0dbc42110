// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

/** One step of a {@link Rollback}. */
public sealed interface RollbackStep {
    /**
     * Returns the step in words for people.
     *
     * @return a line
     */
    String describe();

    /**
     * Lowers a feature level, as a safe downgrade that the controllers check.
     *
     * @param feature its name
     * @param fromLevel the finalized level
     * @param toLevel the level that the old release knows
     */
    record LowerFeature(String feature, int fromLevel, int toLevel) implements RollbackStep {
        @Override
        public String describe() {
            return "lower " + feature + " " + fromLevel + " -> " + toLevel + " (safe downgrade)";
        }
    }

    /**
     * Waits until every node has a metadata snapshot that ends after the last lowering: a node of the old release that
     * replays the old record dies.
     *
     * <p>A snapshot is made every {@code metadata.log.max.snapshot.interval.ms}, 1 h by default.
     */
    record AwaitSnapshots() implements RollbackStep {
        @Override
        public String describe() {
            return "wait until every node has a metadata snapshot that ends after the last lowered level";
        }
    }

    /**
     * Puts the old binaries back, node by node.
     *
     * @param roll the pass over the nodes
     */
    record RollBack(Roll roll) implements RollbackStep {
        @Override
        public String describe() {
            return roll.describe();
        }
    }
}
