// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorate.cluster.ClusterState;
import io.quorate.observe.ClusterObserver;
import io.quorate.testkit.cluster.NodeSpec;
import io.quorate.testkit.cluster.Quorum;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.time.Time;
import io.quorate.upgrade.execute.RollingUpgradeCoordinator;
import io.quorate.upgrade.execute.UpgradeExecution;
import io.quorate.upgrade.execute.UpgradeRefusedException;
import io.quorate.upgrade.journal.FileUpgradeJournal;
import io.quorate.upgrade.observe.UpgradeObserver;
import io.quorate.upgrade.plan.PreflightCheck;
import io.quorate.upgrade.plan.RestartPolicy;
import io.quorate.upgrade.plan.RestartPolicy.QuorumRule;
import io.quorate.upgrade.plan.SafetyLevel;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.plan.UpgradePlanner;
import io.quorate.upgrade.plan.UpgradeRequest;
import io.quorate.upgrade.progress.UpgradeResult;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import io.quorate.upgrade.testcluster.TestClusterLifecycle;
import io.quorate.upgrade.version.KafkaVersion;
import io.quorate.upgrade.version.UpgradePath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What finalized levels do to binaries. The fewest nodes that there can be, and nobody writes: what is looked at here is the
 * metadata log, and nobody is there whom an interruption could hurt.
 */
class MetadataLevelsIT {
    private static final String ELR = "eligible.leader.replicas.version";

    @TempDir
    private Path journal;

    /**
     * From level 4 no release of today starts, not even after it was raised, as long as the old record is in the log. On the way
     * back a release before 3.4 would not start on two log dirs; and ELR would make the controller, which knows nothing of the
     * brokers' min ISR of 2, write 1 for the whole cluster.
     */
    @Test
    void crossesTheBridgeOfAnOldLevelAndKeepsMinIsrWhenElrComes() throws Exception {
        try (TestCluster cluster = TestCluster.builder()
                .version("3.9.2")
                .startTimeout(Duration.ofMinutes(2))
                .logDirs(2)
                .quorum(Quorum.STATIC) // 3.3 knows no other, and would be refused for that
                .property("inter.broker.protocol.version", "3.3-IV0")
                .property("metadata.log.max.snapshot.interval.ms", "3000")
                .node(NodeSpec.broker(1).withProperty("min.insync.replicas", "2"))
                .node(NodeSpec.controller(101))
                .start()) {
            cluster.admin()
                    .createTopics(List.of(new NewTopic("t", 1, (short) 1)))
                    .all()
                    .get(1, TimeUnit.MINUTES);
            Hands hands = new Hands(cluster, journal);
            assertThat(Proof.metadataVersion(cluster)).containsExactly((short) 4);

            assertThat(hands.plan("3.3.2").path())
                    .isInstanceOfSatisfying(UpgradePath.Forbidden.class, path -> assertThat(path.reason())
                            .contains("log dirs")
                            .contains("KAFKA-18442"));

            UpgradePlan tooEarly = hands.plan("4.3.1");
            assertThat(tooEarly.path())
                    .isInstanceOfSatisfying(UpgradePath.Bridge.class, path -> assertThat(path.describe())
                            .contains("metadata.version 4")
                            .contains("snapshot"));
            assertThatExceptionOfType(UpgradeRefusedException.class)
                    .isThrownBy(() -> hands.coordinator().start(tooEarly));

            UpgradePlan bridge = hands.plan("3.9.2");
            hands.end(hands.coordinator().start(bridge), Outcome.ROLLED);
            hands.end(hands.coordinator().finalizeUpgrade(bridge), Outcome.FINISHED);
            assertThat(Proof.metadataVersion(cluster)).containsExactly((short) 21);
            hands.awaitSnapshots();

            UpgradePlan over = hands.plan("4.3.1");
            assertThat(over.path()).isInstanceOf(UpgradePath.Direct.class);
            hands.end(hands.coordinator().start(over), Outcome.ROLLED);
            assertThat(hands.minInSyncReplicas()).isEqualTo(2);
            hands.end(hands.coordinator().finalizeUpgrade(over), Outcome.FINISHED);
            assertThat(hands.finalized()).containsEntry(ELR, 1).doesNotContainKey("kraft.version");
            assertThat(hands.minInSyncReplicas()).isEqualTo(2);
        }
    }

