// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.upgrade.plan.PlanSamples;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.progress.NodeTiming;
import io.quorate.upgrade.progress.UpgradeResult;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpgradeRunReportTest {
    private static final Instant BEGAN = Instant.parse("2026-11-21T08:00:00Z");
    private static final UpgradePlan PLAN = PlanSamples.racked();

    private static final UpgradeResult BLOCKED = new UpgradeResult(
            Outcome.BLOCKED,
            "run-1",
            BEGAN,
            BEGAN.plusSeconds(90),
            List.of("orders-7 has ISR [1, 2] <and more>"),
            List.of("node 1 logged something"),
            List.of(new NodeTiming(
                    1,
                    "BINARIES",
                    BEGAN.plusSeconds(5),
                    Duration.ofMillis(1500),
                    Duration.ofSeconds(9),
                    Duration.ofSeconds(4))));

    @Test
    void tellsHowEachNodesTurnWentAndWhyItStopped() {
        String page = UpgradeRunReport.of(PLAN, List.of(BLOCKED)).html();

        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains("orders-7 has ISR [1, 2] &lt;and more&gt;", "node 1 logged something")
                .contains("1.5 s", "9.0 s", "4.0 s", "blocked")
                .doesNotContain("<and more>", "<script", "http");
    }

    @Test
    void drawsTurnsWhereTheyWereInTime() {
        String page = UpgradeRunReport.of(PLAN, List.of(BLOCKED)).html();

        // 90 s are 900 wide and begin at 150: 5 s, 6.5 s, 15.5 s.
        assertThat(page).contains("x=\"200\"", "x=\"215\"", "x=\"305\"");
    }

    @Test
    void tellsTheSameInWords() {
        assertThat(UpgradeRunReport.of(PLAN, List.of(BLOCKED)).describe())
                .contains("run-1", "BLOCKED after 90 s", "node 1 (BINARIES): stopped in 1.5 s");
    }

    @Test
    void hasNothingToTellBeforeAnythingEnded() {
        assertThatThrownBy(() -> UpgradeRunReport.of(PLAN, List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
