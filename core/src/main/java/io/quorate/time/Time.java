// SPDX-License-Identifier: Apache-2.0
package io.quorate.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of day, a monotonic clock, and a way to wait: injected wherever time passes.
 *
 * <p>Thread-safe.
 */
public interface Time {
    /**
     * Returns the time of day.
     *
     * @return now, by the wall clock
     */
    Instant now();

    /**
     * Returns a reading of a clock that never goes back; only differences mean anything.
     *
     * @return nanoseconds since an arbitrary moment
     */
    long nanos();

    /**
     * Waits.
     *
     * @param duration how long; zero or less returns at once
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    void sleep(Duration duration) throws InterruptedException;

    /**
     * Returns the clock of this machine.
     *
     * @return the system clock
     */
    static Time system() {
        return SystemTime.INSTANCE;
    }
}
