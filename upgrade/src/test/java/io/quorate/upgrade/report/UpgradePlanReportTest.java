// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.upgrade.plan.PlanSamples;
import io.quorate.upgrade.plan.UpgradePlan;
import org.junit.jupiter.api.Test;

class UpgradePlanReportTest {
    @Test
    void showsWavesByRackAndWhatIsIrreversible() {
        UpgradePlan plan = PlanSamples.racked();

        String page = UpgradePlanReport.of(plan).html();

        assertThat(page)
                .contains("<title>Upgrade to 4.3.1</title>")
                .contains("Ready to start")
                .contains("rack a", "rack b", "rack c", "controllers")
                .contains("irreversible")
                .contains("class=\"canary\"")
                .contains("metadata.version 30 wrote what 4.2 cannot read")
                .doesNotContain("http://", "<script", "null");
        assertThat(UpgradePlanReport.of(plan).describe()).isEqualTo(plan.describe());
    }

    @Test
    void saysWhatKeepsItFromStarting() {
        String page = UpgradePlanReport.of(PlanSamples.blocked()).html();

        assertThat(page)
                .contains("checks keep it from starting")
                .contains("t&lt;one&gt; has 1 replicas")
                .contains("badge bad");
    }

    @Test
    void showsANumberWhereBoxesWouldBeTooMany() {
        String page = UpgradePlanReport.of(PlanSamples.large()).html();

        assertThat(page).contains(">20×<").contains("123<");
    }
}
