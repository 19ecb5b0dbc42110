// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.bench;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.quorate.health.metrics.ClusterMetrics;
import io.quorate.health.monitor.HealthEvent;
import io.quorate.health.monitor.HealthListener;
import io.quorate.health.monitor.HealthMonitor;
import io.quorate.health.monitor.HealthSnapshot;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;

/**
 * What one look of the monitor costs, beside the same raw {@code Admin} calls, on a simulated cluster or on a real one, and
 * how long a scrape takes. Arguments: topics, partitions of each, groups, looks; then {@code
 * real}, if it is to be an embedded cluster of three real nodes.
 */
public final class HealthBenchmark {
    private static final int SCRAPES = 50;
    private static final double MILLION = 1e6;

    private HealthBenchmark() {}

    /**
     * Runs it.
     *
     * @param args topics, partitions of each, groups, looks, and perhaps {@code real}
     * @throws Exception if something fails
     */
    public static void main(String[] args) throws Exception {
        int looks = Integer.parseInt(args[3]);
        if (args.length > 4) {
            try (TestCluster cluster = TestCluster.builder().nodes(3).start()) {
                RealTopics.create(cluster.admin(), args);
                run(cluster.bootstrapServers(), looks, () -> {});
            }
            return;
        }
        LargeCluster cluster =
                new LargeCluster(Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        try (WireCluster wire = new WireCluster(cluster)) {
            run(wire.bootstrapServers(), looks, cluster::grow);
            System.out.println("requests answered: " + wire.requests());
        }
    }

    private static void run(String servers, int looks, Runnable between) throws Exception {
        for (int round = 1; round <= 2; round++) {
            List<Cost> ours = ours(servers, looks, between);
            List<Cost> raw = raw(servers, looks, between);
            System.out.printf("round %d: first look %s%n", round, ours.get(0));
            Cost oneOfOurs = Cost.median(ours.subList(ours.size() / 2, ours.size()));
            Cost oneRaw = Cost.median(raw.subList(raw.size() / 2, raw.size()));
            System.out.printf("round %d: later looks, median %s%n", round, oneOfOurs);
            System.out.printf("round %d: raw Admin calls, median %s%n", round, oneRaw);
            System.out.printf(
                    "round %d: ratio of CPU %.2f, of bytes %.2f%n",
                    round, oneOfOurs.cpuMillis() / oneRaw.cpuMillis(), oneOfOurs.megabytes() / oneRaw.megabytes());
        }
    }

    private static List<Cost> ours(String servers, int looks, Runnable between) throws InterruptedException {
        List<Cost> costs = new ArrayList<>();
        CountDownLatch left = new CountDownLatch(looks);
        AtomicLong events = new AtomicLong();
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Meter meter = new Meter("quorate-health");
        try (HealthMonitor monitor = HealthMonitor.builder(Map.of("bootstrap.servers", servers))
                        .pollInterval(Duration.ofMillis(200))
                        .callTimeout(Duration.ofMinutes(1))
                        .start();
                ClusterMetrics metrics = ClusterMetrics.builder(monitor).build()) {
            metrics.bindTo(registry);
            monitor.addListener(new HealthListener() {
                @Override
                public void onEvent(HealthEvent event) {
                    events.incrementAndGet();
                }

                @Override
                public void onSnapshot(HealthSnapshot snapshot) {
                    // Last in the row of listeners: what the metrics cost is in it.
                    costs.add(meter.sinceLast());
                    if (left.getCount() == 1) {
                        System.out.println(snapshot.health() + ", "
                                + snapshot.state()
                                        .flatMap(state -> state.topics().value())
                                        .map(Map::size)
                                        .orElse(-1)
                                + " topics, "
                                + snapshot.groups().value().map(Map::size).orElse(-1) + " groups, taken in "
                                + snapshot.collectedIn().toMillis() + " ms, " + events + " events so far");
                    }
                    between.run();
                    left.countDown();
                }
            });
            if (!left.await(8, TimeUnit.MINUTES)) {
                throw new IllegalStateException(left.getCount() + " looks are missing");
            }
            scrape(registry);
        }
        return costs;
    }

    private static void scrape(PrometheusMeterRegistry registry) {
        List<Double> millis = new ArrayList<>();
        int length = 0;
        for (int i = 0; i < SCRAPES; i++) {
            long begin = Time.system().nanos();
            length = registry.scrape().length();
            millis.add((Time.system().nanos() - begin) / MILLION);
        }
        millis.sort(null);
        System.out.printf(
                "scrape of %d characters: median %.1f ms, longest of %d %.1f ms%n",
                length, millis.get(SCRAPES / 2), SCRAPES, millis.get(SCRAPES - 1));
    }

    private static List<Cost> raw(String servers, int looks, Runnable between) throws Exception {
        List<Cost> costs = new ArrayList<>();
        Map<String, Object> config =
                Map.of("bootstrap.servers", servers, "client.id", "raw", "default.api.timeout.ms", 60_000);
        try (Admin admin = Admin.create(config)) {
            Meter meter = new Meter("main", "| raw");
            RawCalls.configs(admin);
            RawCalls.look(admin);
            System.out.println("raw Admin calls, with configs and log dirs: " + meter.sinceLast());
            for (int look = 0; look < looks; look++) {
                RawCalls.look(admin);
                costs.add(meter.sinceLast());
                between.run();
            }
        }
        return costs;
    }
}
