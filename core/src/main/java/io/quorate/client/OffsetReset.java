// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import java.time.Duration;

/**
 * Where a consumer begins if its group has no commit, or the commit is out of range. There is no good default: {@code latest}
 * skips what was written before, {@code earliest} reads everything again.
 */
public final class OffsetReset {
    private final String value;

    private OffsetReset(String value) {
        this.value = value;
    }

    /**
     * Begins with the oldest record that is kept: nothing is skipped, everything may come again.
     *
     * @return the choice
     */
    public static OffsetReset earliest() {
        return new OffsetReset("earliest");
    }

    /**
     * Begins with the next record that is written: what was written before is skipped.
     *
     * @return the choice
     */
    public static OffsetReset latest() {
        return new OffsetReset("latest");
    }

    /**
     * Throws, so that somebody decides.
     *
     * @return the choice
     */
    public static OffsetReset none() {
        return new OffsetReset("none");
    }

    /**
     * Begins so long ago. Needs kafka-clients 4.0 (KIP-1106).
     *
     * @param ago how long ago; not negative
     * @return the choice
     * @throws IllegalArgumentException if it is negative
     */
    public static OffsetReset byDuration(Duration ago) {
        if (ago.isNegative()) {
            throw new IllegalArgumentException("A consumer cannot begin in the future: " + ago + " ago");
        }
        return new OffsetReset("by_duration:" + ago);
    }

    /**
     * Returns the value of {@code auto.offset.reset}.
     *
     * @return the value
     */
    @Override
    public String toString() {
        return value;
    }
}
