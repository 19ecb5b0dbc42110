// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.upgrade.version.Era;
import io.quorate.upgrade.version.KafkaVersion;

/** Plans for tests of other packages. */
public final class PlanSamples {
    private PlanSamples() {}

    private static UpgradePlan plan(Sketch sketch) {
        UpgradeRequest request = UpgradeRequest.to(KafkaVersion.of("4.3.1"))
                .parallelism(Parallelism.withinOneRack(20))
                .build();
        return UpgradePlanner.targeting(request)
                .plan(sketch.survey(Era.KRAFT, "4.2.2").build());
    }

    /** Nine brokers in three racks and three controllers, all well. */
    public static UpgradePlan racked() {
        return plan(RestartWavesTest.rackAware(9, 100).level("metadata.version", 29));
    }

    /** The same with a topic that has one replica. */
    public static UpgradePlan blocked() {
        return plan(RestartWavesTest.rackAware(9, 100)
                .level("metadata.version", 29)
                .topic("t<one>", 1)
                .partition("t<one>", 1));
    }

    /** So many brokers in a rack that a wave is full. */
    public static UpgradePlan large() {
        return plan(RestartWavesTest.rackAware(120, 300).level("metadata.version", 29));
    }
}
