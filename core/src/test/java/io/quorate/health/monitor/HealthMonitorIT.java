// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ConfigSet;
import io.quorate.health.HealthStatus;
import io.quorate.health.group.GroupStatus;
import io.quorate.observe.Live;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.junit.TestClusterExtension;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three combined nodes, of which one is killed and returns, and then all are gone and return. */
class HealthMonitorIT {
    @RegisterExtension
    static final TestClusterExtension KAFKA =
            TestClusterExtension.of(TestCluster.builder().nodes(3));

    private final TestCluster cluster = KAFKA.cluster();
    private final List<HealthEvent> events = new CopyOnWriteArrayList<>();
    private final HealthMonitor monitor = HealthMonitor.builder(cluster.clientConfig())
            .pollInterval(Duration.ofMillis(500))
            .callTimeout(Duration.ofSeconds(2))
            .listener(events::add)
            .start();

    @AfterEach
    void closeMonitor() {
        monitor.close();
        assertThat(monitor.liveness().ok()).isFalse();
    }

    @Test
    void aBrokerThatIsKilledAndReturnsIsToldInOrderAndSoIsTheLossOfAllAndTheirReturn() throws InterruptedException {
        topicWithAGroup();
        await(
                "all is seen",
                () -> latest(seen -> seen.state()
                        .map(state -> state.topicConfigs()
                                .orElse(Map.<String, ConfigSet>of())
                                .containsKey("orders"))
                        .orElse(false)));
        await(
                "the group is looked at",
                () -> latest(seen -> seen.groups().orElse(Map.of()).containsKey("billing")));
        await("ready", () -> monitor.readiness().ok());

        events.clear();
        cluster.kill(3);
        await("fenced", () -> told(HealthEvent.BrokerFenced.class));
        await("the ISR shrank", () -> told(HealthEvent.IsrShrank.class));
        assertThat(monitor.liveness().ok()).isTrue();
        await("seen in the verdict", () -> latest(seen -> seen.health().status() != HealthStatus.HEALTHY));
        cluster.start(3);
        await("returned", () -> told(HealthEvent.BrokerReturned.class));
        await("the ISR expanded", () -> told(HealthEvent.IsrExpanded.class));
        assertThat(List.of(first(HealthEvent.BrokerFenced.class), first(HealthEvent.BrokerReturned.class)))
                .isSorted();
        assertThat(first(HealthEvent.IsrShrank.class)).isLessThan(first(HealthEvent.IsrExpanded.class));

        events.clear();
        cluster.kill(1, 2, 3);
        await("lost", () -> told(HealthEvent.ClusterLost.class));
        await("not ready", () -> !monitor.readiness().ok());
        await("asked seldom", () -> monitor.counters().skipped() > 0);
        await("a new client", () -> monitor.counters().newClients() > 0);
        assertThat(monitor.liveness().ok())
                .as("the monitor itself lives: %s", monitor.liveness().reason())
                .isTrue();
        cluster.start(1, 2, 3);
        await("back", () -> told(HealthEvent.ClusterBack.class));
        await("ready again", () -> monitor.readiness().ok());
        await(
                "all ISRs are full",
                () -> latest(seen -> seen.state()
                        .flatMap(state -> state.topic("orders"))
                        .map(topic -> topic.partition(0).isr().size() == 3)
                        .orElse(false)));
        assertThat(first(HealthEvent.ClusterLost.class)).isLessThan(first(HealthEvent.ClusterBack.class));
        assertThat(monitor.latest().orElseThrow().groups().orElse(Map.of()))
                .allSatisfy((id, group) -> assertThat(group.status()).isNotEqualTo(GroupStatus.REWOUND));
    }

    private void topicWithAGroup() {
        try (Live live = new Live(cluster)) {
            live.topic("orders", List.of(List.of(1, 2, 3)), Live.minIsr(2));
            Live.get(live.admin()
                    .alterConsumerGroupOffsets(
                            "billing", Map.of(new TopicPartition("orders", 0), new OffsetAndMetadata(0)))
                    .all());
        }
    }

    private boolean latest(Predicate<HealthSnapshot> wanted) {
        return monitor.latest().filter(wanted).isPresent();
    }

    private boolean told(Class<? extends HealthEvent> kind) {
        return events.stream().anyMatch(kind::isInstance);
    }

    private int first(Class<? extends HealthEvent> kind) {
        return events.stream().map(Object::getClass).toList().indexOf(kind);
    }

    private void await(String what, Supplier<Boolean> holds) throws InterruptedException {
        long deadline = Time.system().nanos() + Duration.ofSeconds(60).toNanos();
        while (!holds.get()) {
            assertThat(Time.system().nanos())
                    .as("%s; last: %s; events: %s", what, monitor.latest(), events)
                    .isLessThan(deadline);
            Time.system().sleep(Duration.ofMillis(50));
        }
    }
}
