// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.proof;

import io.quorate.testkit.cluster.Layout;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.TestClusterBuilder;
import io.quorate.upgrade.execute.RollingUpgradeCoordinator;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.progress.UpgradeResult;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import java.time.Duration;
import java.util.Locale;

/**
 * One upgrade of real brokers under load, by hand: {@code ProvenUpgrade <combined|separate|zookeeper> <from> <to>}. What takes
 * longer than CI has time for is run so; docs/upgrades.md has the results.
 */
public final class ProvenUpgrade {
    private ProvenUpgrade() {}

    /**
     * Upgrades, finalizes, judges and prints.
     *
     * @param arguments layout, from and to
     * @throws Exception if anything of it does not hold
     */
    public static void main(String[] arguments) throws Exception {
        Layout layout = Layout.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        TestClusterBuilder builder =
                TestCluster.builder().layout(layout).version(arguments[1]).startTimeout(Duration.ofMinutes(2));
        if (layout != Layout.SEPARATE) {
            builder.nodes(3);
        }
        try (TestCluster cluster = builder.start();
                Proof proof = Proof.of(cluster)) {
            UpgradePlan plan = proof.planTo(arguments[2]);
            System.out.println(plan.describe());
            RollingUpgradeCoordinator coordinator = proof.coordinator().build();
            UpgradeResult rolled = coordinator.start(plan).await(Proof.ENOUGH);
            System.out.println(rolled.describe());
            if (rolled.outcome() == Outcome.ROLLED) {
                System.out.println(
                        coordinator.finalizeUpgrade(plan).await(Proof.ENOUGH).describe());
            }
            System.out.println(proof.events());
            System.out.println(proof.assertUpgraded(arguments[2]).describe());
        }
    }
}
