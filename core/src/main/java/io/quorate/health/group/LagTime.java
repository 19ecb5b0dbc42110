// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.group;

import java.time.Duration;

/**
 * How old the next record is that a group will read: since when it is behind. Between two looks the log is taken to have
 * grown evenly.
 *
 * @param atLeast never negative; zero if it has read everything
 * @param exact {@code false} if the record is older than what was seen of its log, or the end of some log is not known
 */
public record LagTime(Duration atLeast, boolean exact) {
    /** Nothing is left to read. */
    public static final LagTime NONE = new LagTime(Duration.ZERO, true);

    /**
     * Returns both together: as old as the older one.
     *
     * @param other of another partition
     * @return exact if both are
     */
    public LagTime or(LagTime other) {
        Duration older = atLeast.compareTo(other.atLeast) >= 0 ? atLeast : other.atLeast;
        return new LagTime(older, exact && other.exact);
    }

    /**
     * Returns it for people.
     *
     * @return for example {@code at least 90 s}
     */
    public String describe() {
        return (exact ? "" : "at least ") + atLeast.toSeconds() + " s";
    }
}
