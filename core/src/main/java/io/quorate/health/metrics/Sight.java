// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.metrics;

import io.quorate.health.HealthStatus;
import io.quorate.health.monitor.HealthSnapshot;
import io.quorate.time.Time;
import java.time.Duration;
import java.time.Instant;
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
    private final Instant since;
    private volatile @Nullable HealthSnapshot latest;

    Sight(Time time, Duration blindAfter) {
        this.time = time;
        this.blindAfter = blindAfter;
        this.since = time.now();
    }

    void see(HealthSnapshot snapshot) {
        latest = snapshot;
    }

    /** Without a snapshot, since we have been waiting for one. */
    Duration age() {
        HealthSnapshot seen = latest;
        Duration age = Duration.between(seen == null ? since : seen.takenAt(), time.now());
        return age.isNegative() ? Duration.ZERO : age;
    }

    double ageSeconds() {
        return age().toMillis() / MILLIS;
    }

    boolean isBlind() {
        return age().compareTo(blindAfter) > 0;
    }

    HealthStatus status() {
        HealthSnapshot seen = latest;
        return seen == null || isBlind() ? HealthStatus.UNKNOWN : seen.health().status();
    }
}
