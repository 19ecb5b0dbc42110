// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorate.testkit.cluster.Layout;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.Timeouts;
import io.quorate.upgrade.execute.RollingUpgradeCoordinator;
import io.quorate.upgrade.execute.UpgradeRefusedException;
import io.quorate.upgrade.lifecycle.BrokerLifecycle;
import io.quorate.upgrade.lifecycle.ConfigChange;
import io.quorate.upgrade.lifecycle.Fence;
import io.quorate.upgrade.lifecycle.NodeStatus;
import io.quorate.upgrade.lifecycle.StopRequest;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.progress.UpgradeResult;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import io.quorate.upgrade.testcluster.TestClusterLifecycle;
import io.quorate.upgrade.version.KafkaVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class ZooKeeperUpgradeIT {
    private static final String PROTOCOL = "inter.broker.protocol.version";

    @Test
    void rollsWithTheOldProtocolPinnedAndThenWithout() throws Exception {
        try (TestCluster cluster = TestCluster.builder()
                        .nodes(3)
                        .layout(Layout.ZOOKEEPER)
                        .version("2.8.2")
                        .startTimeout(Duration.ofMinutes(2))
                        .timeouts(Timeouts.KAFKA_DEFAULTS) // a session of 2 s does not outlive a busy machine
                        .start();
                Proof proof = Proof.of(cluster)) {
            UpgradePlan plan = proof.planTo("3.9.2");
            assertThat(plan.preflight().isPassed()).as(plan.describe()).isTrue();
            RollingUpgradeCoordinator coordinator = proof.coordinator().build();

            proof.end(coordinator.start(plan), Outcome.ROLLED);
            assertThat(protocol(cluster)).startsWith("2.8");

            proof.end(coordinator.finalizeUpgrade(plan), Outcome.FINISHED);
            assertThat(protocol(cluster)).startsWith("3.9");
            assertThatExceptionOfType(UpgradeRefusedException.class)
                    .isThrownBy(() -> coordinator.rollBack(plan))
                    .withMessageContaining("without the pin");
            proof.assertUpgraded("3.9.2");
        }
    }

    @Test
    void stopsAtTheFirstNodeThatStartsAndNeverJoins() throws Exception {
        try (TestCluster cluster = TestCluster.builder()
                        .nodes(3)
                        .layout(Layout.ZOOKEEPER)
                        .version("2.8.2")
                        .startTimeout(Duration.ofMinutes(2))
                        .timeouts(Timeouts.KAFKA_DEFAULTS) // a session of 2 s does not outlive a busy machine
                        .start();
                Proof proof = Proof.of(cluster, new Unpinned(cluster))) {
            UpgradePlan plan = proof.planTo("3.9.2");
            UpgradeResult blocked = proof.end(
                    proof.coordinator()
                            .nodeTimeout(Duration.ofSeconds(40))
                            .build()
                            .start(plan),
                    Outcome.BLOCKED);
            assertThat(blocked.describe()).contains("ISR");
            assertThat(proof.installed().values())
                    .containsExactlyInAnyOrder("RUNNING 3.9.2", "RUNNING 2.8.2", "RUNNING 2.8.2");

            proof.end(proof.coordinator().build().rollBack(plan), Outcome.ROLLED_BACK);
            proof.assertUpgraded("2.8.2");
        }
    }

    /** A host where the pin is lost: the new release speaks its own protocol, which the others do not understand. */
    private static final class Unpinned implements BrokerLifecycle {
        private final TestCluster cluster;
        private final TestClusterLifecycle lifecycle;

        Unpinned(TestCluster cluster) {
            this.cluster = cluster;
            this.lifecycle = new TestClusterLifecycle(cluster);
        }

        @Override
        public NodeStatus status(int nodeId) {
            return lifecycle.status(nodeId);
        }

        @Override
        public void stop(Fence fence, int nodeId, StopRequest request) {
            lifecycle.stop(fence, nodeId, request);
        }

        @Override
        public void install(Fence fence, int nodeId, KafkaVersion version) {
            lifecycle.install(fence, nodeId, version);
        }

        @Override
        public void applyConfig(Fence fence, int nodeId, ConfigChange change) {
            cluster.configure(nodeId, Map.of(), Set.of(PROTOCOL));
        }

        @Override
        public void start(Fence fence, int nodeId) {
            lifecycle.start(fence, nodeId);
        }
    }

    private static String protocol(TestCluster cluster) throws Exception {
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "2");
        return cluster.admin()
                .describeConfigs(List.of(broker))
                .all()
                .get(1, TimeUnit.MINUTES)
                .values()
                .iterator()
                .next()
                .get(PROTOCOL)
                .value();
    }
}
