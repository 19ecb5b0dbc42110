// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.report;

import io.quorate.reassignment.plan.BrokerLoad;
import io.quorate.reassignment.report.PlanFigures.Row;
import j2html.tags.ContainerTag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What each broker bears before and after, rack by rack: two bars a broker, or, where there are too many brokers for bars,
 * two outlines with the brokers of each rack in the order of what they bore before.
 */
final class BrokerChart {
    private static final double WIDTH = 1120;
    private static final double LEFT = 74;
    private static final double TOP = 12;
    private static final double PLOT = 190;
    private static final double BOTTOM = TOP + PLOT;
    private static final double GAP = 14;
    private static final double LABEL = 24;
    private static final int MOST_BARS = 96;

    private final String title;
    private final ToLongFunction<BrokerLoad> figure;
    private final List<List<Row>> racks;
    private final Scale scale;
    private final double mean;
    private final double step;
    private final boolean bars;

    BrokerChart(PlanFigures figures, String title, ToLongFunction<BrokerLoad> figure, boolean bytes) {
        this.title = title;
        this.figure = figure;
        int brokers = figures.rows().size();
        this.bars = brokers <= MOST_BARS;
        this.racks = racks(figures.rows());
        long highest = figures.rows().stream()
                .mapToLong(row -> Math.max(figure.applyAsLong(row.before()), figure.applyAsLong(row.after())))
                .max()
                .orElse(0);
        this.scale = Scale.of((double) highest, bytes);
        this.mean = Spread.of(figures, figure, false).mean();
        this.step = Math.min(72, (WIDTH - LEFT - GAP * racks.size()) / Math.max(1, brokers));
    }

    private List<List<Row>> racks(List<Row> rows) {
        List<List<Row>> found = new ArrayList<>();
        String rack = null;
        for (Row row : rows) {
            if (!row.rack().equals(rack)) {
                rack = row.rack();
                found.add(new ArrayList<>());
            }
            found.get(found.size() - 1).add(row);
        }
        if (!bars) {
            found.forEach(all -> all.sort(Comparator.comparingLong(row -> -figure.applyAsLong(row.before()))));
        }
        return found;
    }

    ContainerTag<?> draw() {
        double right = LEFT + racks.stream().mapToInt(List::size).sum() * step + GAP * racks.size();
        ContainerTag<?> svg = Svg.picture(Math.max(right, 420), BOTTOM + (bars ? 44 : 30), title);
        for (double mark : scale.marks()) {
            double y = scale.y(mark, BOTTOM, PLOT);
            svg.with(Svg.line("grid", LEFT, y, right, y));
            svg.with(Svg.text("tick end", LEFT - 8, y + 4, scale.words().apply(Math.round(mark))));
        }
        double x = LEFT + GAP / 2;
        for (List<Row> rack : racks) {
            if (bars) {
                bars(svg, rack, x);
            } else {
                outlines(svg, rack, x);
            }
            double width = rack.size() * step;
            svg.with(Svg.line("axis", x, BOTTOM, x + width, BOTTOM));
            if (racks.size() > 1 || !rack.get(0).rack().equals("no rack")) {
                svg.with(Svg.text(
                        "rack mid",
                        x + width / 2,
                        BOTTOM + (bars ? 36 : 20),
                        rack.get(0).rack()));
            }
            x += width + GAP;
        }
        double y = scale.y(mean, BOTTOM, PLOT);
        svg.with(Svg.line("mean", LEFT, y, right, y));
        return svg;
    }

    private void bars(ContainerTag<?> svg, List<Row> rack, double from) {
        double width = Math.max(1.5, step * 0.38);
        for (int i = 0; i < rack.size(); i++) {
            Row row = rack.get(i);
            double x = from + i * step + (step - 2 * width) / 2;
            long before = figure.applyAsLong(row.before());
            long after = figure.applyAsLong(row.after());
            String hint = "Broker " + row.broker() + (row.status().isEmpty() ? "" : " (" + row.status() + ")") + ": "
                    + scale.words().apply(before) + " → " + scale.words().apply(after);
            svg.with(bar("before", x, width, before, hint), bar("after", x + width, width, after, hint));
            if (i % (int) Math.ceil(LABEL / step) == 0) {
                String style = row.status().isEmpty() ? "tick mid" : "tick mid off";
                svg.with(Svg.text(style, from + (i + 0.5) * step, BOTTOM + 16, String.valueOf(row.broker())));
            }
        }
    }

    private ContainerTag<?> bar(String style, double x, double width, long value, String hint) {
        double y = scale.y((double) value, BOTTOM, PLOT);
        return Svg.rect(style, x, y, width, BOTTOM - y).with(Svg.hint(hint));
    }

    private void outlines(ContainerTag<?> svg, List<Row> rack, double from) {
        StringBuilder before = new StringBuilder("M" + Svg.number(from) + " " + Svg.number(BOTTOM));
        StringBuilder after = new StringBuilder(before);
        for (int i = 0; i < rack.size(); i++) {
            step(before, from, i, figure.applyAsLong(rack.get(i).before()));
            step(after, from, i, figure.applyAsLong(rack.get(i).after()));
        }
        String end = "V" + Svg.number(BOTTOM) + "Z";
        svg.with(Svg.path("before", before + end), Svg.path("after outline", after + end));
    }

    private void step(StringBuilder path, double from, int index, long value) {
        path.append('V').append(Svg.number(scale.y((double) value, BOTTOM, PLOT)));
        path.append('H').append(Svg.number(from + (index + 1) * step));
    }
}
