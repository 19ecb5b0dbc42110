// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.Timeouts;
import io.quorate.testkit.load.PhaseReport;
import io.quorate.testkit.load.ProducerSpec;
import io.quorate.testkit.load.Workload;
import io.quorate.testkit.load.WorkloadBuilder;
import io.quorate.testkit.load.WorkloadReport;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures what back-offs and time-outs of clients do to the gap that a stopping, a dead and a hung broker makes. Three
 * combined nodes with Kafka's own time-outs; node 3 leads every partition and suffers. All candidates run at the same time,
 * on topics of their own, so that one fault is the same for all. Prints a table for {@code docs/clients.md}.
 *
 * <p>Argument: how many rounds, or none for 1. A round takes about three minutes.
 */
final class FailoverBench {
    private static final int VICTIM = 3;

    private static final Map<String, Map<String, Object>> CANDIDATES = new LinkedHashMap<>();

    static {
        CANDIDATES.put("defaults", Map.of());
        CANDIDATES.put("slow", backOffs(200, 1_000, 200, 10_000, 30_000));
        CANDIDATES.put("r10", backOffs(50, 500, 50, 1_000, 10_000));
        CANDIDATES.put("r5", backOffs(50, 500, 50, 1_000, 5_000));
        CANDIDATES.put("quick", backOffs(20, 100, 20, 100, 10_000));
    }

    private FailoverBench() {}

    private static Map<String, Object> backOffs(int retry, int retryMax, int reconnect, int reconnectMax, int request) {
        return Map.of(
                "retry.backoff.ms", retry,
                "retry.backoff.max.ms", retryMax,
                "reconnect.backoff.ms", reconnect,
                "reconnect.backoff.max.ms", reconnectMax,
                "request.timeout.ms", request);
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length == 0 ? 1 : Integer.parseInt(arguments[0]);
        System.out.println("| client | phase | longest time without ack, ms | without delivery, ms |");
        System.out.println("|---|---|---|---|");
        for (int round = 0; round < rounds; round++) {
            round();
        }
    }

    private static void round() throws Exception {
        try (TestCluster cluster = TestCluster.builder()
                .nodes(3)
                .timeouts(Timeouts.KAFKA_DEFAULTS)
                .property("min.insync.replicas", "2")
                .start()) {
            Map<String, Workload> loads = new LinkedHashMap<>();
            for (Map.Entry<String, Map<String, Object>> one : CANDIDATES.entrySet()) {
                String topic = "bench-" + one.getKey();
                cluster.admin()
                        .createTopics(List.of(
                                new NewTopic(topic, Map.of(0, List.of(VICTIM, 1, 2), 1, List.of(VICTIM, 2, 1)))))
                        .all()
                        .get(60, TimeUnit.SECONDS);
            }
            pause(2);
            CANDIDATES.forEach((name, settings) -> loads.put(name, load(cluster, name, settings)));
            pause(8);
            phase(loads, "stopping", () -> cluster.stop(VICTIM), 15);
            phase(loads, "back after stop", () -> cluster.start(VICTIM), 15);
            elect(cluster);
            phase(loads, "dead", () -> cluster.kill(VICTIM), 25);
            phase(loads, "back after kill", () -> cluster.start(VICTIM), 20);
            elect(cluster);
            phase(loads, "hung", () -> cluster.pause(VICTIM), 45);
            phase(loads, "back after hang", () -> cluster.resume(VICTIM), 15);
            loads.forEach((name, load) -> print(name, load.stop(Duration.ofSeconds(60))));
        }
    }

    private static Workload load(TestCluster cluster, String name, Map<String, Object> settings) {
        ProducerSpec producer = ProducerSpec.idempotent(name);
        WorkloadBuilder load = Workload.builder(cluster.clientConfig())
                .topics("bench-" + name)
                .group("bench-" + name, 1)
                .recordsPerSecond(50);
        for (Map.Entry<String, Object> one : settings.entrySet()) {
            producer = producer.with(one.getKey(), one.getValue());
            load.groupSetting(one.getKey(), one.getValue());
        }
        return load.producer(producer).start();
    }

    private static void phase(Map<String, Workload> loads, String name, Runnable event, int seconds)
            throws InterruptedException {
        loads.values().forEach(load -> load.mark(name));
        event.run();
        pause(seconds);
        loads.values().forEach(load -> load.mark(name + ", settled"));
    }

    private static void elect(TestCluster cluster) throws Exception {
        cluster.admin().electLeaders(ElectionType.PREFERRED, null).partitions().get(60, TimeUnit.SECONDS);
        Map<TopicPartition, Optional<Throwable>> again = cluster.admin()
                .electLeaders(ElectionType.PREFERRED, null)
                .partitions()
                .get(60, TimeUnit.SECONDS);
        if (again.values().stream().anyMatch(Optional::isPresent)) {
            System.out.println("Some preferred leaders were not elected: " + again);
        }
        pause(5);
    }

    private static void print(String name, WorkloadReport report) {
        for (PhaseReport phase : report.phases()) {
            if (!phase.name().endsWith("settled")) {
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %s | %d | %d |%n",
                        name,
                        phase.name(),
                        phase.longestTimeWithoutAck().toMillis(),
                        phase.longestTimeWithoutDelivery().toMillis());
            }
        }
        System.out.printf(
                Locale.ROOT, "| %s | lost %d, duplicated %d | | |%n", name, report.lost(), report.duplicated());
    }

    private static void pause(int seconds) throws InterruptedException {
        boolean ended = new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
        assert !ended;
    }
}
