// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import static io.quorate.cluster.Clusters.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.health.HealthStatus;
import io.quorate.health.group.GroupStatus;
import io.quorate.health.probe.BrokerAnswer;
import io.quorate.health.probe.ProbeReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class HealthEventTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 3);

    @Test
    void eachEventSaysWhatWasAndWhatIs() {
        assertThat(List.of(
                        new HealthEvent.IsrShrank(NOW, ORDERS, List.of(1, 2), List.of(1)),
                        new HealthEvent.IsrExpanded(NOW, ORDERS, List.of(1), List.of(1, 2)),
                        new HealthEvent.LeaderChanged(NOW, ORDERS, 1, 2),
                        new HealthEvent.PartitionOffline(NOW, ORDERS, 1),
                        new HealthEvent.PartitionOnline(NOW, ORDERS, 1),
                        new HealthEvent.BrokerFenced(NOW, 1),
                        new HealthEvent.BrokerReturned(NOW, 1),
                        new HealthEvent.QuorumLeaderChanged(NOW, 1, 2),
                        new HealthEvent.TopicRecreated(NOW, "orders", Uuid.ZERO_UUID, Uuid.ONE_UUID),
                        new HealthEvent.StatusChanged(NOW, HealthStatus.HEALTHY, HealthStatus.CRITICAL, "All is lost."),
                        new HealthEvent.StatusChanged(NOW, HealthStatus.CRITICAL, HealthStatus.HEALTHY, ""),
                        new HealthEvent.GroupStatusChanged(NOW, "billing", GroupStatus.OK, GroupStatus.STOPPED, "why"),
                        new HealthEvent.ClusterLost(NOW, "timed out"),
                        new HealthEvent.ClusterBack(NOW, Duration.ofSeconds(90))))
                .allMatch(event -> event.at().equals(NOW))
                .extracting(HealthEvent::describe)
                .containsExactly(
                        "ISR of orders-3 shrank from [1, 2] to [1]",
                        "ISR of orders-3 expanded from [1] to [1, 2]",
                        "leader of orders-3 changed from 1 to 2",
                        "orders-3 is offline, broker 1 led it",
                        "orders-3 is online again, broker 1 leads it",
                        "broker 1 is fenced",
                        "broker 1 is online",
                        "active controller changed from 1 to 2",
                        "topic orders was deleted and created again, its id changed from AAAAAAAAAAAAAAAAAAAAAA to "
                                + "AAAAAAAAAAAAAAAAAAAAAQ",
                        "cluster was HEALTHY and is CRITICAL: All is lost.",
                        "cluster was CRITICAL and is HEALTHY",
                        "group billing was OK and is STOPPED: why",
                        "nobody of the cluster answers: timed out",
                        "the cluster answers again after 90 s");
    }

    @Test
    void aReportOfTheProbeHasALineForEachBroker() {
        ProbeReport report = new ProbeReport(
                NOW,
                List.of(
                        new BrokerAnswer.Answered(1, Duration.ofMillis(3), Duration.ofMillis(5)),
                        new BrokerAnswer.Failed(2, Duration.ofSeconds(1), "not acknowledged"),
                        new BrokerAnswer.LeadsNothing(3, "quorate-probe-2 is led by broker 1 now")),
                Optional.empty());

        assertThat(report.describe().lines())
                .containsExactly(
                        "broker 1 took the record in 3 ms and gave it back after 5 ms",
                        "broker 2 did not take the record and give it back within 1000 ms: not acknowledged",
                        "broker 3 was not asked: quorate-probe-2 is led by broker 1 now");
        assertThat(report.answer(2)).containsInstanceOf(BrokerAnswer.Failed.class);
        assertThat(report.answer(9)).isEmpty();
    }
}
