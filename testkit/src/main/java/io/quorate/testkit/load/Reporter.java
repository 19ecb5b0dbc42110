// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import io.quorate.testkit.load.AckGaps.Phase;
import io.quorate.testkit.load.WorkloadReport.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** Puts the report together from what was recorded, once nothing is recorded any more. */
final class Reporter {
    private final LoadContext context;
    private final LoadHistory history;

    Reporter(LoadContext context) {
        this.context = context;
        this.history = context.history();
    }

    WorkloadReport report(Judge.Isolation isolation, List<String> problems) {
        List<String> incomplete = new ArrayList<>(problems);
        IntStream.range(0, history.producers().size())
                .filter(producer -> history.acknowledgedBy(producer) == 0)
                .forEach(producer ->
                        incomplete.add("producer " + history.producers().get(producer) + " had nothing acknowledged"));
        if (history.isFull()) {
            incomplete.add("the load stopped before it was told to: it met its bound on the number of records."
                    + " Raise maxRecords, or lower the rate");
        }
        if (history.hasUnreadRecords()) {
            incomplete.add("more was read than twice the bound on the number of records, so not all of it was noted:"
                    + " something else writes to the topics");
        }
        List<PartitionReport> partitions = new ArrayList<>();
        for (int index = 0; index < history.size(); index++) {
            PartitionReport partition = partition(index, isolation);
            partitions.add(partition);
            partition
                    .notReadToEnd()
                    .ifPresent(reason -> incomplete.add("%s was not read to its end, so %d records are unverified: %s"
                            .formatted(partition.partition(), partition.counts().unverified(), reason)));
            if (partition.counts().acknowledged() == 0) {
                incomplete.add(partition.partition() + " had nothing acknowledged");
            }
        }
        long startedAt = context.gaps().startedAt();
        return new WorkloadReport(partitions, timing(), context.failures().toList(startedAt), incomplete);
    }

    private PartitionReport partition(int index, Judge.Isolation isolation) {
        PartitionHistory one = history.partition(index);
        Judge.Verdict verdict = Judge.judge(one, history.producers(), isolation);
        return new PartitionReport(
                one.partition(),
                verdict.counts(),
                verdict.faults(),
                verdict.anomalies(),
                context.gaps().longest(index),
                one.whyNotReadToEnd());
    }

    private Timing timing() {
        AckGaps gaps = context.gaps();
        return new Timing(
                gaps.length(context.time().nanos()),
                gaps.phases().stream().map(this::phase).toList(),
                context.ackLatencies().drain(),
                context.readLatencies().drain());
    }

    private PhaseReport phase(Phase phase) {
        Map<TopicPartition, Duration> longest = new HashMap<>();
        for (int index = 0; index < history.size(); index++) {
            longest.put(history.partition(index).partition(), phase.longest(index));
        }
        return new PhaseReport(
                phase.name(),
                Duration.ofNanos(phase.beganAt() - context.gaps().startedAt()),
                phase.length(),
                phase.acknowledged(),
                longest);
    }
}
