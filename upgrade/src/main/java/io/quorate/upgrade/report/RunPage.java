// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.report;

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

import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.progress.NodeTiming;
import io.quorate.upgrade.progress.UpgradeResult;
import j2html.tags.DomContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A run as a page. */
final class RunPage {
    private final UpgradePlan plan;
    private final List<UpgradeResult> results;

    RunPage(UpgradePlan plan, List<UpgradeResult> results) {
        this.plan = plan;
        this.results = results;
    }

    String write() {
        List<DomContent> parts = new ArrayList<>();
        parts.add(top());
        results.forEach(result -> parts.add(part(result)));
        parts.add(section(h2("The plan"), pre(plan.describe())).withClass("card"));
        parts.add(footer("Quorate. This page needs no other file."));
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
        UpgradeResult last = results.get(results.size() - 1);
        return header(
                p("Cluster " + plan.clusterId() + " · " + plan.era() + " · run " + last.runId()),
                h1(name()),
                badge(last));
    }

    private static DomContent badge(UpgradeResult result) {
        return span(result.outcome().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '))
                .withClasses("badge", result.isDone() ? "good" : "bad");
    }

    private static DomContent part(UpgradeResult result) {
        List<DomContent> parts = new ArrayList<>();
        parts.add(h2(result.began() + ", " + seconds(result.duration())));
        parts.add(badge(result));
        if (!result.reasons().isEmpty()) {
            parts.add(ul(each(result.reasons(), reason -> li(reason))));
        }
        if (!result.warnings().isEmpty()) {
            parts.add(p("Warnings"));
            parts.add(ul(each(result.warnings(), warning -> li(warning))));
        }
        if (!result.timings().isEmpty()) {
            parts.add(p("Stopping, out of sync, settling: each node's turn"));
            parts.add(div(new TurnChart(result).draw()).withClass("scroll"));
            parts.add(table(
                    thead(tr(
                            th("node"), th("roll"), th("began"), th("stop"), th("until in sync"), th("until settled"))),
                    tbody(each(result.timings(), RunPage::row))));
        }
        return section(parts.toArray(DomContent[]::new)).withClass("card");
    }

    private static DomContent row(NodeTiming timing) {
        return tr(
                td(String.valueOf(timing.nodeId())),
                td(timing.roll()),
                td(timing.began().toString()),
                td(seconds(timing.stop())),
                td(seconds(timing.rejoin())),
                td(seconds(timing.settle())));
    }

    private static String seconds(Duration duration) {
        return Math.round(duration.toMillis() / 100.0) / 10.0 + " s";
    }
}
