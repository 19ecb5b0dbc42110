// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.bench;

import io.quorate.testkit.cluster.Layout;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.TestClusterBuilder;
import io.quorate.testkit.cluster.TestNode;
import io.quorate.testkit.cluster.Timeouts;
import io.quorate.testkit.load.PhaseReport;
import io.quorate.testkit.load.ProducerSpec;
import io.quorate.testkit.load.Workload;
import io.quorate.testkit.load.WorkloadReport;
import io.quorate.time.Time;
import io.quorate.upgrade.execute.RollingUpgradeCoordinator;
import io.quorate.upgrade.journal.FileUpgradeJournal;
import io.quorate.upgrade.lifecycle.ConfigChange;
import io.quorate.upgrade.observe.UpgradeObserver;
import io.quorate.upgrade.plan.Parallelism;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.plan.UpgradePlanner;
import io.quorate.upgrade.plan.UpgradeRequest;
import io.quorate.upgrade.progress.UpgradeEvent;
import io.quorate.upgrade.progress.UpgradeResult;
import io.quorate.upgrade.state.NodeStage;
import io.quorate.upgrade.testcluster.TestClusterLifecycle;
import io.quorate.upgrade.version.KafkaVersion;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The same upgrade under the same load, done by a script that waits for open ports, by one that waits for full ISRs, and by the coordinator:
 * {@code UpgradeBenchmark <ports|isr|quorate> [from] [to]}. Three combined nodes with Kafka's own time-outs, or three brokers with
 * ZooKeeper if {@code from} is before 3.3, which are rolled with the old protocol version pinned. {@code quorate-six} and {@code quorate-waves} have six brokers in three
 * racks and three controllers: one node at a time, or two brokers of a rack.
 */
public final class UpgradeBenchmark {
    private static final String TOPIC = "load";
    private static final int PARTITIONS = 24;

    private UpgradeBenchmark() {}

    /**
     * Measures once and prints the figures.
     *
     * @param arguments how, from and to
     * @throws Exception if the cluster cannot be had
     */
    public static void main(String[] arguments) throws Exception {
        String how = arguments[0];
        KafkaVersion from = KafkaVersion.of(arguments.length > 1 ? arguments[1] : "3.9.2");
        KafkaVersion to = KafkaVersion.of(arguments.length > 2 ? arguments[2] : "4.3.1");
        try (TestCluster cluster = cluster(from, how).start()) {
            prepare(cluster);
            try (Workload load = load(cluster)) {
                Time time = Time.system();
                time.sleep(Duration.ofSeconds(5));
                long begin = time.nanos();
                roll(how, cluster, load, from, to);
                Duration wall = Duration.ofNanos(time.nanos() - begin);
                new Script(cluster, new TestClusterLifecycle(cluster)).awaitFullIsr();
                load.mark("after");
                time.sleep(Duration.ofSeconds(5));
                print(how + " " + from + " -> " + to, wall, load.stop(Duration.ofMinutes(2)));
            }
        }
    }

    private static void roll(String how, TestCluster cluster, Workload load, KafkaVersion from, KafkaVersion to) {
        if (how.startsWith("quorate")) {
            coordinate("quorate-waves".equals(how), cluster, load, to);
            return;
        }
        Script script = new Script(cluster, new TestClusterLifecycle(cluster));
        ConfigChange pin = cluster.zooKeeper().isPresent()
                ? ConfigChange.setting("inter.broker.protocol.version", from.major() + "." + from.minor())
                : ConfigChange.NONE;
        for (TestNode node : cluster.nodes()) {
            load.mark("node " + node.nodeId());
            script.replace(node.nodeId(), to, pin);
            script.awaitPorts(node.nodeId());
            if ("isr".equals(how)) {
                script.awaitFullIsr();
            }
        }
    }

    private static void coordinate(boolean waves, TestCluster cluster, Workload load, KafkaVersion to) {
        TestClusterLifecycle lifecycle = new TestClusterLifecycle(cluster);
        UpgradeRequest.Builder request = UpgradeRequest.to(to);
        if (waves) {
            request.parallelism(Parallelism.withinOneRack(2));
        }
        UpgradePlan plan = UpgradePlanner.targeting(request.build())
                .plan(UpgradeObserver.builder(cluster.admin())
                        .lifecycle(lifecycle)
                        .target(to)
                        .build()
                        .observe());
        System.out.println(plan.describe());
        UpgradeResult result = RollingUpgradeCoordinator.builder(
                        cluster.admin(),
                        lifecycle,
                        FileUpgradeJournal.in(cluster.directory().resolve("upgrade-journal")))
                .looks(Duration.ofMillis(500), 3)
                .coolDown(Duration.ZERO)
                .canarySoak(Duration.ZERO)
                .listener(event -> {
                    if (event instanceof UpgradeEvent.NodeChanged changed
                            && changed.state().stage() == NodeStage.STOPPING
                            && changed.state().detail().isEmpty()) {
                        load.mark("node " + changed.state().nodeId());
                    }
                })
                .build()
                .start(plan)
                .await(Duration.ofMinutes(15));
        System.out.println(result.describe());
    }

    static TestClusterBuilder cluster(KafkaVersion from, String how) {
        if (how.endsWith("six") || how.endsWith("waves")) {
            return TestCluster.builder()
                    .layout(Layout.SEPARATE)
                    .brokers(6)
                    .controllers(3)
                    .racks("a", "b", "c")
                    .version(from.toString())
                    .timeouts(Timeouts.KAFKA_DEFAULTS);
        }
        boolean zooKeeper = !from.isAtLeast(KafkaVersion.of("3.3.0"));
        return TestCluster.builder()
                .nodes(3)
                .version(from.toString())
                .layout(zooKeeper ? Layout.ZOOKEEPER : Layout.COMBINED)
                .timeouts(Timeouts.KAFKA_DEFAULTS);
    }

    static void prepare(TestCluster cluster) throws Exception {
        cluster.admin()
                .createTopics(
                        List.of(new NewTopic(TOPIC, PARTITIONS, (short) 3).configs(Map.of("min.insync.replicas", "2"))))
                .all()
                .get();
        new Script(cluster, new TestClusterLifecycle(cluster)).awaitFullIsr();
    }

    static Workload load(TestCluster cluster) {
        return Workload.builder(cluster.clientConfig())
                .topics(TOPIC)
                .producer(ProducerSpec.idempotent("idempotent"))
                .producer(ProducerSpec.transactional("transactional"))
                .recordsPerSecond(400)
                .startTimeout(Duration.ofMinutes(1))
                .start();
    }

    static void print(String title, Duration wall, WorkloadReport report) {
        System.out.println("## " + title + ": " + seconds(wall));
        System.out.println("| phase | length | longest time without an acknowledgement | without delivery |");
        for (PhaseReport phase : report.phases()) {
            System.out.printf(
                    "| %s | %s | %s | %s |%n",
                    phase.name(),
                    seconds(phase.length()),
                    seconds(phase.longestTimeWithoutAck()),
                    seconds(phase.longestTimeWithoutDelivery()));
        }
        System.out.printf(
                "longest over all: %s; acknowledged / lost / duplicated / reordered = %d / %d / %d / %d; unverified %d; failed calls %d%n",
                seconds(report.longestTimeWithoutAck()),
                report.acknowledged(),
                report.lost(),
                report.duplicated(),
                report.reordered(),
                report.unverified(),
                report.failures().size());
        System.out.println(report.summary());
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
