// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.observe.ClusterConditions;
import io.quorate.observe.Live;
import io.quorate.testkit.cluster.Layout;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.junit.TestClusterExtension;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two brokers of which one hangs, comes back, and dies. */
class BrokerProbeIT {
    @RegisterExtension
    static final TestClusterExtension KAFKA = TestClusterExtension.of(TestCluster.builder()
            .layout(Layout.SEPARATE)
            .brokers(2)
            .controllers(1)
            .property("broker.session.timeout.ms", "5000")
            .property("auto.leader.rebalance.enable", "false"));

    private final TestCluster cluster = KAFKA.cluster();

    @Test
    void tellsABrokerThatHangsFromOneThatLeadsNothingAndSeesItReturn() throws Exception {
        try (Live live = new Live(cluster);
                BrokerProbe patient = BrokerProbe.builder(cluster.clientConfig())
                        .timeout(Duration.ofSeconds(30))
                        .build();
                BrokerProbe probe = BrokerProbe.builder(cluster.clientConfig())
                        .timeout(Duration.ofSeconds(1))
                        .build()) {
            // Who is asked must know of both, or one gets no partition.
            live.awaitEverywhere(ClusterConditions.brokersOnline(Set.of(1, 2)));
            assertThat(patient.run().describe()).contains("Call prepareTopic() once");

            assertThat(patient.prepareTopic()).startsWith("Made topic quorate-probe");
            ProbeReport well = until(probe, report -> answered(report, 1) && answered(report, 2));
            BrokerAnswer.Answered answer =
                    (BrokerAnswer.Answered) well.answer(1).orElseThrow();
            assertThat(answer.written()).isGreaterThan(Duration.ZERO);
            assertThat(answer.endToEnd()).isGreaterThan(Duration.ZERO);
            assertThat(patient.prepareTopic()).startsWith("Topic quorate-probe has a partition for each");

            // Registered for as long as its session lasts, and silent: only the probe sees it.
            cluster.pause(2);
            until(probe, report -> failed(report, 2));
            until(probe, report -> answered(report, 1) && report.answer(2).isEmpty());

            cluster.resume(2);
            ProbeReport follower = until(probe, report -> report.answer(2)
                    .filter(BrokerAnswer.LeadsNothing.class::isInstance)
                    .isPresent());
            assertThat(follower.describe()).contains("broker 2 was not asked: quorate-probe-1 is led by broker 1 now");

            leadBack(live, new TopicPartition("quorate-probe", 1));
            until(probe, report -> answered(report, 1) && answered(report, 2));
        }
    }

    /**
     * It answers before it is back in the ISR, and an election asked for until then would change nothing. Until it has heard
     * of its loss, it tells that it leads and that the ISR is full.
     */
    private static void leadBack(Live live, TopicPartition partition) throws Exception {
        live.awaitEverywhere(ClusterConditions.everyIsrFull(partition.topic()::equals)
                .and(state -> state.topic(partition.topic())
                                .filter(topic -> topic.leader(partition.partition()) == 1)
                                .isPresent()
                        ? List.of()
                        : List.of("1 is not said to lead " + partition)));
        live.admin()
                .electLeaders(ElectionType.PREFERRED, Set.of(partition))
                .all()
                .get(30, TimeUnit.SECONDS);
    }

    private static boolean failed(ProbeReport report, int nodeId) {
        return report.answer(nodeId)
                .filter(BrokerAnswer.Failed.class::isInstance)
                .isPresent();
    }

    private static boolean answered(ProbeReport report, int nodeId) {
        return report.answer(nodeId)
                .filter(BrokerAnswer.Answered.class::isInstance)
                .isPresent();
    }

    private static ProbeReport until(BrokerProbe probe, Predicate<ProbeReport> wanted) throws InterruptedException {
        long deadline = Time.system().nanos() + Duration.ofSeconds(60).toNanos();
        ProbeReport report = probe.run();
        while (!wanted.test(report)) {
            assertThat(Time.system().nanos())
                    .as("last report: %s", report.describe())
                    .isLessThan(deadline);
            Time.system().sleep(Duration.ofMillis(100));
            report = probe.run();
        }
        return report;
    }
}
