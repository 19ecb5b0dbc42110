// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.metrics;

import io.quorate.health.HealthStatus;
import io.quorate.health.monitor.HealthSnapshot;
import io.quorate.time.Time;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How old what we know is, and what it is worth: a monitor that hangs must not leave the last good news standing.
 *
 * <p>Thread-safe.
 */
final class Sight {
    private static final double MILLIS = 1000.0;

    private final Time time;
    private final Duration blindAfter;
    private volatile Seen latest;

    /**
     * A snapshot.
     *
     * @param snapshot what was seen, or {@code null} if nothing was yet
     * @param begun when the look began, or the wait for the first one, by the clock that never goes back
     */
    private record Seen(@Nullable HealthSnapshot snapshot, long begun) {}

    Sight(Time time, Duration blindAfter) {
        this.time = time;
        this.blindAfter = blindAfter;
        this.latest = new Seen(null, time.nanos());
    }

    void see(HealthSnapshot snapshot) {
        latest = new Seen(snapshot, time.nanos() - snapshot.collectedIn().toNanos());
    }

    /** Without a snapshot, since we have been waiting for one. */
    Duration age() {
        return Duration.ofNanos(Math.max(0, time.nanos() - latest.begun()));
    }

    double ageSeconds() {
        return age().toMillis() / MILLIS;
    }

    boolean isBlind() {
        return age().compareTo(blindAfter) > 0;
    }

    HealthStatus status() {
        HealthSnapshot seen = latest.snapshot();
        return seen == null || isBlind() ? HealthStatus.UNKNOWN : seen.health().status();
    }
}
