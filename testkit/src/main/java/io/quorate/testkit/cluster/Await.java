// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.time.Time;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something to become true, no longer than told. */
final class Await {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() {}

    /** Returns whether it became true in time. */
    static boolean until(Time time, Duration atMost, BooleanSupplier condition) {
        long start = time.nanos();
        while (!condition.getAsBoolean()) {
            if (time.nanos() - start > atMost.toNanos()) {
                return false;
            }
            try {
                time.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TestClusterException("Interrupted while waiting for a test cluster", e);
            }
        }
        return true;
    }
}
