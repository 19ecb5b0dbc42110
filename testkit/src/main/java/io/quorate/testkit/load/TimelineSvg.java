// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import io.quorate.testkit.load.Timeline.Row;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A timeline as a picture that needs no other file. */
final class TimelineSvg {
    private static final int LEFT = 190;
    private static final int PLOT = 760;
    private static final int RIGHT = 210;
    private static final int TOP = 74;
    private static final int MARK_LINE = 16;
    private static final int ROW = 40;
    private static final int ACKS = 22;
    private static final int READS = 8;
    private static final int BOTTOM = 56;
    private static final int MAX_LABEL = 26;
    private static final List<Double> STEPS =
            List.of(0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0);

    private static final String STYLE = """
            <style>
            svg{font-family:system-ui,sans-serif;font-size:12px;background:#fff}
            text{fill:#1f2933}.soft{fill:#64707d;font-size:11px}.title{font-size:15px;font-weight:600}
            .end{text-anchor:end}.mid{text-anchor:middle}
            .lane{fill:#f3f5f7}.ack{fill:#2a6fb0}.read{fill:#7fb69a}
            .gap{fill:#d1495b;fill-opacity:.20}.gaptext{fill:#a3263a;font-size:11px;text-anchor:middle}
            .bad{fill:#a3263a;font-weight:600;font-size:11px}
            .mark{stroke:#b7791f;stroke-dasharray:4 3}.marktext{fill:#8a5a12;font-size:11px}
            .grid{stroke:#d9dee3}
            @media (prefers-color-scheme:dark){svg{background:#14181d}text{fill:#e6eaee}.soft{fill:#98a4b0}
            .lane{fill:#1e242b}.ack{fill:#5aa2e0}.read{fill:#5f9a7d}.gap{fill:#ff6b81;fill-opacity:.22}
            .gaptext,.bad{fill:#ff97a6}.mark{stroke:#e0a94a}.marktext{fill:#e8bd72}.grid{stroke:#303841}}
            </style>
            """;

    private final Timeline timeline;
    private final List<PhaseReport> marks;
    private final int top;
    private final int height;
    private final StringBuilder out = new StringBuilder();

    private TimelineSvg(Timeline timeline) {
        this.timeline = timeline;
        this.marks = timeline.marks();
        this.top = TOP + marks.size() * MARK_LINE;
        this.height = top + timeline.rows().size() * ROW + BOTTOM;
    }

    static String of(Timeline timeline) {
        return new TimelineSvg(timeline).draw();
    }

