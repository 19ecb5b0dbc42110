// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import io.quorate.health.HealthPolicy;
import io.quorate.time.Time;
import java.time.Duration;

/** How a monitor looks. */
record MonitorSettings(
        Duration interval,
        Duration callTimeout,
        Duration ofConfigs,
        Duration ofLogDirs,
        HealthPolicy policy,
        boolean withGroups,
        int probeEvery,
        Time time) {
    /** A snapshot that is older tells nothing. */
    Duration staleAfter() {
        return interval.multipliedBy(3);
    }

    /** The monitor's thread does something at least that often: each look is a number of calls, each with a deadline. */
    Duration stuckAfter() {
        return interval.multipliedBy(3).plus(callTimeout.multipliedBy(12));
    }

    /** Between two looks, also where a look takes longer than the interval. */
    Duration pause() {
        return interval.dividedBy(10);
    }
}
