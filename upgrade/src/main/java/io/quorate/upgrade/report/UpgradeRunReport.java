// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.report;

import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.progress.UpgradeResult;
import java.util.List;
import java.util.stream.Collectors;

/** How the parts of an upgrade went, told after them. Immutable. */
public final class UpgradeRunReport {
    private final UpgradePlan plan;
    private final List<UpgradeResult> results;

    private UpgradeRunReport(UpgradePlan plan, List<UpgradeResult> results) {
        this.plan = plan;
        this.results = List.copyOf(results);
    }

    /**
     * Returns the report of a run.
     *
     * @param plan what was to be done
     * @param results how its parts ended, in order: rolls, finalization, the way back; at least one
     * @return the report
     * @throws IllegalArgumentException if there is no result
     */
    public static UpgradeRunReport of(UpgradePlan plan, List<UpgradeResult> results) {
        if (results.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to report: no part of the upgrade has ended");
        }
        return new UpgradeRunReport(plan, results);
    }

    /**
     * Returns the report as text for people.
     *
     * @return some lines
     */
    public String describe() {
        return results.stream().map(UpgradeResult::describe).collect(Collectors.joining("\n"));
    }

    /**
     * Returns the report as a page: how it ended and why, when each node was stopped, back in sync and settled, warnings, and
     * what was planned.
     *
     * @return HTML that needs no other file
     */
    public String html() {
        return new RunPage(plan, results).write();
    }
}