    /** The old release dies of the record of the higher level, which a lower level does not take out of the log. */
    @Test
    void putsTheOldReleaseBackOnlyBehindASnapshotOfTheLoweredLevel() throws Exception {
        try (TestCluster cluster = TestCluster.builder()
                .version("4.0.1")
                .startTimeout(Duration.ofMinutes(2))
                .property("metadata.log.max.snapshot.interval.ms", "5000")
                .node(NodeSpec.combined(1))
                .start()) {
            Hands hands = new Hands(cluster, journal);
            UpgradePlan plan = hands.plan("4.2.1");
            hands.end(hands.coordinator().start(plan), Outcome.ROLLED);
            hands.end(hands.coordinator().finalizeUpgrade(plan), Outcome.FINISHED);
            assertThat(Proof.metadataVersion(cluster)).containsExactly((short) 29);

            hands.end(hands.coordinator().rollBack(plan), Outcome.ROLLED_BACK);

            // How long it waits, if at all, depends on when the last snapshot was made.
            assertThat(hands.events)
                    .containsSubsequence(
                            "Lowered metadata.version from 29 to 25",
                            "ROLLING_BACK: wait until every node has a metadata snapshot that ends after the last lowered level",
                            "ROLLING_BACK: roll back (4.0.1): 1 nodes in 1 waves, no config changes");
            assertThat(cluster.node(1).release()).hasToString("4.0.1");
            assertThat(Proof.metadataVersion(cluster)).containsExactly((short) 25);
        }
    }

    private static final class Hands {
        private final TestCluster cluster;
        private final TestClusterLifecycle lifecycle;
        private final Path journal;
        private final List<String> events = new CopyOnWriteArrayList<>();

        Hands(TestCluster cluster, Path journal) {
            this.cluster = cluster;
            this.lifecycle = new TestClusterLifecycle(cluster);
            this.journal = journal;
        }

        UpgradePlan plan(String to) {
            UpgradeRequest.Builder request = UpgradeRequest.to(KafkaVersion.of(to))
                    .policy(new RestartPolicy(SafetyLevel.NONE, 0, QuorumRule.MAY_BE_LOST, Set.of()));
            if (to.startsWith("4.3")) {
                request.alsoFinalize(ELR);
            }
            for (PreflightCheck check : PreflightCheck.values()) {
                request.override(check, "nobody uses this cluster");
            }
            return UpgradePlanner.targeting(request.build())
                    .plan(UpgradeObserver.builder(cluster.admin())
                            .lifecycle(lifecycle)
                            .target(KafkaVersion.of(to))
                            .callTimeout(Duration.ofMinutes(1))
                            .build()
                            .observe());
        }

        RollingUpgradeCoordinator coordinator() {
            return RollingUpgradeCoordinator.builder(cluster.admin(), lifecycle, FileUpgradeJournal.in(journal))
                    .looks(Duration.ofMillis(250), 3)
                    .coolDown(Duration.ZERO)
                    .canarySoak(Duration.ZERO)
                    .gateTimeout(Duration.ofMinutes(1))
                    .nodeTimeout(Duration.ofMinutes(2))
                    .listener(event -> events.add(event.describe()))
                    .build();
        }

        void end(UpgradeExecution execution, Outcome expected) {
            UpgradeResult result = execution.await(Proof.ENOUGH);
            assertThat(result.outcome())
                    .as(() -> result.describe() + "\n" + String.join("\n", events))
                    .isEqualTo(expected);
        }

        void awaitSnapshots() throws InterruptedException {
            long end = observe().quorum().value().orElseThrow().leadership().highWatermark();
            Time time = Time.system();
            long deadline = time.nanos() + Duration.ofMinutes(1).toNanos();
            while (lowestSnapshot() < end) {
                assertThat(time.nanos()).as("no snapshots behind " + end).isLessThan(deadline);
                time.sleep(Duration.ofMillis(200));
            }
        }

        private long lowestSnapshot() {
            return Stream.of(1, 101)
                    .mapToLong(node -> lifecycle
                            .latestMetadataSnapshot(node)
                            .value()
                            .orElseThrow()
                            .orElse(-1))
                    .min()
                    .orElseThrow();
        }

        int minInSyncReplicas() {
            return observe().minInSyncReplicas("t").orElseThrow();
        }

        Map<String, Integer> finalized() {
            return observe().features().value().orElseThrow().finalized();
        }

        private ClusterState observe() {
            return ClusterObserver.builder(cluster.admin())
                    .callTimeout(Duration.ofMinutes(1))
                    .build()
                    .observe();
        }
    }
}
