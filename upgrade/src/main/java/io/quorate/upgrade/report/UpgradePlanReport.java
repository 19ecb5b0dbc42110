// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.report;

import io.quorate.upgrade.plan.UpgradePlan;

/** What a plan will do, told before it does anything. Immutable. */
public final class UpgradePlanReport {
    private final UpgradePlan plan;

    private UpgradePlanReport(UpgradePlan plan) {
        this.plan = plan;
    }

    /**
     * Returns the report of a plan.
     *
     * @param plan the plan
     * @return the report
     */
    public static UpgradePlanReport of(UpgradePlan plan) {
        return new UpgradePlanReport(plan);
    }

    /**
     * Returns the report as text for people.
     *
     * @return some lines
     */
    public String describe() {
        return plan.describe();
    }

    /**
     * Returns the report as a page: preflight, a timeline of the rolls with their waves by rack, what is finalized, where the
     * point of no return lies, and the ways back.
     *
     * @return HTML that needs no other file
     */
    public String html() {
        return new PlanPage(plan).write();
    }
}
