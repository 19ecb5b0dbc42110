// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.testcluster;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.upgrade.execute.RollingUpgradeCoordinator;
import io.quorate.upgrade.journal.UpgradeJournal;
import io.quorate.upgrade.observe.UpgradeObserver;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.plan.UpgradePlanner;
import io.quorate.upgrade.plan.UpgradeRequest;
import java.time.Duration;

/** Upgrades of clusters of a test: planned and coordinated as users do it, with the patience of a loaded machine. */
public record LiveUpgrade(TestCluster cluster, TestClusterLifecycle lifecycle) {
    /** Hands on a cluster. */
    public static LiveUpgrade of(TestCluster cluster) {
        return new LiveUpgrade(cluster, new TestClusterLifecycle(cluster));
    }

    /** Surveys and plans. */
    public UpgradePlan plan(UpgradeRequest request) {
        UpgradeObserver.Builder observer =
                UpgradeObserver.builder(cluster.admin()).lifecycle(lifecycle);
        request.target().ifPresent(observer::target);
        return UpgradePlanner.targeting(request).plan(observer.build().observe());
    }

    /** With short watches, so that a test does not take minutes. */
    public RollingUpgradeCoordinator.Builder coordinator(UpgradeJournal journal) {
        return RollingUpgradeCoordinator.builder(cluster.admin(), lifecycle, journal)
                .looks(Duration.ofMillis(500), 3)
                .coolDown(Duration.ZERO)
                .canarySoak(Duration.ofSeconds(1))
                .leadersTimeout(Duration.ofSeconds(30))
                .nodeTimeout(Duration.ofMinutes(3))
                .gateTimeout(Duration.ofMinutes(3));
    }
}
