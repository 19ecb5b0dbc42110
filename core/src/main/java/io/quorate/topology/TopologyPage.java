// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import static j2html.TagCreator.body;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.li;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.style;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tag;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.title;
import static j2html.TagCreator.tr;
import static j2html.TagCreator.ul;

import j2html.tags.ContainerTag;
import java.util.List;
import java.util.Map;

/** The topology as a page: a picture of nodes by rack, what it survives, and what is unwise. */
final class TopologyPage {
    private static final int RACK = 230;
    private static final int GAP = 18;
    private static final int NODE = 58;
    private static final int TOP = 38;
    private static final String SHEET = """
            :root{--page:#f6f7f9;--card:#fff;--ink:#1c2530;--soft:#647182;--rule:#d5dbe2;--broker:#1f6fb2;--voter:#d08a18;--bad:#a3263a}
            @media (prefers-color-scheme:dark){:root{--page:#12161b;--card:#1a2027;--ink:#e4e9ef;--soft:#97a4b2;--rule:#38424d;
            --broker:#5aa9e6;--voter:#e8b04a;--bad:#ff97a6}}
            body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
            main{max-width:1100px;margin:0 auto;padding:32px 24px}h1{font-size:28px;margin:0}h2{font-size:17px;margin:28px 0 6px}
            .soft{color:var(--soft);margin:4px 0 20px}svg{width:100%;height:auto;font-family:inherit}svg text{fill:var(--ink)}
            .rack{fill:var(--card);stroke:var(--rule)}.node{fill:none;stroke:var(--rule);stroke-width:1.5}
            .broker{fill:var(--broker)}.controller{fill:var(--voter)}.name{font-weight:600;font-size:14px}
            svg .small{font-size:12px;fill:var(--soft)}
            table{border-collapse:collapse;font-size:14px}td,th{text-align:left;padding:5px 14px 5px 0;border-bottom:1px solid var(--rule)}
            .no{color:var(--bad);font-weight:600}
            """;

    private final ClusterTopology topology;

    TopologyPage(ClusterTopology topology) {
        this.topology = topology;
    }

    String write() {
        List<TopologyFinding> findings = topology.check();
        return "<!DOCTYPE html>\n"
                + html(
                                head(
                                        meta().withCharset("utf-8"),
                                        title("Topology of " + topology.name()),
                                        style(rawHtml(SHEET))),
                                body(main(
                                        h1("Topology of " + topology.name()),
                                        p(TopologyText.summary(topology)).withClass("soft"),
                                        picture(),
                                        h2("What it survives"),
                                        p(topology.failureTolerance().describe()),
                                        rows(),
                                        h2("Findings"),
                                        findings.isEmpty()
                                                ? p("None.")
                                                : ul(each(findings, finding -> li(finding.describe()))))))
                        .withLang("en")
                        .render();
    }

    private ContainerTag<?> picture() {
        Map<String, List<TopologyNode>> racks = TopologyText.byRack(topology);
        int most = racks.values().stream().mapToInt(List::size).max().orElse(0);
        int height = TOP + most * NODE + GAP;
        ContainerTag<?> svg = tag("svg")
                .attr("viewBox", "0 0 " + (racks.size() * (RACK + GAP)) + " " + height)
                .attr("role", "img")
                .attr("aria-label", "Nodes by rack, with their roles")
                .attr("style", "max-width:" + racks.size() * (RACK + GAP) + "px");
        int x = 0;
        for (Map.Entry<String, List<TopologyNode>> rack : racks.entrySet()) {
            svg.with(rect("rack", x + 1, 1, RACK, height - 2));
            svg.with(text("name", x + 14, 25, rack.getKey()));
            int y = TOP;
            for (TopologyNode node : rack.getValue()) {
                svg.with(node(node, x + 12, y));
                y += NODE;
            }
            x += RACK + GAP;
        }
        return svg;
    }

    private static ContainerTag<?> node(TopologyNode node, int x, int y) {
        ContainerTag<?> group = tag("g");
        group.with(rect("node", x, y, RACK - 24, NODE - 8));
        int mark = y;
        int each = (NODE - 8) / node.roles().size();
        for (NodeRole role : node.roles()) {
            group.with(rect(role.configValue(), x, mark, 7, each));
            mark += each;
        }
        group.with(text("name", x + 18, y + 21, node.nodeId() + "  " + TopologyText.roles(node)));
        group.with(text("small", x + 18, y + 39, node.host()));
        return group;
    }

    private ContainerTag<?> rows() {
        ContainerTag<?> rows = table(tr(th("lost"), th("writes"), th("acknowledged data"), th("quorum")));
        topology.failureTolerance()
                .rows()
                .forEach((losses, outcome) -> rows.with(tr(
                        td(losses.describe()),
                        cell(outcome.writes() == Outcome.Writes.ACCEPTED, "accepted", "refused"),
                        cell(
                                outcome.data() != DataSafety.ON_LOST_NODES,
                                outcome.data().describe(),
                                outcome.data().describe()),
                        cell(outcome.quorumKept(), "kept", "lost"))));
        return rows;
    }

    private static ContainerTag<?> cell(boolean good, String yes, String no) {
        return good ? td(yes) : td(no).withClass("no");
    }

    private static ContainerTag<?> rect(String style, int x, int y, int width, int height) {
        return tag("rect")
                .attr("class", style)
                .attr("x", x)
                .attr("y", y)
                .attr("width", width)
                .attr("height", height)
                .attr("rx", 5);
    }

    private static ContainerTag<?> text(String style, int x, int y, String text) {
        return tag("text").attr("class", style).attr("x", x).attr("y", y).withText(text);
    }
}