    private String draw() {
        int width = LEFT + PLOT + RIGHT;
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">%n",
                width, height, width, height);
        add("<title>%s</title>%n%s", escape(timeline.report().toString()), STYLE);
        head();
        axis();
        for (int index = 0; index < timeline.rows().size(); index++) {
            row(timeline.rows().get(index), top + index * ROW);
        }
        marks();
        return add("</svg>%n").toString();
    }

    private void head() {
        WorkloadReport report = timeline.report();
        add("<text class=\"title\" x=\"16\" y=\"26\">%s</text>%n", escape(report.toString()));
        add(
                "<text class=\"soft\" x=\"16\" y=\"45\">%.1f s, %.0f acknowledged per second, longest time without an"
                        + " acknowledgement %s, without a delivery %s</text>%n",
                report.duration().toMillis() / 1e3,
                report.acknowledgedPerSecond(),
                Texts.millis(report.longestTimeWithoutAck()),
                Texts.millis(report.longestTimeWithoutDelivery()));
        int at = LEFT + PLOT + 16;
        legend("ack", "acknowledged", at, 18);
        legend("read", "delivered to the group", at, 34);
        legend("gap", "none acknowledged", at, 50);
    }

    private void legend(String style, String text, int x, int y) {
        add("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"12\" height=\"10\"/>", style, x, y - 9);
        add("<text class=\"soft\" x=\"%d\" y=\"%d\">%s</text>%n", x + 18, y, text);
    }

    private void axis() {
        double seconds = Math.max(0.001, timeline.report().duration().toNanos() / 1e9);
        double step = STEPS.stream()
                .filter(one -> seconds / one <= 12)
                .findFirst()
                .orElse(Math.ceil(seconds / 12 / 600) * 600);
        int bottom = height - BOTTOM;
        for (int tick = 0; tick * step <= seconds; tick++) {
            double x = x(Duration.ofNanos((long) (tick * step * 1e9)));
            add("<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>", x, top - 4, x, bottom);
            add(
                    "<text class=\"soft mid\" x=\"%.1f\" y=\"%d\">%s s</text>%n",
                    x,
                    bottom + 16,
                    step < 1
                            ? String.format(Locale.ROOT, "%.1f", tick * step)
                            : String.valueOf(Math.round(tick * step)));
        }
        add(
                "<text class=\"soft\" x=\"%d\" y=\"%d\">One bar is %d ms; half height is what is usual in its partition, full height twice that and more.%s</text>%n",
                LEFT,
                bottom + 38,
                timeline.slice().toMillis(),
                timeline.hiddenRows() == 0
                        ? ""
                        : " %d partitions with shorter gaps are not shown.".formatted(timeline.hiddenRows()));
    }

    private void row(Row row, int y) {
        PartitionReport partition = row.partition();
        String name = partition.partition().toString();
        String label = name.length() <= MAX_LABEL ? name : "…" + name.substring(name.length() - MAX_LABEL + 1);
        add("<g><title>%s</title>%n", escape(name));
        add("<text class=\"end\" x=\"%d\" y=\"%d\">%s</text>%n", LEFT - 10, y + ACKS - 5, escape(label));
        add("<rect class=\"lane\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>%n", LEFT, y, PLOT, ACKS);
        for (Timeline.Gap gap : timeline.gaps(row)) {
            double from = x(timeline.slice().multipliedBy(gap.from()));
            double to = x(timeline.slice().multipliedBy(gap.from() + gap.slices()));
            add(
                    "<rect class=\"gap\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n",
                    from, y, to - from, ACKS + READS + 2);
            if (to - from > 44) {
                add(
                        "<text class=\"gaptext\" x=\"%.1f\" y=\"%d\">≈ %.1f s</text>%n",
                        (from + to) / 2,
                        y + 15,
                        timeline.slice().multipliedBy(gap.slices()).toNanos() / 1e9);
            }
        }
        bars("ack", row.acknowledged(), y, ACKS);
        bars("read", row.delivered(), y + ACKS + 2, READS);
        String faults = row.faults();
        int beside = LEFT + PLOT + 12;
        add(
                "<text class=\"soft\" x=\"%d\" y=\"%d\">longest gap %s</text>%n",
                beside, y + (faults.isEmpty() ? 15 : 9), Texts.millis(partition.longestTimeWithoutAck()));
        if (!faults.isEmpty()) {
            add("<text class=\"bad\" x=\"%d\" y=\"%d\">%s</text>%n", beside, y + 24, faults);
        }
        add("</g>%n");
    }

    /** One path for all bars of a row: a tenth of the size of a rectangle for each. */
    private void bars(String style, List<Long> counts, int y, int room) {
        double full = Row.fullHeight(counts);
        StringBuilder path = new StringBuilder();
        for (int slice = 0; slice < counts.size(); slice++) {
            if (counts.get(slice) > 0) {
                double from = x(timeline.slice().multipliedBy(slice));
                double to = x(timeline.slice().multipliedBy(slice + 1L));
                double high = Math.max(1, room * Math.min(1, counts.get(slice) / full));
                path.append(String.format(
                        Locale.ROOT, "M%.1f %dV%.1fH%.1fV%dZ", from, y + room, y + room - high, to, y + room));
            }
        }
        add("<path class=\"%s\" d=\"%s\"/>%n", style, path);
    }

    private void marks() {
        for (int index = 0; index < marks.size(); index++) {
            PhaseReport mark = marks.get(index);
            double x = x(mark.beganAfter());
            int y = TOP + index * MARK_LINE;
            add("<line class=\"mark\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>", x, y - 8, x, height - BOTTOM);
            // Text that begins far to the right would end outside of the picture.
            boolean toTheLeft = x > LEFT + PLOT * 0.75;
            add(
                    "<text class=\"marktext%s\" x=\"%.1f\" y=\"%d\">%.1f s %s</text>%n",
                    toTheLeft ? " end" : "",
                    toTheLeft ? x - 5 : x + 5,
                    y,
                    mark.beganAfter().toMillis() / 1e3,
                    escape(mark.name()));
        }
    }

    private double x(Duration after) {
        double whole = Math.max(1, timeline.report().duration().toNanos());
        return LEFT + PLOT * Math.min(1, after.toNanos() / whole);
    }

    private StringBuilder add(String format, Object... values) {
        return out.append(String.format(Locale.ROOT, format, values));
    }

    private static String escape(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(code -> {
            switch (code) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(code < ' ' ? ' ' : code);
            }
        });
        return safe.toString();
    }
}
