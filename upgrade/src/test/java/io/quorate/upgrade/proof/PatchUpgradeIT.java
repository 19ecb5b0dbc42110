// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.time.Time;
import io.quorate.upgrade.execute.RollingUpgradeCoordinator;
import io.quorate.upgrade.execute.UpgradeExecution;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import java.time.Duration;
import java.util.Collection;
import org.junit.jupiter.api.Test;

class PatchUpgradeIT {
    @Test
    void goesBackFromTheMiddleAndThenAllTheWay() throws Exception {
        try (TestCluster cluster = TestCluster.builder()
                        .nodes(3)
                        .version("4.3.0")
                        .startTimeout(Duration.ofMinutes(2))
                        .property("broker.session.timeout.ms", "9000") // one of 2 s does not outlive a busy machine
                        .start();
                Proof proof = Proof.of(cluster)) {
            UpgradePlan plan = proof.planTo("4.3.1");
            assertThat(plan.finalization()).as(plan.describe()).isEmpty();
            RollingUpgradeCoordinator coordinator = proof.coordinator().build();

            UpgradeExecution half = coordinator.start(plan);
            awaitFirstStop(proof);
            half.abort(); // in the middle of a node: it is brought back first
            proof.end(half, Outcome.ABORTED);
            Collection<String> mixed = proof.installed().values();
            assertThat(mixed).as(proof.events()).contains("RUNNING 4.3.1", "RUNNING 4.3.0");

            proof.end(coordinator.rollBack(plan), Outcome.ROLLED_BACK);
            assertThat(proof.installed().values()).containsOnly("RUNNING 4.3.0");

            UpgradePlan again = proof.planTo("4.3.1");
            proof.end(proof.coordinator().build().start(again), Outcome.FINISHED);
            proof.assertUpgraded("4.3.1");
        }
    }

    /** By what the run tells, not by looking at nodes: on a quick machine one is down for less than a look takes. */
    private static void awaitFirstStop(Proof proof) throws InterruptedException {
        Time time = Time.system();
        for (int looks = 0; looks < 1200; looks++) {
            if (proof.events().contains(": stopping")) {
                return;
            }
            time.sleep(Duration.ofMillis(50));
        }
        throw new AssertionError("No node was stopped: " + proof.events());
    }
}
