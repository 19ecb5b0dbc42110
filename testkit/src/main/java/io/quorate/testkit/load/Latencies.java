// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Records latencies from many threads, in microseconds with three digits, and sums them up once. */
final class Latencies {
    private static final int DIGITS = 3;

    private final Recorder recorder = new Recorder(DIGITS);

    void record(long nanos) {
        recorder.recordValue(TimeUnit.NANOSECONDS.toMicros(Math.max(0, nanos)));
    }

    /** Returns the figures so far and begins anew. */
    LatencyPercentiles drain() {
        Histogram histogram = recorder.getIntervalHistogram();
        return new LatencyPercentiles(
                histogram.getTotalCount(),
                micros(histogram.getValueAtPercentile(50)),
                micros(histogram.getValueAtPercentile(99)),
                micros(histogram.getValueAtPercentile(99.9)),
                micros(histogram.getMaxValue()));
    }

    private static Duration micros(long micros) {
        return Duration.of(micros, java.time.temporal.ChronoUnit.MICROS);
    }
}
