// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import io.quorate.testkit.time.Time;
import java.time.Duration;
import java.time.Instant;

/** A clock that only moves when someone sleeps or a test says so. */
final class StoppedClock implements Time {
    private long nanos;

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void sleep(Duration duration) {
        nanos += duration.toNanos();
    }
}
