// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.fault.Recovery;
import io.quorate.testkit.load.ProducerSpec;
import io.quorate.testkit.load.Workload;
import io.quorate.testkit.load.WorkloadReport;
import io.quorate.upgrade.execute.RollingUpgradeCoordinator;
import io.quorate.upgrade.execute.UpgradeExecution;
import io.quorate.upgrade.journal.FileUpgradeJournal;
import io.quorate.upgrade.lifecycle.BrokerLifecycle;
import io.quorate.upgrade.observe.UpgradeObserver;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.plan.UpgradePlanner;
import io.quorate.upgrade.plan.UpgradeRequest;
import io.quorate.upgrade.progress.UpgradeEvent;
import io.quorate.upgrade.progress.UpgradeResult;
import io.quorate.upgrade.testcluster.TestClusterLifecycle;
import io.quorate.upgrade.version.KafkaVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;

/** A cluster under load that is upgraded: what every proof needs. */
final class Proof implements AutoCloseable {
    static final Duration ENOUGH = Duration.ofMinutes(12);
    private static final String TOPIC = "proof";
    private static final String CANARY = "quorate-canary";

    private final TestCluster cluster;
    private final BrokerLifecycle lifecycle;
    private final Workload load;
    private final Path journal;
    private final List<String> events = new CopyOnWriteArrayList<>();

    private Proof(TestCluster cluster, BrokerLifecycle lifecycle, Workload load) {
        this.cluster = cluster;
        this.lifecycle = lifecycle;
        this.load = load;
        this.journal = cluster.directory().resolve("upgrade-journal");
    }

    /** Makes a topic with twelve partitions, RF 3 and min ISR 2, and puts load on it. */
    static Proof of(TestCluster cluster) throws Exception {
        return of(cluster, new TestClusterLifecycle(cluster));
    }

    static Proof of(TestCluster cluster, BrokerLifecycle lifecycle) throws Exception {
        cluster.admin()
                .createTopics(List.of(new NewTopic(TOPIC, 12, (short) 3).configs(Map.of("min.insync.replicas", "2"))))
                .all()
                .get(1, TimeUnit.MINUTES);
        awaitWhole(cluster);
        Workload load = Workload.builder(cluster.clientConfig())
                .topics(TOPIC)
                .producer(ProducerSpec.idempotent("idempotent"))
                .producer(ProducerSpec.transactional("transactional"))
                .group("group", 2)
                .recordsPerSecond(150)
                .startTimeout(Duration.ofMinutes(1))
                .start();
        awaitWhole(cluster); // with the topics of groups and transactions
        return new Proof(cluster, lifecycle, load);
    }

    /** Any broker may be asked next, and each hears of a change in its own time: whole at many looks in a row. */
    private static void awaitWhole(TestCluster cluster) {
        for (int look = 0; look < 10; look++) {
            Recovery.of(cluster).await(Duration.ofMinutes(2));
        }
    }

    UpgradePlan plan(UpgradeRequest request) {
        awaitWhole(cluster);
        UpgradeObserver.Builder observer =
                UpgradeObserver.builder(cluster.admin()).lifecycle(lifecycle).callTimeout(Duration.ofMinutes(1));
        request.target().ifPresent(observer::target);
        return UpgradePlanner.targeting(request).plan(observer.build().observe());
    }

    UpgradePlan planTo(String target) {
        return plan(UpgradeRequest.to(KafkaVersion.of(target)).build());
    }

    RollingUpgradeCoordinator.Builder coordinator() {
        return RollingUpgradeCoordinator.builder(cluster.admin(), lifecycle, FileUpgradeJournal.in(journal))
                .callTimeout(Duration.ofSeconds(30))
                .looks(Duration.ofMillis(250), 3)
                .coolDown(Duration.ZERO)
                .canarySoak(Duration.ZERO)
                .gateTimeout(Duration.ofMinutes(2))
                .nodeTimeout(Duration.ofMinutes(2))
                .canary(CANARY, cluster.clientConfig())
                .listener(this::heard);
    }

    private void heard(UpgradeEvent event) {
        events.add(event.at() + " " + event.describe());
        if (event instanceof UpgradeEvent.NodeChanged changed) {
            load.mark(events.size() + " " + changed.state().describe());
        }
    }

    /** The finalized level, or nothing. */
    static List<Short> metadataVersion(TestCluster cluster) throws Exception {
        return cluster
                .admin()
                .describeFeatures()
                .featureMetadata()
                .get(1, TimeUnit.MINUTES)
                .finalizedFeatures()
                .entrySet()
                .stream()
                .filter(level -> "metadata.version".equals(level.getKey()))
                .map(level -> level.getValue().maxVersionLevel())
                .toList();
    }

    Path journal() {
        return journal;
    }

    BrokerLifecycle lifecycle() {
        return lifecycle;
    }

    Workload load() {
        return load;
    }

    String events() {
        return String.join("\n", events);
    }

    UpgradeResult end(UpgradeExecution execution, UpgradeResult.Outcome expected) {
        UpgradeResult result = execution.await(ENOUGH);
        assertThat(result.outcome())
                .as(() -> result.describe() + "\n" + events())
                .isEqualTo(expected);
        return result;
    }

    Map<Integer, String> installed() {
        return cluster.nodes().stream()
                .collect(Collectors.toMap(node -> node.nodeId(), node -> node.state() + " " + node.release()));
    }

    /** Everybody runs this release, the cluster is whole, and no acknowledged record was lost, doubled or moved. */
    WorkloadReport assertUpgraded(String version) {
        assertThat(installed().values()).as("nodes").containsOnly("RUNNING " + version);
        awaitWhole(cluster);
        WorkloadReport report = load.stop(Duration.ofMinutes(2));
        report.throwIfNotClean();
        assertThat(report.acknowledged()).isPositive();
        return report;
    }

    @Override
    public void close() {
        load.close();
    }
}
