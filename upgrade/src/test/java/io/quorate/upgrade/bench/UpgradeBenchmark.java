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
import io.quorate.upgrade.lifecycle.ConfigChange;
import io.quorate.upgrade.testcluster.TestClusterLifecycle;
import io.quorate.upgrade.version.KafkaVersion;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The same upgrade under the same load, done by a script that waits for open ports, and by one that waits for full ISRs:
 * {@code UpgradeBenchmark <ports|isr> [from] [to]}. Three combined nodes with Kafka's own time-outs, or three brokers with
 * ZooKeeper if {@code from} is before 3.3, which are rolled with the old protocol version pinned.
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
        try (TestCluster cluster = cluster(from).start()) {
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

    static TestClusterBuilder cluster(KafkaVersion from) {
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
