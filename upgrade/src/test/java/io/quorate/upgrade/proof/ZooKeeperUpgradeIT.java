package io.quorate.upgrade.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorate.testkit.cluster.Layout;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.upgrade.execute.RollingUpgradeCoordinator;
import io.quorate.upgrade.execute.UpgradeRefusedException;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import java.util.List;
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
                    .withMessageContaining(PROTOCOL);
            proof.assertUpgraded("3.9.2");
        }
    }

    private static String protocol(TestCluster cluster) throws Exception {
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "2");
        return cluster
                .admin()
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
