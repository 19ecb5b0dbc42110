// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Endpoint;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.observe.ClusterCondition;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.ClusterWatch;
import io.quorate.observe.Section;
import io.quorate.testkit.cluster.NodeSpec;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.upgrade.execute.RollingUpgradeCoordinator;
import io.quorate.upgrade.execute.UpgradeExecution;
import io.quorate.upgrade.journal.FileUpgradeJournal;
import io.quorate.upgrade.observe.UpgradeObserver;
import io.quorate.upgrade.plan.PreflightCheck;
import io.quorate.upgrade.plan.PreflightFinding;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.plan.UpgradePlanner;
import io.quorate.upgrade.plan.UpgradeRequest;
import io.quorate.upgrade.progress.UpgradeResult;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import io.quorate.upgrade.testcluster.TestClusterLifecycle;
import io.quorate.upgrade.version.KafkaVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others do to a cluster meanwhile. One broker and no topic: what is looked at here are controllers and registrations. */
class HandsBehindTheBackIT {
    private static final KafkaVersion TARGET = KafkaVersion.of("3.9.2");

    /** Below level 15 controllers do not register, and Kafka itself would let the old ones die. */
    @Test
    void finalizesNothingThatWouldKillAControllerThatSomebodyPutBack(@TempDir Path journal) throws Exception {
        try (TestCluster cluster = TestCluster.builder()
                .version("3.6.2")
                .startTimeout(Duration.ofMinutes(2))
                .node(NodeSpec.broker(1))
                .node(NodeSpec.controller(101))
                .node(NodeSpec.controller(102))
                .node(NodeSpec.controller(103))
                .start()) {
            TestClusterLifecycle lifecycle = new TestClusterLifecycle(cluster);
            // One that has just begun to follow has not caught up yet, nor anybody after an election.
            await(cluster, state -> state.quorum()
                    .value()
                    .map(HandsBehindTheBackIT::behind)
                    .orElse(List.of("the quorum is not seen")));
            UpgradePlan plan = plan(cluster, lifecycle);
            RollingUpgradeCoordinator coordinator = coordinator(cluster, lifecycle, journal);
            UpgradeResult rolled = coordinator.start(plan).await(Proof.ENOUGH);
            assertThat(rolled.outcome()).as(rolled.describe()).isEqualTo(Outcome.ROLLED);

            cluster.stop(102);
            cluster.install(102, KafkaDistribution.of("3.6.2"));
            cluster.start(102);
            UpgradeExecution finalization = coordinator.finalizeUpgrade(plan);

            UpgradeResult refused = finalization.await(Proof.ENOUGH);
            assertThat(refused.outcome()).as(refused.describe()).isEqualTo(Outcome.BLOCKED);
            assertThat(refused.describe()).contains("102");
            assertThat(Proof.metadataVersion(cluster)).as("metadata.version").containsExactly((short) 14);
            assertThat(cluster.node(102).pid()).as("the old controller lives").isPresent();
        }
    }

    @Test
    void doesNotBeginWhileABrokerIsRegisteredThatNobodyRuns() throws Exception {
        try (TestCluster cluster = TestCluster.builder()
                .version("4.3.1")
                .startTimeout(Duration.ofMinutes(2))
                .node(NodeSpec.combined(1))
                .node(NodeSpec.broker(2))
                .start()) {
            TestClusterLifecycle lifecycle = new TestClusterLifecycle(cluster);
            cluster.stop(2);

            await(cluster, state -> state.onlineBrokers().contains(2) ? List.of("broker 2 is online") : List.of());
            assertThat(nodes(plan(cluster, lifecycle)).describe()).contains("2");

            cluster.admin().unregisterBroker(2).all().get(1, TimeUnit.MINUTES);
            // The controller has done it, and the broker that is asked hears of it.
            await(cluster, state -> state.broker(2).isPresent() ? List.of("broker 2 is registered") : List.of());
            assertThat(plan(cluster, lifecycle).preflight().blocking())
                    .noneMatch(finding -> finding.check() == PreflightCheck.NODES);
        }
    }

    private static List<String> behind(MetadataQuorum quorum) {
        return quorum.voters().stream()
                .filter(voter -> !quorum.isCaughtUp(voter, Duration.ofSeconds(5)))
                .map(voter -> "controller " + voter.nodeId() + " has not caught up")
                .toList();
    }

    private static void await(TestCluster cluster, ClusterCondition condition) {
        ClusterObserver observer = ClusterObserver.builder(cluster.admin())
                .sections(Set.of(Section.QUORUM))
                .build();
        ClusterWatch.using(observer).await(condition, Duration.ofMinutes(1));
    }

    private static PreflightFinding nodes(UpgradePlan plan) {
        return plan.preflight().blocking().stream()
                .filter(finding -> finding.check() == PreflightCheck.NODES)
                .findFirst()
                .orElseThrow(() -> new AssertionError(plan.describe()));
    }

    private static UpgradePlan plan(TestCluster cluster, TestClusterLifecycle lifecycle) {
        UpgradeRequest request = cluster.node(1).release().toString().equals("4.3.1")
                ? UpgradeRequest.restart().build()
                : UpgradeRequest.to(TARGET)
                        .override(PreflightCheck.CONFIGS, "a test")
                        .build();
        UpgradeObserver.Builder observer =
                UpgradeObserver.builder(cluster.admin()).lifecycle(lifecycle).callTimeout(Duration.ofMinutes(1));
        request.target().ifPresent(observer::target);
        cluster.nodes().forEach(node -> node.controllerEndpoint()
                .ifPresent(found -> observer.controller(node.nodeId(), new Endpoint(found.host(), found.port()))));
        return UpgradePlanner.targeting(request).plan(observer.build().observe());
    }

    private static RollingUpgradeCoordinator coordinator(
            TestCluster cluster, TestClusterLifecycle lifecycle, Path journal) {
        return RollingUpgradeCoordinator.builder(cluster.admin(), lifecycle, FileUpgradeJournal.in(journal))
                .looks(Duration.ofMillis(250), 3)
                .coolDown(Duration.ZERO)
                .canarySoak(Duration.ZERO)
                .gateTimeout(Duration.ofMinutes(1))
                .nodeTimeout(Duration.ofMinutes(2))
                .build();
    }
}
