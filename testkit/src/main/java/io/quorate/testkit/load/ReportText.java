// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/** A report as text. */
final class ReportText {
    private static final int MAX_LINES_EACH = 20;

    private ReportText() {}

    static String of(WorkloadReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(report.summary());
        counts(report, lines);
        lines.add(String.format(
                Locale.ROOT,
                "%.1f s, %.0f acknowledged per second, longest time without an acknowledgement %s, without a delivery %s",
                report.duration().toMillis() / 1e3,
                report.acknowledgedPerSecond(),
                Texts.millis(report.longestTimeWithoutAck()),
                Texts.millis(report.longestTimeWithoutDelivery())));
        lines.add("acknowledgement " + report.ackLatency().describe());
        lines.add("end to end " + report.endToEndLatency().describe());
        add(lines, "not complete", report.incompleteBecause().stream());
        add(lines, "phase", report.phases().stream().map(ReportText::phase));
        add(lines, "partition", report.partitions().stream().map(ReportText::partition));
        add(
                lines,
                "added after the start, neither written nor judged:",
                report.partitionsAddedLater().stream().map(TopicPartition::toString));
        add(
                lines,
                "anomaly",
                report.partitions().stream()
                        .flatMap(partition -> partition.anomalies().stream())
                        .map(Anomaly::describe));
        add(lines, "failure", report.failures().stream().map(ClientFailure::describe));
        return String.join("\n", lines);
    }

    private static void counts(WorkloadReport report, List<String> lines) {
        RecordFaults faults = report.faults();
        RecordCounts counts = report.counts();
        lines.add("corrupt %d, aborted but read %d, rewritten %d, commits regressed %d, unverified %d"
                .formatted(
                        faults.corrupt(),
                        faults.abortedRead(),
                        faults.rewritten(),
                        faults.commitRegressions(),
                        counts.unverified()));
        lines.add("sent %d, aborted %d, unacknowledged %d, read %d, redelivered %d, foreign %d"
                .formatted(
                        counts.sent(),
                        counts.aborted(),
                        counts.unacknowledged(),
                        counts.read(),
                        counts.redelivered(),
                        counts.foreign()));
    }

    private static String phase(PhaseReport phase) {
        return String.format(
                Locale.ROOT,
                "%s: %.1f s, acknowledged %d, longest time without an acknowledgement %s",
                phase.name(),
                phase.length().toMillis() / 1e3,
                phase.acknowledged(),
                Texts.millis(phase.longestTimeWithoutAck()));
    }

    private static String partition(PartitionReport one) {
        return "%s: acknowledged / lost / duplicated / reordered = %d / %d / %d / %d, longest time without an acknowledgement %s"
                .formatted(
                        one.partition(),
                        one.counts().acknowledged(),
                        one.faults().lost(),
                        one.faults().duplicated(),
                        one.faults().reordered(),
                        Texts.millis(one.longestTimeWithoutAck()));
    }

    private static void add(List<String> lines, String heading, Stream<String> entries) {
        List<String> all = entries.toList();
        all.stream().limit(MAX_LINES_EACH).forEach(entry -> lines.add("  " + heading + " " + entry));
        if (all.size() > MAX_LINES_EACH) {
            lines.add("  " + heading + ": and %d more".formatted(all.size() - MAX_LINES_EACH));
        }
    }
}
