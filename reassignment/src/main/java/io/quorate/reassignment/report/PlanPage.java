// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.report;

import static j2html.TagCreator.b;
import static j2html.TagCreator.body;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.document;
import static j2html.TagCreator.each;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.i;
import static j2html.TagCreator.iffElse;
import static j2html.TagCreator.li;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;
import static j2html.TagCreator.style;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.title;
import static j2html.TagCreator.ul;

import io.quorate.reassignment.plan.BrokerLoad;
import io.quorate.reassignment.plan.MovementBound;
import io.quorate.reassignment.plan.ReassignmentPlan;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A plan as a page: what it comes to, pictures of it, and the figures for those who want them. */
final class PlanPage {
    private static final int MOST_OPEN_ROWS = 24;
    private static final int MOST_SIDE_BY_SIDE = 8;
    private static final int MOST_MOVES = 200;

    private final PlanFigures figures;
    private final ReassignmentPlan plan;
    private final @Nullable RunFigures run;

    PlanPage(PlanFigures figures, @Nullable RunFigures run) {
        this.figures = figures;
        this.plan = figures.plan();
        this.run = run;
    }

    String write() {
        List<DomContent> parts = new ArrayList<>();
        if (run == null) {
            parts.add(top());
        } else {
            parts.addAll(RunParts.of(figures, run));
        }
        if (plan.problems().isEmpty()) {
            parts.add(tiles());
        } else {
            parts.add(list(
                    "Problems",
                    "bad",
                    plan.problems().stream().map(problem -> problem.describe()).toList()));
        }
        if (!plan.warnings().isEmpty()) {
            parts.add(list(
                    "Warnings",
                    "warn",
                    plan.warnings().stream().map(warning -> warning.text()).toList()));
        }
        if (figures.rows().size() > MOST_SIDE_BY_SIDE) {
            parts.addAll(charts());
        } else {
            parts.add(div(charts().toArray(DomContent[]::new)).withClass("pair"));
        }
        if (!plan.isEmpty() && plan.problems().isEmpty()) {
            parts.add(div(why(), flow()).withClass("pair"));
        }
        if (!figures.rows().isEmpty()) {
            parts.add(brokers());
        }
        if (!plan.isEmpty()) {
            parts.add(moves());
        }
        parts.add(footer(
                "Quorate. This page needs no other file. Sizes are those of one replica each, as far as known."));
        return document(html(
                        head(
                                meta().withCharset("utf-8"),
                                meta().withName("viewport").withContent("width=device-width,initial-scale=1"),
                                title((run == null ? "Reassignment plan" : "Reassignment") + cluster(plan)),
                                style(rawHtml(Style.SHEET))),
                        body(main(parts.toArray(DomContent[]::new))))
                .attr("lang", "en"));
    }

    static String cluster(ReassignmentPlan plan) {
        return plan.clusterId().isEmpty() ? "" : " of cluster " + plan.clusterId();
    }

    private DomContent top() {
        boolean least = Optimum.of(plan).isReached();
        String tone = !plan.problems().isEmpty() ? "bad" : least ? "good" : "warn";
        return header(
                p("Reassignment plan" + cluster(plan) + " · " + Verdict.goal(plan)),
                h1(Verdict.work(figures)),
                span(Verdict.optimality(figures)).withClasses("badge", tone));
    }

    private DomContent tiles() {
        MovementBound bound = plan.bound();
        List<DomContent> tiles = new ArrayList<>();
        tiles.add(tile(Numbers.count(bound.moves()), "replicas to copy"));
        Optimum optimum = Optimum.of(plan);
        tiles.add(tile(
                optimum.words(optimum.least()),
                "is the least possible" + (optimum.isReached() ? "" : ", gap " + optimum.words(optimum.gap()))));
        if (figures.sizesKnown()) {
            tiles.add(tile(
                    Numbers.bytes(bound.bytes()),
                    bound.bytesLowerBound() > 0
                            ? "to copy, at least " + Numbers.bytes(bound.bytesLowerBound())
                            : "to copy"));
        }
        tiles.add(tile(
                Numbers.count(plan.moves().size()),
                "of " + Numbers.count(plan.before().partitionCount()) + " partitions"));
        tiles.add(tile(Numbers.count(figures.leadersChanged()), "preferred leaders change"));
        tiles.add(spread("replicas per broker", BrokerLoad::replicas, Numbers::count));
        if (figures.sizesKnown()) {
            tiles.add(spread("per broker", BrokerLoad::bytes, Numbers::bytes));
        }
        return div(tiles.toArray(DomContent[]::new)).withClass("tiles");
    }

