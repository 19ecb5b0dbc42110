// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.report;

import io.quorate.reassignment.execute.ReassignmentResult;
import io.quorate.reassignment.plan.ReassignmentPlan;
import org.jspecify.annotations.Nullable;

/**
 * A plan, told to the people who decide about it: what will move and why, how little that is, and how every broker stands
 * before and after. Once it was run, also how that went: what was copied when, at which rate, and what is left to do.
 *
 * <p>Immutable. It reads no clock and no cluster: the same plan gives the same report.
 */
public final class ReassignmentReport {
    private final PlanFigures figures;
    private final @Nullable RunFigures run;

    private ReassignmentReport(PlanFigures figures, @Nullable RunFigures run) {
        this.figures = figures;
        this.run = run;
    }

    /**
     * Returns the report of a plan.
     *
     * @param plan the plan, also one with problems
     * @return the report
     */
    public static ReassignmentReport of(ReassignmentPlan plan) {
        return new ReassignmentReport(new PlanFigures(plan), null);
    }

    /**
     * Returns the report of a run that has ended, well or not.
     *
     * @param plan what was run
     * @param result what became of it
     * @return the report
     */
    public static ReassignmentReport of(ReassignmentPlan plan, ReassignmentResult result) {
        return new ReassignmentReport(new PlanFigures(plan), new RunFigures(result));
    }

    /**
     * Returns the report as text for a terminal: the verdict first, then brokers, reasons and warnings.
     *
     * @return lines of at most some 100 characters; of more than 40 brokers only those that change most
     */
    public String describe() {
        String text = new PlanText(figures).write();
        return run == null ? text : run.describe() + System.lineSeparator() + text;
    }

    /**
     * Returns the report as a page with pictures, which needs no other file and no network. It follows the reader's choice
     * of a light or a dark screen.
     *
     * @return HTML
     */
    public String html() {
        return new PlanPage(figures, run).write();
    }
}
