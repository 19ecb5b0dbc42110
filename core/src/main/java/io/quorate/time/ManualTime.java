// SPDX-License-Identifier: Apache-2.0
package io.quorate.time;

import java.time.Duration;
import java.time.Instant;

/**
 * A clock for tests: it stands still until it is moved, and waiting moves it.
 *
 * <p>Thread-safe.
 */
public final class ManualTime implements Time {
    private final Instant start;
    private long elapsedNanos;

    private ManualTime(Instant start) {
        this.start = start;
    }

    /**
     * Returns a clock that shows a given time.
     *
     * @param start the time it shows until it is moved
     * @return the clock
     */
    public static ManualTime startingAt(Instant start) {
        return new ManualTime(start);
    }

    @Override
    public synchronized Instant now() {
        return start.plusNanos(elapsedNanos);
    }

    @Override
    public synchronized long nanos() {
        return elapsedNanos;
    }

    /** Moves the clock by the duration instead of waiting. */
    @Override
    public void sleep(Duration duration) {
        advance(duration);
    }

    /**
     * Moves the clock forward.
     *
     * @param duration by how much; not negative
     * @throws IllegalArgumentException if {@code duration} is negative
     */
    public synchronized void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("A clock does not go back: " + duration);
        }
        elapsedNanos += duration.toNanos();
    }
}
