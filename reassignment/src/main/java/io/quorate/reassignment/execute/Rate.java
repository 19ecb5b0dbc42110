// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

/** A rate that is smoothed: what was seen half a minute ago counts for less than a half. Not thread-safe. */
final class Rate {
    private static final double HALF_LIFE_SECONDS = 20;

    private long lastBytes;
    private long lastNanos;
    private double bytesPerSecond;
    private int readings;

    void read(long bytes, long nanos) {
        if (readings > 0) {
            double seconds = (nanos - lastNanos) / 1e9;
            if (seconds <= 0) {
                return;
            }
            double now = (bytes - lastBytes) / seconds;
            double weight = readings == 1 ? 1 : 1 - Math.pow(0.5, seconds / HALF_LIFE_SECONDS);
            bytesPerSecond += (now - bytesPerSecond) * weight;
        }
        readings = Math.min(2, readings + 1);
        lastBytes = bytes;
        lastNanos = nanos;
    }

    double bytesPerSecond() {
        return bytesPerSecond;
    }
}
