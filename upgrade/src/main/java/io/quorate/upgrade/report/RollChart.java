// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.report;

import static j2html.TagCreator.tag;

import io.quorate.upgrade.plan.NodeRole;
import io.quorate.upgrade.plan.NodeStep;
import io.quorate.upgrade.plan.Roll;
import io.quorate.upgrade.plan.Wave;
import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A roll as a picture: a column for each wave, a line for each rack, a box for each node. */
final class RollChart {
    private static final int LABELS = 150;
    private static final int BOX = 34;
    private static final int BOX_HEIGHT = 20;
    private static final int GAP = 4;
    private static final int HEAD = 24;

    /** More nodes of a rack than this in one wave are a number. */
    private static final int MOST_BOXES = 12;

    private final Roll roll;
    private final List<String> lanes;

    RollChart(Roll roll) {
        this.roll = roll;
        this.lanes = lanes(roll);
    }

    private static List<String> lanes(Roll roll) {
        Set<String> names = new LinkedHashSet<>();
        roll.steps().stream()
                .sorted(Comparator.comparing((NodeStep step) -> step.role() == NodeRole.CONTROLLER ? 0 : 1)
                        .thenComparing(RollChart::lane))
                .forEach(step -> names.add(lane(step)));
        return List.copyOf(names);
    }

    private static String lane(NodeStep step) {
        return step.role() == NodeRole.CONTROLLER
                ? "controllers"
                : step.rack().map(rack -> "rack " + rack).orElse("no rack");
    }

    DomContent draw() {
        List<DomContent> shapes = new ArrayList<>();
        int[] tops = tops();
        int bottom = tops[lanes.size()];
        int right = LABELS + roll.waves().size() * (BOX + 2 * GAP) + GAP;
        for (int i = 0; i < lanes.size(); i++) {
            shapes.add(text("soft", 0, tops[i] + 15, lanes.get(i)));
            shapes.add(line(0, tops[i] - GAP, right));
        }
        for (int number = 0; number < roll.waves().size(); number++) {
            int x = LABELS + number * (BOX + 2 * GAP);
            shapes.add(text("soft", x + 10, 14, String.valueOf(number + 1)));
            shapes.addAll(boxes(roll.waves().get(number), x, tops));
        }
        return tag("svg")
                .attr("viewBox", "0 0 " + right + " " + bottom)
                .attr("width", String.valueOf(right))
                .attr("height", String.valueOf(bottom))
                .attr("role", "img")
                .attr("aria-label", roll.describe())
                .with(shapes);
    }

    /** Where each lane begins: as high as its fullest wave needs, and the end of the last. */
    private int[] tops() {
        int[] tops = new int[lanes.size() + 1];
        tops[0] = HEAD;
        for (int i = 0; i < lanes.size(); i++) {
            String lane = lanes.get(i);
            int most = roll.waves().stream()
                    .mapToInt(wave -> of(wave, lane).size())
                    .max()
                    .orElse(1);
            int boxes = most > MOST_BOXES ? 1 : Math.max(1, most);
            tops[i + 1] = tops[i] + boxes * (BOX_HEIGHT + GAP) + GAP;
        }
        return tops;
    }

    private static List<NodeStep> of(Wave wave, String lane) {
        return wave.steps().stream().filter(step -> lane(step).equals(lane)).toList();
    }

    private List<DomContent> boxes(Wave wave, int x, int[] tops) {
        List<DomContent> boxes = new ArrayList<>();
        for (int i = 0; i < lanes.size(); i++) {
            List<NodeStep> here = of(wave, lanes.get(i));
            if (here.size() > MOST_BOXES) {
                boxes.add(box(wave, x, tops[i], here.size() + "×", wave.describe()));
                continue;
            }
            int y = tops[i];
            for (NodeStep step : here) {
                String words = "node " + step.nodeId() + ", "
                        + step.role().name().toLowerCase(Locale.ROOT) + ", "
                        + step.from().describe();
                boxes.add(box(wave, x, y, String.valueOf(step.nodeId()), words));
                y += BOX_HEIGHT + GAP;
            }
        }
        return boxes;
    }

    private static DomContent box(Wave wave, int x, int y, String name, String hint) {
        ContainerTag<?> rect = tag("rect")
                .attr("class", wave.kind() == Wave.Kind.CANARY ? "canary" : "node")
                .attr("x", String.valueOf(x))
                .attr("y", String.valueOf(y))
                .attr("rx", "4")
                .attr("width", String.valueOf(BOX))
                .attr("height", String.valueOf(BOX_HEIGHT))
                .with(tag("title").withText(hint));
        return tag("g").with(rect, text("in", x + BOX / 2, y + 15, name));
    }

    private static DomContent text(String style, int x, int y, String text) {
        return tag("text")
                .attr("class", style)
                .attr("x", String.valueOf(x))
                .attr("y", String.valueOf(y))
                .withText(text);
    }

    private static DomContent line(int x1, int y, int x2) {
        return tag("line")
                .attr("class", "rule")
                .attr("x1", String.valueOf(x1))
                .attr("y1", String.valueOf(y))
                .attr("x2", String.valueOf(x2))
                .attr("y2", String.valueOf(y));
    }
}
