// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThroughputTest {
    private final Throughput before = throughput(1_000, 10);
    private final Throughput after = throughput(500, 15);

    @Test
    void hasRatesOfRecordsAndBytes() {
        assertThat(before.recordsPerSecond()).isEqualTo(500);
        assertThat(before.mebibytesPerSecond()).isEqualTo(0.5);
        assertThat(before.describe()).startsWith("1000 records, 500 records/s, 0.50 MiB/s, p50 10.0 ms");
    }

    @Test
    void saysWhatChangedInPercent() {
        assertThat(after.comparedWith(before))
                .isEqualTo("records/s 500 -> 250 (-50 %), p99 10.0 ms -> 15.0 ms (+50 %)");
        assertThat(after.comparedWith(throughput(0, 0))).contains("no figure before");
    }

    private static Throughput throughput(long records, long millis) {
        Duration latency = Duration.ofMillis(millis);
        return new Throughput(
                records,
                1 << 20,
                Duration.ofSeconds(2),
                new LatencyPercentiles(records, latency, latency, latency, latency));
    }
}
