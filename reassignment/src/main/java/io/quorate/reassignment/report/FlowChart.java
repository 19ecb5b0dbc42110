// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.report;

import static j2html.TagCreator.tag;

import j2html.tags.ContainerTag;

/** Where copies go: a row for each rack or broker that they come from, a column for each that they go to. */
final class FlowChart {
    private static final double LEFT = 96;
    private static final double TOP = 74;
    private static final double MOST = 620;
    private static final int MOST_NUMBERED = 14;

    private final Flow flow;
    private final boolean sizesKnown;

    FlowChart(Flow flow, boolean sizesKnown) {
        this.flow = flow;
        this.sizesKnown = sizesKnown;
    }

    ContainerTag<?> draw() {
        int count = flow.names().size();
        double cell = Math.max(16, Math.min(64, MOST / count));
        double height = Math.min(cell, 40);
        long most = flow.most();
        ContainerTag<?> svg = Svg.picture(LEFT + count * cell + 12, TOP + count * height + 8, "Where copies go");
        svg.with(Svg.text("tick end", LEFT - 8, TOP - 30, "from ↓"), Svg.text("tick", LEFT, TOP - 52, "to →"));
        for (int i = 0; i < count; i++) {
            svg.with(Svg.text(
                    "tick end",
                    LEFT - 8,
                    TOP + (i + 0.5) * height + 4,
                    flow.names().get(i)));
            svg.with(column(i, cell));
            for (int j = 0; j < count; j++) {
                svg.with(cell(i, j, cell, height, most));
            }
        }
        return svg;
    }

    private ContainerTag<?> column(int index, double cell) {
        double x = LEFT + (index + 0.5) * cell;
        String name = flow.names().get(index);
        ContainerTag<?> text = tag("text").withText(name);
        boolean fits = name.length() * 7 < cell;
        return fits
                ? text.attr("class", "tick mid").attr("x", Svg.number(x)).attr("y", Svg.number(TOP - 10))
                : text.attr("class", "tick")
                        .attr(
                                "transform",
                                "translate(" + Svg.number(x + 4) + " " + Svg.number(TOP - 8) + ") rotate(-55)");
    }

    private ContainerTag<?> cell(int from, int to, double width, double height, long most) {
        long copies = flow.copies(from, to);
        double x = LEFT + to * width;
        double y = TOP + from * height;
        ContainerTag<?> group = tag("g");
        ContainerTag<?> square = Svg.rect(copies == 0 ? "none" : "flow", x + 1, y + 1, width - 2, height - 2);
        if (copies > 0) {
            square.attr("fill-opacity", Svg.number(0.12 + 0.83 * Math.sqrt((double) copies / most)));
            square.with(Svg.hint(flow.names().get(from) + " → " + flow.names().get(to) + ": "
                    + Numbers.counted(copies, "replica")
                    + (sizesKnown ? ", " + Numbers.bytes(flow.bytes(from, to)) : "")));
        }
        group.with(square);
        if (copies > 0 && flow.names().size() <= MOST_NUMBERED) {
            boolean strong = Math.sqrt((double) copies / most) > 0.62;
            group.with(Svg.text(
                    strong ? "cell mid strong" : "cell mid", x + width / 2, y + height / 2 + 4, brief(copies)));
        }
        return group;
    }

    private static String brief(long number) {
        return number < 10_000
                ? Numbers.count(number)
                : number < 1_000_000 ? number / 1000 + "k" : number / 1_000_000 + "M";
    }
}
