// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * How long something took, over many records; with three significant digits.
 *
 * @param count how many records were measured
 * @param p50 half of them took no longer
 * @param p99 99 of 100 took no longer
 * @param p999 999 of 1000 took no longer
 * @param max none took longer
 */
public record LatencyPercentiles(long count, Duration p50, Duration p99, Duration p999, Duration max) {
    void write(DataOutput out) throws IOException {
        out.writeLong(count);
        for (Duration one : List.of(p50, p99, p999, max)) {
            out.writeLong(one.toNanos());
        }
    }

    static LatencyPercentiles read(DataInput in) throws IOException {
        return new LatencyPercentiles(
                in.readLong(),
                Duration.ofNanos(in.readLong()),
                Duration.ofNanos(in.readLong()),
                Duration.ofNanos(in.readLong()),
                Duration.ofNanos(in.readLong()));
    }

    /**
     * Returns the figures in one line, in milliseconds.
     *
     * @return the percentiles and the maximum
     */
    public String describe() {
        return "p50 %s, p99 %s, p99.9 %s, max %s"
                .formatted(Texts.millis(p50), Texts.millis(p99), Texts.millis(p999), Texts.millis(max));
    }
}
