// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

/** How well a cluster is, the best first: of two, the worse has the higher {@link #ordinal()}. */
public enum HealthStatus {
    /** Everything was seen, and nothing is wrong. */
    HEALTHY,
    /** Everything works, with less margin than it should have. */
    DEGRADED,
    /** Something could not be seen, so nobody knows. */
    UNKNOWN,
    /** Something does not work, or the next failure stops it. */
    CRITICAL;

    /**
     * Returns the worse of two.
     *
     * @param other the other
     * @return this one or {@code other}
     */
    public HealthStatus worse(HealthStatus other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
