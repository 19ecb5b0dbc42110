// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import io.quorate.testkit.load.Gaps.Phase;
import io.quorate.testkit.load.WorkloadReport.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** Puts the report together from what was recorded: a pure function of the history. */
final class Reporter {
    private final WorkloadHistory facts;
    private final LoadHistory records;
    private final WorkloadHistory.Service service;

    Reporter(WorkloadHistory facts) {
        this.facts = facts;
        this.records = facts.records();
        this.service = facts.service();
    }

    WorkloadReport report() {
        List<String> incomplete = new ArrayList<>(facts.problems());
        IntStream.range(0, records.producers().size())
                .filter(producer -> records.acknowledgedBy(producer) == 0)
                .forEach(producer ->
                        incomplete.add("producer " + records.producers().get(producer) + " had nothing acknowledged"));
        if (records.isFull()) {
            incomplete.add("the load stopped before it was told to: it met its bound on the number of records."
                    + " Raise maxRecords, or lower the rate");
        }
        if (records.hasUnreadRecords()) {
            incomplete.add("more was read than twice the bound on the number of records, so not all of it was noted:"
                    + " something else writes to the topics");
        }
        List<PartitionReport> partitions = new ArrayList<>();
        for (int index = 0; index < records.size(); index++) {
            PartitionReport partition = partition(index);
            partitions.add(partition);
            partition
                    .notReadToEnd()
                    .ifPresent(reason -> incomplete.add("%s was not read to its end, so %d records are unverified: %s"
                            .formatted(partition.partition(), partition.counts().unverified(), reason)));
            if (partition.counts().acknowledged() == 0) {
                incomplete.add(partition.partition() + " had nothing acknowledged");
            }
        }
        return new WorkloadReport(facts, partitions, timing(), incomplete);
    }

    private PartitionReport partition(int index) {
        PartitionHistory one = records.partition(index);
        Judge.Verdict verdict = Judge.judge(one, records.producers(), facts.isolation());
        return new PartitionReport(
                one.partition(),
                verdict.counts(),
                verdict.faults(),
                verdict.anomalies(),
                service.acknowledgements().longest(index),
                service.deliveries().longest(index),
                one.whyNotReadToEnd());
    }

    private Timing timing() {
        List<Phase> acknowledgements = service.acknowledgements().phases();
        List<Phase> deliveries = service.deliveries().phases();
        return new Timing(
                service.acknowledgements().length(),
                IntStream.range(0, acknowledgements.size())
                        .mapToObj(index -> phase(acknowledgements.get(index), deliveries.get(index)))
                        .toList(),
                service.ackLatency(),
                service.endToEndLatency());
    }

    private PhaseReport phase(Phase acknowledgements, Phase deliveries) {
        return new PhaseReport(
                acknowledgements.name(),
                Duration.ofNanos(
                        acknowledgements.beganAt() - service.acknowledgements().startedAt()),
                acknowledgements.length(),
                acknowledgements.count(),
                longest(acknowledgements),
                longest(deliveries));
    }

    private Map<TopicPartition, Duration> longest(Phase phase) {
        Map<TopicPartition, Duration> longest = new HashMap<>();
        for (int index = 0; index < records.size(); index++) {
            longest.put(records.partition(index).partition(), phase.longest(index));
        }
        return longest;
    }
}
