// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.report;

import static j2html.TagCreator.tag;

import io.quorate.upgrade.progress.NodeTiming;
import io.quorate.upgrade.progress.UpgradeResult;
import j2html.tags.DomContent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** When each node was out: a line for each turn, time from left to right. */
final class TurnChart {
    private static final int LABELS = 150;
    private static final int WIDTH = 900;
    private static final int LINE = 22;
    private static final int BAR = 14;
    private static final int HEAD = 22;

    private final UpgradeResult result;
    private final double perMilli;

    TurnChart(UpgradeResult result) {
        this.result = result;
        this.perMilli = (double) WIDTH / Math.max(1, result.duration().toMillis());
    }

    DomContent draw() {
        List<DomContent> shapes = new ArrayList<>();
        shapes.add(text("soft", LABELS, 14, "0 s"));
        shapes.add(text("soft", LABELS + WIDTH - 40, 14, result.duration().toSeconds() + " s"));
        int y = HEAD;
        for (NodeTiming timing : result.timings()) {
            shapes.add(text(
                    "",
                    0,
                    y + 11,
                    "node " + timing.nodeId() + " " + timing.roll().toLowerCase(java.util.Locale.ROOT)));
            Duration from = Duration.between(result.began(), timing.began());
            shapes.add(bar("stopping", from, timing.stop(), y));
            shapes.add(bar("canary", from.plus(timing.stop()), timing.rejoin(), y));
            shapes.add(bar("node", from.plus(timing.stop()).plus(timing.rejoin()), timing.settle(), y));
            y += LINE;
        }
        int right = LABELS + WIDTH;
        return tag("svg")
                .attr("viewBox", "0 0 " + right + " " + y)
                .attr("width", String.valueOf(right))
                .attr("height", String.valueOf(y))
                .attr("role", "img")
                .attr("aria-label", "When each node was out")
                .with(shapes);
    }

    private DomContent bar(String style, Duration from, Duration length, int y) {
        return tag("rect")
                .attr("class", style)
                .attr("x", String.valueOf(LABELS + Math.round(from.toMillis() * perMilli)))
                .attr("y", String.valueOf(y))
                .attr("width", String.valueOf(Math.max(1, Math.round(length.toMillis() * perMilli))))
                .attr("height", String.valueOf(BAR))
                .with(tag("title").withText(style + " " + length.toMillis() + " ms"));
    }

    private static DomContent text(String style, int x, int y, String text) {
        return tag("text")
                .attr("class", style)
                .attr("x", String.valueOf(x))
                .attr("y", String.valueOf(y))
                .withText(text);
    }
}
