// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.header;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;

import io.quorate.reassignment.execute.ReassignmentResult;
import io.quorate.reassignment.progress.MoveState;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** How a run went, which comes before its plan on the page. */
final class RunParts {
    private RunParts() {}

    static List<DomContent> of(PlanFigures figures, RunFigures run) {
        ReassignmentResult result = run.result();
        boolean failed = result.outcome() == ReassignmentResult.Outcome.FAILED
                || !result.owed().isEmpty();
        String tone = run.isSuccess() ? "good" : failed ? "bad" : "warn";
        List<DomContent> parts = new ArrayList<>();
        parts.add(header(
                p("Reassignment" + PlanPage.cluster(figures.plan()) + " · " + Verdict.goal(figures.plan())),
                h1(run.outcome()),
                span(run.advice()).withClasses("badge", tone)));
        parts.add(div(
                        PlanPage.tile(RunFigures.time(result.took()), "from start to end"),
                        PlanPage.tile(Numbers.bytes(result.progress().copied().bytes()), "copied"),
                        PlanPage.tile(run.rate(), "on average"),
                        PlanPage.tile(
                                Numbers.count(result.progress().count(MoveState.DONE)),
                                "of " + Numbers.counted(result.progress().total(), "partition") + " done"))
                .withClass("tiles"));
        if (!run.troubles().isEmpty()) {
            parts.add(PlanPage.list("To do", tone, run.troubles()));
        }
        if (RunChart.canDraw(result.timeline())) {
            parts.add(section(
                            h2("The run"),
                            p(
                                    span().withClasses("key", "a"),
                                    span("copied, and at which rate"),
                                    span().withClasses("key", "m"),
                                    span("all there was to copy")),
                            new RunChart(result.timeline()).draw())
                    .withClass("card"));
        }
        parts.add(div(h2("The plan"), p(Verdict.work(figures) + ". " + Verdict.optimality(figures)))
                .withClass("card"));
        return parts;
    }
}
