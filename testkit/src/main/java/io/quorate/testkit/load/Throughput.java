// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.time.Duration;
import java.util.Locale;

/**
 * What a {@link ThroughputProbe} measured.
 *
 * @param records how many records were acknowledged
 * @param bytes the size of their values in sum
 * @param duration how long they took, from the first send to the last answer
 * @param latency how long each took from its send to its answer
 */
public record Throughput(long records, long bytes, Duration duration, LatencyPercentiles latency) {
    /**
     * Returns the rate of records.
     *
     * @return records per second
     */
    public double recordsPerSecond() {
        return duration.isZero() ? 0 : records / (duration.toNanos() / 1e9);
    }

    /**
     * Returns the rate of bytes.
     *
     * @return mebibytes per second
     */
    public double mebibytesPerSecond() {
        return duration.isZero() ? 0 : bytes / (double) (1 << 20) / (duration.toNanos() / 1e9);
    }

    /**
     * Returns the figures in one line.
     *
     * @return rates and latencies
     */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%d records, %.0f records/s, %.2f MiB/s, %s",
                records,
                recordsPerSecond(),
                mebibytesPerSecond(),
                latency.describe());
    }

    /**
     * Returns these figures beside earlier ones, in one line.
     *
     * @param before the earlier ones
     * @return the rate and the 99th percentile, before and after, and the changes in percent
     */
    public String comparedWith(Throughput before) {
        return String.format(
                Locale.ROOT,
                "records/s %.0f -> %.0f (%s), p99 %s -> %s (%s)",
                before.recordsPerSecond(),
                recordsPerSecond(),
                change(before.recordsPerSecond(), recordsPerSecond()),
                Texts.millis(before.latency.p99()),
                Texts.millis(latency.p99()),
                change(before.latency.p99().toNanos() / 1e6, latency.p99().toNanos() / 1e6));
    }

    private static String change(double before, double after) {
        return before == 0 ? "no figure before" : String.format(Locale.ROOT, "%+.0f %%", 100 * (after / before - 1));
    }
}
