// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import io.quorate.testkit.time.Time;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * When the next record is due.
 *
 * <p>An open loop: a producer that was held up catches up afterwards, and its records count as sent when they were due. So the
 * records that an outage delayed are in the latencies, also those that could not even be handed to the client.
 *
 * <p>Not thread-safe: one per producer.
 */
final class Pace {
    private static final Duration LONGEST_NAP = Duration.ofMillis(50);

    private final Time time;
    private final long intervalNanos;
    private long due;
    private boolean begun;

    /**
     * Sets a pace.
     *
     * @param recordsPerSecond how many records; 0 for as many as the producer takes
     */
    Pace(Time time, int recordsPerSecond) {
        this.time = time;
        this.intervalNanos = recordsPerSecond == 0 ? 0 : Duration.ofSeconds(1).toNanos() / recordsPerSecond;
    }

    /** Waits until the next record is due, or until told to give up, and returns when it was due. */
    long next(BooleanSupplier givenUp) throws InterruptedException {
        if (intervalNanos == 0) {
            return time.nanos();
        }
        // The first record is due when the producer is ready for it: how long that takes is not the load's affair.
        due = begun ? due + intervalNanos : time.nanos();
        begun = true;
        for (long left = due - time.nanos(); left > 0 && !givenUp.getAsBoolean(); left = due - time.nanos()) {
            time.sleep(Duration.ofNanos(Math.min(left, LONGEST_NAP.toNanos())));
        }
        return due;
    }
}
