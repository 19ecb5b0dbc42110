// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

/**
 * One feature level that is raised once every node runs the new release.
 *
 * @param feature its name, for example {@code metadata.version}
 * @param fromLevel the finalized level now; 0 if it was never finalized
 * @param toLevel the level to finalize
 * @param reversibility whether it can be lowered again
 * @param note why the level, what it needs, what changes; a sentence
 */
public record FinalizationStep(String feature, int fromLevel, int toLevel, Reversibility reversibility, String note) {
    /** Whether a level can be lowered again. */
    public enum Reversibility {
        /** It can, and a node of the old release can then be started again once a later snapshot is on every node. */
        REVERSIBLE,
        /** It cannot: the controllers refuse. */
        IRREVERSIBLE
    }

    /**
     * Checks the levels.
     *
     * @param feature its name
     * @param fromLevel the finalized level now
     * @param toLevel the level to finalize
     * @param reversibility whether it can be lowered again
     * @param note why
     * @throws IllegalArgumentException if the level does not rise
     */
    public FinalizationStep {
        if (fromLevel < 0 || toLevel <= fromLevel) {
            throw new IllegalArgumentException(
                    "Finalizing " + feature + " from " + fromLevel + " to " + toLevel + " raises nothing");
        }
    }

    /**
     * Returns the step in words for people.
     *
     * @return a line
     */
    public String describe() {
        return feature + " " + fromLevel + " -> " + toLevel
                + (reversibility == Reversibility.IRREVERSIBLE ? " (irreversible)" : " (reversible)")
                + (note.isEmpty() ? "" : ": " + note);
    }
}
