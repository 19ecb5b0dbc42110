// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.report;

import io.quorate.reassignment.plan.ReassignmentPlan;

/**
 * A plan, told to the people who decide about it: what will move and why, how little that is, and how every broker stands
 * before and after.
 *
 * <p>Immutable. It reads no clock and no cluster: the same plan gives the same report.
 */
public final class ReassignmentReport {
    private final PlanFigures figures;

    private ReassignmentReport(PlanFigures figures) {
        this.figures = figures;
    }

    /**
     * Returns the report of a plan.
     *
     * @param plan the plan, also one with problems
     * @return the report
     */
    public static ReassignmentReport of(ReassignmentPlan plan) {
        return new ReassignmentReport(new PlanFigures(plan));
    }

    /**
     * Returns the report as text for a terminal: the verdict first, then brokers, reasons and warnings.
     *
     * @return lines of at most some 100 characters; of more than 40 brokers only those that change most
     */
    public String describe() {
        return new PlanText(figures).write();
    }

    /**
     * Returns the report as a page with pictures, which needs no other file and no network. It follows the reader's choice
     * of a light or a dark screen.
     *
     * @return HTML
     */
    public String html() {
        return new PlanPage(figures).write();
    }
}
