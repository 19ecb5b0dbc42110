// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import java.util.OptionalDouble;

/**
 * A rate that is smoothed: what was seen half a minute ago counts for less than a half, and the first reading for no more
 * than any other. Not thread-safe.
 */
final class Rate {
    private static final double HALF_LIFE_SECONDS = 20;
    /** What one or two readings say is chance: a copy that has just begun has not its speed yet. */
    private static final int FEWEST_READINGS = 3;

    private long lastBytes;
    private long lastNanos;
    private boolean begun;
    private int readings;
    /** Bytes per second times weight, and the weights: what is not known yet must not count as nothing. */
    private double weighted;

    private double weights;

    void read(long bytes, long nanos) {
        double seconds = begun ? (nanos - lastNanos) / 1e9 : 0;
        if (begun && seconds <= 0) {
            return;
        }
        // Until something comes, it has not begun.
        if (begun && (readings > 0 || bytes > lastBytes)) {
            double kept = Math.pow(0.5, seconds / HALF_LIFE_SECONDS);
            weighted = weighted * kept + (bytes - lastBytes) / seconds * (1 - kept);
            weights = weights * kept + (1 - kept);
            readings++;
        }
        skip(bytes, nanos);
    }

    /** Nothing was to be copied since the last reading: that says nothing about the rate. */
    void skip(long bytes, long nanos) {
        begun = true;
        lastBytes = bytes;
        lastNanos = nanos;
    }

    double bytesPerSecond() {
        return weights > 0 ? weighted / weights : 0;
    }

    /** How long so many bytes take; empty while the rate is not known, and where it is as good as nothing. */
    OptionalDouble seconds(long bytes) {
        return readings < FEWEST_READINGS || bytesPerSecond() < 1
                ? OptionalDouble.empty()
                : OptionalDouble.of(bytes / bytesPerSecond());
    }
}
