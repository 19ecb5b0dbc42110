// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.report;

import io.quorate.reassignment.progress.ReassignmentPhase;
import io.quorate.reassignment.progress.ReassignmentProgress;
import j2html.tags.ContainerTag;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A run over time: what was copied, at which rate, and what the run was at. */
final class RunChart {
    private static final double WIDTH = 1120;
    private static final double LEFT = 84;
    private static final double PLOT = WIDTH - LEFT - 16;
    private static final double TOP = 24;
    private static final double COPIED = 150;
    private static final double RATE_TOP = TOP + COPIED + 44;
    private static final double RATE = 100;
    private static final double PHASES = RATE_TOP + RATE + 14;
    private static final double BAND = 22;
    private static final double[] STEPS = {
        0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600
    };

    private final List<ReassignmentProgress> timeline;
    private final double seconds;

    RunChart(List<ReassignmentProgress> timeline) {
        this.timeline = timeline;
        this.seconds = Math.max(0.001, at(timeline.get(timeline.size() - 1)));
    }

    /** Two looks make a line. */
    static boolean canDraw(List<ReassignmentProgress> timeline) {
        return timeline.size() >= 2;
    }

    private double at(ReassignmentProgress look) {
        return Duration.between(timeline.get(0).at(), look.at()).toMillis() / 1e3;
    }

    private double x(double second) {
        return LEFT + second / seconds * PLOT;
    }

    ContainerTag<?> draw() {
        ContainerTag<?> svg = Svg.picture(WIDTH, PHASES + BAND + 30, "The run over time");
        panel(svg, TOP, COPIED, copiedScale(), "copied");
        StringBuilder copied = begin(TOP + COPIED);
        for (ReassignmentProgress look : timeline) {
            copied.append('L').append(Svg.number(x(at(look)))).append(' ');
            copied.append(Svg.number(copiedScale().y((double) look.copied().bytes(), TOP + COPIED, COPIED)));
        }
        svg.with(Svg.path(
                "outline", copied.append('V').append(Svg.number(TOP + COPIED)).append('Z')));
        double all = copiedScale().y(most(look -> look.copied().bytesTotal()), TOP + COPIED, COPIED);
        svg.with(Svg.line("mean", LEFT, all, LEFT + PLOT, all));
        rates(svg);
        phases(svg);
        time(svg);
        return svg;
    }

    private double most(ToDoubleFunction<ReassignmentProgress> figure) {
        return timeline.stream().mapToDouble(figure).max().orElse(0);
    }

    private Scale copiedScale() {
        return Scale.of(
                most(look -> Math.max(look.copied().bytes(), look.copied().bytesTotal())), true);
    }

    private static StringBuilder begin(double bottom) {
        return new StringBuilder("M" + Svg.number(LEFT) + " " + Svg.number(bottom));
    }

    private void panel(ContainerTag<?> svg, double top, double height, Scale scale, String name) {
        svg.with(Svg.text("rack", LEFT, top - 8, name));
        for (double mark : scale.marks()) {
            double y = scale.y(mark, top + height, height);
            svg.with(Svg.line("grid", LEFT, y, LEFT + PLOT, y));
            svg.with(Svg.text("tick end", LEFT - 8, y + 4, scale.words().apply(Math.round(mark))));
        }
    }

    /** From look to look, not smoothed: what the disks and the network really did. */
    private void rates(ContainerTag<?> svg) {
        double[] rates = new double[timeline.size()];
        for (int i = 1; i < rates.length; i++) {
            double time = at(timeline.get(i)) - at(timeline.get(i - 1));
            double bytes = timeline.get(i).copied().bytes()
                    - (double) timeline.get(i - 1).copied().bytes();
            rates[i] = time <= 0 ? rates[i - 1] : Math.max(0, bytes / time);
        }
        Scale scale = Scale.of(Arrays.stream(rates).max().orElse(0), true);
        double bottom = RATE_TOP + RATE;
        panel(svg, RATE_TOP, RATE, scale, "copied per second");
        StringBuilder path = begin(bottom);
        for (int i = 1; i < rates.length; i++) {
            path.append('V').append(Svg.number(scale.y(rates[i], bottom, RATE)));
            path.append('H').append(Svg.number(x(at(timeline.get(i)))));
        }
        svg.with(Svg.path("outline", path.append('V').append(Svg.number(bottom)).append('Z')));
    }

    private void phases(ContainerTag<?> svg) {
        int from = 0;
        for (int i = 1; i <= timeline.size(); i++) {
            ReassignmentPhase phase = timeline.get(from).phase();
            if (i == timeline.size() || timeline.get(i).phase() != phase) {
                double start = x(at(timeline.get(from)));
                double end = x(i == timeline.size() ? seconds : at(timeline.get(i)));
                String name = phase.name().toLowerCase(Locale.ROOT).replace('_', ' ');
                svg.with(Svg.rect("phase", start, PHASES, Math.max(1, end - start - 1), BAND)
                        .with(Svg.hint(name)));
                if (end - start > name.length() * 7) {
                    svg.with(Svg.text("tick mid", (start + end) / 2, PHASES + 15, name));
                }
                from = i;
            }
        }
    }

    private void time(ContainerTag<?> svg) {
        double step = STEPS[STEPS.length - 1];
        for (int i = STEPS.length - 1; i >= 0 && seconds / STEPS[i] <= 12; i--) {
            step = STEPS[i];
        }
        for (int tick = 0; tick * step <= seconds; tick++) {
            double x = x(tick * step);
            svg.with(Svg.line("grid", x, TOP, x, PHASES));
            Duration time = Duration.ofMillis(Math.round(tick * step * 1000));
            svg.with(Svg.text("tick mid", x, PHASES + BAND + 18, tick == 0 ? "0" : RunFigures.time(time)));
        }
    }
}
