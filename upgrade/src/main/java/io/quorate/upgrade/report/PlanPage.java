// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.report;

import static j2html.TagCreator.b;
import static j2html.TagCreator.body;
import static j2html.TagCreator.div;
import static j2html.TagCreator.document;
import static j2html.TagCreator.each;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.li;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.pre;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.style;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.title;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import io.quorate.upgrade.plan.FinalizationStep;
import io.quorate.upgrade.plan.FinalizationStep.Reversibility;
import io.quorate.upgrade.plan.PointOfNoReturn.Where;
import io.quorate.upgrade.plan.PreflightFinding;
import io.quorate.upgrade.plan.Roll;
import io.quorate.upgrade.plan.UpgradePlan;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** A plan as a page. */
final class PlanPage {
    private static final int MOST_SEEN = 10;

    private final UpgradePlan plan;

    PlanPage(UpgradePlan plan) {
        this.plan = plan;
    }

    String write() {
        List<DomContent> parts = new ArrayList<>();
        parts.add(top());
        parts.add(tiles());
        int number = 0;
        for (Roll roll : plan.rolls()) {
            number++;
            parts.add(section(
                            h2("Roll " + number + " of " + plan.rolls().size()),
                            p(roll.describe() + "; orange nodes are canaries. Who shares a wave is decided again before"
                                    + " every stop."),
                            div(new RollChart(roll).draw()).withClass("scroll"))
                    .withClass("card"));
        }
        parts.add(finalization());
        parts.add(back());
        parts.add(preflight());
        parts.add(footer("Quorate. This page needs no other file. Nothing has been changed yet."));
        return document(html(
                        head(
                                meta().withCharset("utf-8"),
                                meta().withName("viewport").withContent("width=device-width,initial-scale=1"),
                                title(name()),
                                style(rawHtml(Style.SHEET))),
                        body(main(parts.toArray(DomContent[]::new))))
                .attr("lang", "en"));
    }

    private String name() {
        return plan.request().target().map(to -> "Upgrade to " + to).orElse("Rolling restart");
    }

    private DomContent top() {
        boolean good = plan.isExecutable();
        int blocking = plan.preflight().blocking().size();
        return header(
                p("Plan for cluster " + plan.clusterId() + " · " + plan.era() + " · "
                        + plan.path().describe()),
                h1(name()),
                span(good ? "Ready to start" : blocking + " checks keep it from starting")
                        .withClasses("badge", good ? "good" : "bad"));
    }

    private DomContent tiles() {
        long waves =
                plan.rolls().stream().mapToLong(roll -> roll.waves().size()).sum();
        return div(
                        tile(String.valueOf(plan.nodeIds().size()), "nodes"),
                        tile(String.valueOf(plan.rolls().size()), plan.rolls().size() == 1 ? "roll" : "rolls"),
                        tile(String.valueOf(waves), "waves in all"),
                        tile(
                                String.valueOf(plan.rounds().predicted()),
                                "rounds over brokers, at least " + plan.rounds().lowerBound()),
                        tile(String.valueOf(plan.finalization().size()), "feature levels to finalize"),
                        tile(plan.pointOfNoReturn().where() == Where.NOWHERE ? "none" : "one", "point of no return"))
                .withClass("tiles");
    }

    private static DomContent tile(String figure, String words) {
        return div(b(figure), span(words)).withClass("tile");
    }

    private DomContent finalization() {
        DomContent steps = plan.finalization().isEmpty()
                ? p("Nothing is finalized.")
                : table(
                        thead(tr(th("feature"), th("level"), th(""), th("what it is"))),
                        tbody(each(plan.finalization(), PlanPage::row)));
        return section(
                        h2("Finalization"),
                        p("A call of its own, when every node is proven to run the target. Point of no return: "
                                + plan.pointOfNoReturn().description()),
                        steps)
                .withClass("card");
    }

    private static DomContent row(FinalizationStep step) {
        boolean forEver = step.reversibility() == Reversibility.IRREVERSIBLE;
        return tr(
                td(step.feature()),
                td(step.fromLevel() + " → " + step.toLevel()),
                td(span(forEver ? "irreversible" : "reversible").withClasses("badge", forEver ? "bad" : "good")),
                td(step.note()));
    }

    private DomContent back() {
        return section(
                        h2("The way back"),
                        p("Before the point of no return"),
                        pre(plan.rollbackBeforeFinalization().describe()),
                        p("After everything was done"),
                        pre(plan.rollbackAfterFinalization().describe()))
                .withClass("card");
    }

    private DomContent preflight() {
        return section(
                        h2("Preflight"),
                        p(plan.request().policy().describe()),
                        table(
                                thead(tr(th("check"), th(""), th("what was seen"), th("what to do"))),
                                tbody(each(plan.preflight().findings(), PlanPage::row))))
                .withClass("card");
    }

    private static DomContent row(PreflightFinding found) {
        List<String> saw = new ArrayList<>(
                found.saw().subList(0, Math.min(MOST_SEEN, found.saw().size())));
        if (found.saw().size() > MOST_SEEN) {
            saw.add("and " + (found.saw().size() - MOST_SEEN) + " more");
        }
        found.override().ifPresent(why -> saw.add("overridden: " + why));
        return tr(
                td(found.check().id()),
                td(span(found.severity().name().toLowerCase(java.util.Locale.ROOT))
                        .withClasses("badge", tone(found))),
                td(ul(each(saw, line -> li(line)))),
                td(found.remedy()));
    }

    private static String tone(PreflightFinding found) {
        if (found.blocks()) {
            return "bad";
        }
        return found.severity() == PreflightFinding.Severity.PASSED ? "good" : "warn";
    }
}