    private DomContent spread(String name, ToLongFunction<BrokerLoad> figure, LongFunction<String> words) {
        Spread before = Spread.of(figures, figure, true);
        Spread after = Spread.of(figures, figure, false);
        return tile(range(after, words), name + ", was " + range(before, words));
    }

    private static String range(Spread spread, LongFunction<String> words) {
        String least = words.apply(spread.least());
        String most = words.apply(spread.most());
        return least.equals(most) ? least : least + " – " + most;
    }

    static DomContent tile(String figure, String words) {
        return div(b(figure), span(words)).withClass("tile");
    }

    static DomContent list(String name, String tone, List<String> lines) {
        return section(h2(name).withClasses("badge", tone), ul(each(lines, line -> li(line))))
                .withClass("card");
    }

    private List<DomContent> charts() {
        List<DomContent> charts = new ArrayList<>();
        if (figures.rows().isEmpty()) {
            return charts;
        }
        charts.add(chart("Replicas per broker", BrokerLoad::replicas, false));
        if (figures.sizesKnown()) {
            charts.add(chart("Bytes per broker", BrokerLoad::bytes, true));
        }
        charts.add(chart("Preferred leaders per broker", BrokerLoad::leaders, false));
        return charts;
    }

    private DomContent chart(String name, ToLongFunction<BrokerLoad> figure, boolean bytes) {
        DomContent legend = p(
                span().withClasses("key", "b"),
                span("before"),
                span().withClasses("key", "a"),
                span("after"),
                span().withClasses("key", "m"),
                span("mean of the brokers that stay"));
        return section(h2(name), legend, new BrokerChart(figures, name, figure, bytes).draw())
                .withClass("card");
    }

    private DomContent why() {
        int most = figures.reasons().values().stream().max(Integer::compare).orElse(1);
        List<DomContent> lines = new ArrayList<>();
        figures.reasons().entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> {
                    String width = String.format(Locale.ROOT, "width:%.1f%%", 100.0 * entry.getValue() / most);
                    lines.add(b(Numbers.count(entry.getValue())));
                    lines.add(div(span(Reasons.words(entry.getKey())), i().attr("style", width)));
                });
        return section(
                        h2("Why partitions change"),
                        p("Each partition once, by the first reason that applies."),
                        div(lines.toArray(DomContent[]::new)).withClass("why"),
                        p(rawHtml("<br>"), span("Proof of the bound. "), span(Verdict.proof(plan.bound()))))
                .withClass("card");
    }

    private DomContent flow() {
        Flow flow = figures.flow();
        String units = flow.ofRacks() ? "from rack to rack" : "from broker to broker";
        boolean drawn = !flow.names().isEmpty() && plan.bound().moves() > 0;
        return section(
                        h2("Copies " + units),
                        iffElse(
                                drawn,
                                p(
                                        "From where a replica leaves (for one more replica: from the preferred leader) to where"
                                                + " it comes."),
                                p(flow.names().isEmpty() ? "Too many racks to draw." : "No data is copied.")),
                        iffElse(drawn, drawn ? new FlowChart(flow, figures.sizesKnown()).draw() : span(), span()))
                .withClass("card");
    }

    private DomContent brokers() {
        var table = details(
                        summary("Brokers: " + Numbers.count(figures.rows().size())),
                        div(Tables.brokers(figures)).withClass("scroll"))
                .withClass("card");
        return figures.rows().size() <= MOST_OPEN_ROWS ? table.attr("open") : table;
    }

    private DomContent moves() {
        int shown = Math.min(MOST_MOVES, plan.moves().size());
        String name = shown == plan.moves().size()
                ? "Partitions: " + Numbers.count(shown)
                : "Partitions: the first " + shown + " of "
                        + Numbers.count(plan.moves().size());
        return details(summary(name), div(Tables.moves(plan, shown)).withClass("scroll"))
                .withClass("card");
    }
}
