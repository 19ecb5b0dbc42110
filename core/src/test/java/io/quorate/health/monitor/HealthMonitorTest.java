// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import static io.quorate.cluster.Clusters.NOW;
import static io.quorate.cluster.Clusters.partition;
import static io.quorate.cluster.Clusters.topic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.health.HealthPolicy;
import io.quorate.health.HealthStatus;
import io.quorate.health.probe.ProbeReport;
import io.quorate.observe.Section;
import io.quorate.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthMonitorTest {
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final List<Integer> ALL = List.of(1, 2, 3);

    private final ManualTime time = ManualTime.startingAt(NOW);
    private final FakeSource source = new FakeSource(time);
    private final Listeners listeners = new Listeners();
    private final List<String> told = new ArrayList<>();
    private final HealthMonitor monitor = new HealthMonitor(
            source,
            new MonitorSettings(
                    INTERVAL,
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(1),
                    HealthPolicy.defaults(),
                    true,
                    3,
                    time),
            listeners,
            health -> health.status() == HealthStatus.HEALTHY || health.status() == HealthStatus.DEGRADED);

    HealthMonitorTest() {
        source.topics = List.of(topic("orders", partition(0, ALL, ALL)));
        listeners.add(event -> told.add(event.describe()));
    }

    @AfterEach
    void closeMonitor() {
        monitor.close();
    }

    @Test
    void nothingIsThereAndNothingIsReadyBeforeTheFirstLook() {
        assertThat(monitor.latest()).isEmpty();
        assertThat(monitor.age()).isEmpty();
        assertThat(monitor.readiness()).isEqualTo(ProbeAnswer.no("the cluster has not been looked at yet"));
        assertThat(monitor.liveness().ok()).as("its thread was not started").isFalse();
    }

    @Test
    void aSnapshotGetsOldAndAfterThreeIntervalsTheClusterIsNotReady() {
        look();
        assertThat(monitor.readiness().ok()).as(monitor.readiness().reason()).isTrue();

        time.advance(Duration.ofMillis(29_999));
        assertThat(monitor.age()).contains(Duration.ofSeconds(30));
        assertThat(monitor.readiness().ok()).isTrue();
        time.advance(Duration.ofSeconds(1));

        assertThat(monitor.readiness().ok()).isFalse();
        assertThat(monitor.readiness().reason())
                .isEqualTo("the last look at the cluster is 31 s old, more than 30000 ms");
    }

    @Test
    void aClusterThatIsLostIsAskedSeldomThenCheaplyThenWithANewClientAndComesBack() {
        look();
        source.silent = true;
        source.calls.clear();
        look(3);
        assertThat(source.calls)
                .as("it is not given up at once")
                .hasSize(3)
                .allMatch(call -> call.startsWith("observe"));
        assertThat(monitor.readiness().ok()).isFalse();
        assertThat(snapshot().state()).isEmpty();
        assertThat(snapshot().groups().value()).isEmpty();

        source.calls.clear();
        look(30);
        assertThat(source.calls.size())
                .as("calls in 30 looks: %s", source.calls)
                .isBetween(8, 20);
        assertThat(source.calls).containsOnly("ping", "renew");
        assertThat(monitor.counters().skipped()).isGreaterThan(15);
        assertThat(monitor.counters().newClients())
                .isEqualTo(source.calls.stream().filter("renew"::equals).count());

        source.silent = false;
        look(8);

        assertThat(snapshot().state()).isPresent();
        assertThat(monitor.readiness().ok()).isTrue();
        assertThat(told.get(0)).startsWith("nobody of the cluster answers: cluster: UNREACHABLE");
        assertThat(told.get(1)).startsWith("cluster was ");
        assertThat(told.get(2)).startsWith("the cluster answers again after ");
        assertThat(told.get(3)).startsWith("cluster was CRITICAL and is ");
        assertThat(told).hasSize(4);
    }

    @Test
    void aClientThatDoesNotRecoverIsReplaced() {
        look();
        source.silentUntilRenewed = true;
        look(20);

        assertThat(snapshot().state()).isPresent();
        assertThat(monitor.counters().newClients()).isEqualTo(1);
    }

    @Test
    void aClusterThatWasNeverThereIsLostToo() {
        source.silent = true;
        look(2);

        assertThat(told).hasSize(1).first().asString().startsWith("nobody of the cluster answers");
        assertThat(snapshot().health().status()).isEqualTo(HealthStatus.CRITICAL);
        assertThat(snapshot().health().clusterId()).isEmpty();
    }

    @Test
    void configsAreReadSeldomAndAtOnceForNewTopicsAndBrokers() {
        look();
        source.calls.clear();
        look();
        assertThat(source.calls).containsExactly("observe [QUORUM, TOPICS, REASSIGNMENTS]", "groups");
        assertThat(snapshot().state().orElseThrow().minInSyncReplicas("orders")).hasValue(2);
        assertThat(snapshot().readAt().get(Section.TOPIC_CONFIGS)).isEqualTo(NOW);

        source.topics = List.of(topic("orders", partition(0, ALL, ALL)), topic("new", partition(0, ALL, ALL)));
        source.brokers = 4;
        source.calls.clear();
        look();

        assertThat(source.calls)
                .containsExactly(
                        "observe [QUORUM, TOPICS, REASSIGNMENTS]",
                        "observe [TOPIC_CONFIGS]",
                        "observe [BROKER_CONFIGS, LOG_DIRS]",
                        "groups");
        assertThat(snapshot().state().orElseThrow().minInSyncReplicas("new")).hasValue(2);
        assertThat(snapshot().state().orElseThrow().brokerConfigs().orElse(Map.of()))
                .containsKey(4);

        source.calls.clear();
        look(30);
        assertThat(source.calls.stream().filter(call -> call.contains("TOPIC_CONFIGS")))
                .as("every five minutes")
                .hasSize(1);
        assertThat(source.calls.stream().filter(call -> call.contains("LOG_DIRS")))
                .as("every minute")
                .hasSize(5);
    }

    @Test
    void whatIsGoneIsNotShownFromWhatIsKept() {
        look();
        source.topics = List.of();
        source.brokers = 2;
        look();

        assertThat(snapshot().state().orElseThrow().topicConfigs().orElse(Map.of()))
                .isEmpty();
        assertThat(snapshot().state().orElseThrow().brokerConfigs().orElse(Map.of()))
                .containsOnlyKeys(1, 2);
    }

    @Test
    void whatCanNoLongerBeReadIsShownForAWhileAndThenMissing() {
        look();
        source.logDirs = Observed.unavailable(new Gap("log dirs", Gap.Kind.UNREACHABLE, "TimeoutException"));
        look(17);
        assertThat(snapshot().state().orElseThrow().logDirs().isComplete()).isTrue();
        assertThat(snapshot().readAt().get(Section.LOG_DIRS)).isEqualTo(NOW);
        assertThat(source.calls.stream().filter(call -> call.contains("LOG_DIRS")))
                .as("asked again at each look once it failed")
                .hasSizeGreaterThan(10);

        look(3);

        assertThat(snapshot().state().orElseThrow().logDirs().value()).isEmpty();
    }

    @Test
    void aListenerThatFailsDisturbsNobody() {
        listeners.add(new HealthListener() {
            @Override
            public void onEvent(HealthEvent event) {}

            @Override
            public void onSnapshot(HealthSnapshot snapshot) {
                throw new IllegalStateException("on purpose");
            }
        });
        List<Long> numbers = new ArrayList<>();
        listeners.add(new HealthListener() {
            @Override
            public void onEvent(HealthEvent event) {}

            @Override
            public void onSnapshot(HealthSnapshot snapshot) {
                assertThat(monitor.latest()).containsSame(snapshot);
                numbers.add(snapshot.number());
            }
        });

        look(3);

        assertThat(numbers).containsExactly(1L, 2L, 3L);
        assertThat(monitor.counters()).isEqualTo(new MonitorCounters(3, 0, 0, 0, 3));
    }

    @Test
    void theProbeIsRunEveryNthLookAndItsLastReportIsShownInBetween() {
        ProbeReport first = new ProbeReport(NOW, List.of(), Optional.of("first"));
        source.probe = Optional.of(first);
        look();
        source.probe = Optional.of(new ProbeReport(NOW, List.of(), Optional.of("second")));
        look(2);
        assertThat(snapshot().probe()).contains(first);

        look();

        assertThat(snapshot().probe()).contains(source.probe.orElseThrow());
    }

    @Test
    void aMonitorThatWasClosedIsNeitherAliveNorReady() {
        look();
        monitor.close();
        monitor.close();

        assertThat(monitor.liveness()).isEqualTo(ProbeAnswer.no("the monitor was closed"));
        assertThat(monitor.readiness()).isEqualTo(ProbeAnswer.no("the monitor was closed"));
        assertThat(source.calls).endsWith("close").containsOnlyOnce("close");
    }

    @Test
    void configsThatKafkaRefusesAreRefusedBeforeTheThreadStarts() {
        assertThatThrownBy(() -> HealthMonitor.builder(Map.of("bootstrap.servers", "localhost:1", "retries", "many"))
                        .start())
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> HealthMonitor.builder(Map.of()).pollInterval(Duration.ofMillis(1)))
                .hasMessageContaining("pollInterval must be at least PT0.1S, not PT0.001S");
    }

    private HealthSnapshot snapshot() {
        return monitor.latest().orElseThrow();
    }

    private void look() {
        monitor.look();
        time.advance(Duration.ofMillis(1));
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            time.advance(INTERVAL);
            monitor.look();
        }
    }
}
