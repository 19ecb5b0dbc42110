// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What happened when in a workload: for each partition the acknowledgements and deliveries over time, the gaps in them, and the
 * marks that the test set.
 *
 * <p>A value.
 */
public final class Timeline {
    /** More rows than this nobody reads; those with the longest gaps and with faults are shown. */
    private static final int MAX_ROWS = 60;

    private static final Duration SHORTEST_GAP = Duration.ofMillis(300);

    private final WorkloadReport report;
    private final Duration slice;
    private final List<Row> rows;

    Timeline(WorkloadReport report, Activity activity) {
        this.report = report;
        this.slice = activity.sliceLength();
        this.rows = rows(report, activity, slices(report.duration(), slice));
    }

    private static int slices(Duration length, Duration slice) {
        long whole = (length.toNanos() + slice.toNanos() - 1) / slice.toNanos();
        return (int) Math.max(1, Math.min(Activity.MAX_SLICES, whole));
    }

    private static List<Row> rows(WorkloadReport report, Activity activity, int slices) {
        List<Row> rows = new ArrayList<>();
        List<PartitionReport> partitions = report.partitions();
        for (int index = 0; index < partitions.size(); index++) {
            rows.add(new Row(
                    partitions.get(index),
                    activity.slices(Activity.Kind.ACKNOWLEDGED, index, slices),
                    activity.slices(Activity.Kind.DELIVERED, index, slices)));
        }
        return rows.stream()
                .sorted(Comparator.comparing((Row row) -> row.partition.faults().isNone())
                        .thenComparing(row -> row.partition.longestTimeWithoutAck(), Comparator.reverseOrder()))
                .limit(MAX_ROWS)
                .sorted(Comparator.comparing(rows::indexOf))
                .toList();
    }

    /**
     * Returns the timeline as text: a line of blocks for each partition, as high as its acknowledgements in that time, a point
     * where there was none, and a letter above for each mark.
     *
     * @return some lines of at most some 130 characters
     */
    public String describe() {
        return TimelineText.of(this);
    }

    /**
     * Returns the timeline as a picture, which needs no other file and follows the reader's choice of a light or a dark page.
     *
     * @return an SVG document
     */
    public String svg() {
        return TimelineSvg.of(this);
    }

    /** Returns the gaps of a row that are worth a look: a slow producer leaves slices out all the time. */
    List<Gap> gaps(Row row) {
        long slices = (SHORTEST_GAP.toNanos() + slice.toNanos() - 1) / slice.toNanos();
        return row.gaps((int) Math.max(2, slices));
    }

    WorkloadReport report() {
        return report;
    }

    Duration slice() {
        return slice;
    }

    List<Row> rows() {
        return rows;
    }

    int hiddenRows() {
        return report.partitions().size() - rows.size();
    }

    /** Returns the phases that somebody marked. */
    List<PhaseReport> marks() {
        return report.phases().stream().skip(1).toList();
    }

    /** Slices without an acknowledgement: the first, and how many. */
    record Gap(int from, int slices) {}

    /** One partition: how many records were acknowledged and delivered in each slice. */
    record Row(PartitionReport partition, List<Long> acknowledged, List<Long> delivered) {
        Row {
            acknowledged = List.copyOf(acknowledged);
            delivered = List.copyOf(delivered);
        }

        /** Returns each run of at least so many slices without an acknowledgement. */
        List<Gap> gaps(int atLeast) {
            List<Gap> gaps = new ArrayList<>();
            int from = -1;
            for (int at = 0; at <= acknowledged.size(); at++) {
                boolean none = at < acknowledged.size() && acknowledged.get(at) == 0;
                if (none && from < 0) {
                    from = at;
                } else if (!none && from >= 0) {
                    if (at - from >= atLeast) {
                        gaps.add(new Gap(from, at - from));
                    }
                    from = -1;
                }
            }
            return gaps;
        }

        /**
         * Returns the count that is drawn in full height: twice the usual one. Catching up after a gap takes many times that,
         * and would press all the rest to the ground.
         */
        static long fullHeight(List<Long> counts) {
            List<Long> some =
                    counts.stream().filter(count -> count > 0).sorted().toList();
            return some.isEmpty() ? 1 : 2 * some.get(some.size() / 2);
        }

        /** Returns what was wrong with the partition in few words, or nothing. */
        String faults() {
            RecordFaults faults = partition.faults();
            List<String> words = new ArrayList<>();
            add(words, faults.lost(), "lost");
            add(words, faults.duplicated(), "duplicated");
            add(words, faults.reordered(), "reordered");
            add(words, faults.corrupt(), "corrupt");
            add(words, faults.abortedRead(), "aborted read");
            add(words, faults.rewritten(), "rewritten");
            add(words, faults.commitRegressions(), "commits back");
            return String.join(", ", words);
        }

        private static void add(List<String> words, long count, String what) {
            if (count > 0) {
                words.add(count + " " + what);
            }
        }
    }
}
