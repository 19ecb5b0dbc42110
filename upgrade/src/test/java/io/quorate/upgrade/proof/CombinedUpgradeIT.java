// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.upgrade.execute.RollingUpgradeCoordinator;
import io.quorate.upgrade.execute.UpgradeExecution;
import io.quorate.upgrade.execute.UpgradeRefusedException;
import io.quorate.upgrade.journal.JournalOwnershipException;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CombinedUpgradeIT {
    @Test
    void upgradesAndFinalizesAndNoRecordIsLost() throws Exception {
        try (TestCluster cluster = TestCluster.builder()
                        .nodes(3)
                        .version("3.9.2")
                        .startTimeout(Duration.ofMinutes(2))
                        .property("broker.session.timeout.ms", "9000") // one of 2 s does not outlive a busy machine
                        .start();
                Proof proof = Proof.of(cluster)) {
            Map<String, Short> before = levels(cluster);
            UpgradePlan plan = proof.planTo("4.3.1");
            assertThat(plan.preflight().isPassed()).as(plan.describe()).isTrue();
            RollingUpgradeCoordinator coordinator = proof.coordinator().build();

            UpgradeExecution roll = coordinator.start(plan);
            assertThatExceptionOfType(JournalOwnershipException.class)
                    .as("a second coordinator")
                    .isThrownBy(() -> proof.coordinator().build().start(plan));
            proof.end(roll, Outcome.ROLLED);
            assertThat(levels(cluster)).as("nothing is final yet").isEqualTo(before);

            proof.end(coordinator.finalizeUpgrade(plan), Outcome.FINISHED);
            assertThat(levels(cluster))
                    .containsEntry("metadata.version", (short) 30)
                    .containsEntry("transaction.version", (short) 2)
                    .doesNotContainKey("eligible.leader.replicas.version");
            assertThat(levels(cluster).get("kraft.version")).isEqualTo(before.get("kraft.version"));

            assertThatExceptionOfType(UpgradeRefusedException.class)
                    .isThrownBy(() -> coordinator.rollBack(plan))
                    .withMessageContaining("metadata.version");
            proof.assertUpgraded("4.3.1");
        }
    }

    private static Map<String, Short> levels(TestCluster cluster) throws Exception {
        return cluster
                .admin()
                .describeFeatures()
                .featureMetadata()
                .get(1, TimeUnit.MINUTES)
                .finalizedFeatures()
                .entrySet()
                .stream()
                .filter(level -> level.getValue().maxVersionLevel() > 0)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, level -> level.getValue().maxVersionLevel()));
    }
}
