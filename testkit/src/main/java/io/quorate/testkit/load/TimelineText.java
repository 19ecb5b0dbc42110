// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import io.quorate.testkit.load.Timeline.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.TopicPartition;

/** A timeline as text. */
final class TimelineText {
    private static final int WIDTH = 80;
    private static final int MAX_LABEL = 30;
    private static final String HEIGHTS = "▁▂▃▄▅▆▇█";
    private static final char NONE = '·';

    private TimelineText() {}

    static String of(Timeline timeline) {
        int slices = timeline.rows().stream()
                .mapToInt(row -> row.acknowledged().size())
                .findFirst()
                .orElse(1);
        int perColumn = (slices + WIDTH - 1) / WIDTH;
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%.1f s; a column is %.2f s; height: records acknowledged in it, half is usual; %c: none",
                timeline.report().duration().toMillis() / 1e3,
                perColumn * timeline.slice().toNanos() / 1e9,
                NONE));
        int label = timeline.rows().stream()
                .mapToInt(row -> name(row).length())
                .max()
                .orElse(0);
        marks(timeline, perColumn, label, lines);
        for (Row row : timeline.rows()) {
            String faults = row.faults();
            lines.add(String.format(
                    Locale.ROOT,
                    "%-" + Math.max(1, label) + "s %s  none for %s%s",
                    name(row),
                    blocks(row.acknowledged(), perColumn),
                    Texts.millis(row.partition().longestTimeWithoutAck()),
                    faults.isEmpty() ? "" : "  ! " + faults));
        }
        if (timeline.hiddenRows() > 0) {
            lines.add("and %d partitions with shorter gaps".formatted(timeline.hiddenRows()));
        }
        return String.join("\n", lines);
    }

    private static void marks(Timeline timeline, int perColumn, int label, List<String> lines) {
        List<PhaseReport> marks = timeline.marks();
        if (marks.isEmpty()) {
            return;
        }
        char[] line = new char[WIDTH + 1];
        Arrays.fill(line, ' ');
        List<String> legend = new ArrayList<>();
        for (int index = 0; index < marks.size(); index++) {
            PhaseReport mark = marks.get(index);
            char letter = (char) ('A' + index % 26);
            long column =
                    mark.beganAfter().toNanos() / (perColumn * timeline.slice().toNanos());
            line[(int) Math.min(WIDTH, column)] = letter;
            legend.add(String.format(
                    Locale.ROOT, "%c %.1f s %s", letter, mark.beganAfter().toMillis() / 1e3, mark.name()));
        }
        lines.addAll(legend);
        lines.add(" ".repeat(label + 1) + new String(line).stripTrailing());
    }

    private static String name(Row row) {
        TopicPartition partition = row.partition().partition();
        String name = partition.toString();
        return name.length() <= MAX_LABEL ? name : "…" + name.substring(name.length() - MAX_LABEL + 1);
    }

    private static String blocks(List<Long> slices, int perColumn) {
        List<Long> columns = new ArrayList<>();
        for (int from = 0; from < slices.size(); from += perColumn) {
            columns.add(slices.subList(from, Math.min(slices.size(), from + perColumn)).stream()
                    .mapToLong(Long::longValue)
                    .sum());
        }
        long full = Row.fullHeight(columns);
        StringBuilder text = new StringBuilder();
        for (long count : columns) {
            text.append(
                    count == 0
                            ? NONE
                            : HEIGHTS.charAt(
                                    (int) Math.min(HEIGHTS.length() - 1, (HEIGHTS.length() - 1) * count / full)));
        }
        return text.toString();
    }
}
