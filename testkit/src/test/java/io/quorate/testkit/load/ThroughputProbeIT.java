// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.Alone;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.junit.KafkaTest;
import io.quorate.testkit.junit.KafkaTopic;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@KafkaTest(nodes = 1)
@Timeout(90)
@Alone
class ThroughputProbeIT {
    @Test
    void measuresACeilingAndComparesItWithAnEarlierOne(TestCluster cluster, @KafkaTopic String topic) {
        ThroughputProbe probe = ThroughputProbe.builder(cluster.clientConfig(), topic)
                .records(20_000)
                .recordBytes(500)
                .producerSetting("linger.ms", "5")
                .build();
        Throughput before = probe.measure();
        assertThat(before.records()).isEqualTo(20_000);
        assertThat(before.bytes()).isEqualTo(10_000_000);
        assertThat(before.recordsPerSecond()).isGreaterThan(500);
        assertThat(before.latency().count()).isEqualTo(20_000);
        assertThat(before.latency().p99())
                .isGreaterThan(Duration.ZERO)
                .isLessThanOrEqualTo(before.latency().max());
        assertThat(probe.measure().comparedWith(before)).contains("records/s", "p99", "%");
    }

    @Test
    void doesNotMeasureWhatIsNotAcknowledged(
            TestCluster cluster, @KafkaTopic(properties = "max.message.bytes=1000") String small) {
        ThroughputProbe probe = ThroughputProbe.builder(cluster.clientConfig(), small)
                .records(100)
                .recordBytes(5_000)
                .build();
        assertThatThrownBy(probe::measure)
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("Did not measure the throughput of " + small)
                .hasMessageContaining("RecordTooLargeException");
    }
}
