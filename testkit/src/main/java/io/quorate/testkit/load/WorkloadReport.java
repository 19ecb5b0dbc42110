// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * What a {@link Workload} found: which acknowledged records were lost, duplicated, reordered or damaged, and how the cluster
 * served its clients meanwhile. The meaning of each count is said in {@link RecordCounts} and {@link RecordFaults}.
 *
 * <p>A value. A report that is not {@link #isComplete() complete} has not seen everything, and then none of its zeros is a
 * verdict: {@link #isClean()} and {@link #lostNothing()} are false.
 */
public final class WorkloadReport {
    private final Duration duration;
    private final Map<TopicPartition, PartitionReport> partitions;
    private final List<PhaseReport> phases;
    private final LatencyPercentiles ackLatency;
    private final LatencyPercentiles endToEndLatency;
    private final List<ClientFailure> failures;
    private final List<String> incomplete;
    private final RecordCounts counts;
    private final RecordFaults faults;
    private final WorkloadHistory history;

    WorkloadReport(WorkloadHistory history, List<PartitionReport> partitions, Timing timing, List<String> incomplete) {
        this.history = history;
        this.duration = timing.duration;
        this.phases = List.copyOf(timing.phases);
        this.ackLatency = timing.ackLatency;
        this.endToEndLatency = timing.endToEndLatency;
        this.failures = history.failures();
        this.incomplete = List.copyOf(incomplete);
        this.partitions = partitions.stream()
                .collect(Collectors.toMap(
                        PartitionReport::partition,
                        Function.identity(),
                        (first, second) -> first,
                        () -> new TreeMap<>(
                                Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition))));
        this.counts = partitions.stream().map(PartitionReport::counts).reduce(RecordCounts.NONE, RecordCounts::plus);
        this.faults = partitions.stream().map(PartitionReport::faults).reduce(RecordFaults.NONE, RecordFaults::plus);
    }

    /**
     * Returns whether everything that was acknowledged could be checked: every producer had records acknowledged, no thread of
     * the workload ended early, the bound on the number of records was not met, and the group read every partition to its end.
     *
     * @return false if a zero in this report may only mean that nobody looked
     */
    public boolean isComplete() {
        return incomplete.isEmpty();
    }

    /**
     * Returns why this report is not complete.
     *
     * @return one sentence for each reason; empty if it is complete
     */
    public List<String> incompleteBecause() {
        return incomplete;
    }

    /**
     * Returns whether the report is complete and no acknowledged record was lost. It says nothing of the other faults.
     *
     * @return true if every acknowledged record was found in the log
     */
    public boolean lostNothing() {
        return isComplete() && faults.lost() == 0;
    }

    /**
     * Returns whether the report is complete and nothing was wrong with any record.
     *
     * @return true if all counts of {@link #faults()} are 0
     */
    public boolean isClean() {
        return isComplete() && faults.isNone();
    }

    /**
     * Does nothing if the report is clean, and throws it as text otherwise.
     *
     * @throws WorkloadException if {@link #isClean()} is false
     */
    public void throwIfNotClean() {
        if (!isClean()) {
            throw new WorkloadException("The workload's report is not clean.\n" + describe());
        }
    }

    /**
     * Returns how many records went which way, over all partitions.
     *
     * @return the sums
     */
    public RecordCounts counts() {
        return counts;
    }

    /**
     * Returns how many records something was wrong with, over all partitions.
     *
     * @return the sums
     */
    public RecordFaults faults() {
        return faults;
    }

    /**
     * Returns the acknowledged records.
     *
     * @return as {@link RecordCounts#acknowledged()}
     */
    public long acknowledged() {
        return counts.acknowledged();
    }

    /**
     * Returns the records without a known outcome.
     *
     * @return as {@link RecordCounts#unacknowledged()}
     */
    public long unacknowledged() {
        return counts.unacknowledged();
    }

    /**
     * Returns the acknowledged records that could not be looked for.
     *
     * @return as {@link RecordCounts#unverified()}
     */
    public long unverified() {
        return counts.unverified();
    }

    /**
     * Returns the lost records.
     *
     * @return as {@link RecordFaults#lost()}
     */
    public long lost() {
        return faults.lost();
    }

    /**
     * Returns the duplicates.
     *
     * @return as {@link RecordFaults#duplicated()}
     */
    public long duplicated() {
        return faults.duplicated();
    }

    /**
     * Returns the reordered records.
     *
     * @return as {@link RecordFaults#reordered()}
     */
    public long reordered() {
        return faults.reordered();
    }

    /**
     * Returns the corrupt records.
     *
     * @return as {@link RecordFaults#corrupt()}
     */
    public long corrupt() {
        return faults.corrupt();
    }

    /**
     * Returns the records of aborted transactions that were shown to a reader of committed records.
     *
     * @return as {@link RecordFaults#abortedRead()}
     */
    public long abortedRead() {
        return faults.abortedRead();
    }

    /**
     * Returns how often committed offsets of the group went back.
     *
     * @return as {@link RecordFaults#commitRegressions()}
     */
    public long commitRegressions() {
        return faults.commitRegressions();
    }

    /**
     * Returns the figures of each partition.
     *
     * @return by partition, in the order of topics and numbers
     */
    public List<PartitionReport> partitions() {
        return List.copyOf(partitions.values());
    }

    /**
     * Returns the partitions that were added to the topics after the start. Nothing was written to them, so nothing of the
     * workload can be lost there; what others wrote was not judged.
     *
     * @return the partitions, none if the topics did not grow
     */
    public List<TopicPartition> partitionsAddedLater() {
        return history.records().addedLater();
    }

    /**
     * Returns the figures of one partition.
     *
     * @param partition a partition of the workload's topics
     * @return its figures
     * @throws IllegalArgumentException if the workload did not write to it
     */
    public PartitionReport partition(TopicPartition partition) {
        PartitionReport found = partitions.get(partition);
        if (found == null) {
            throw new IllegalArgumentException(
                    "The workload did not write to %s, only to %s.".formatted(partition, partitions.keySet()));
        }
        return found;
    }

    /**
     * Returns the longest time that any partition went without an acknowledgement while the load was running.
     *
     * @return the longest of {@link PartitionReport#longestTimeWithoutAck()}
     */
    public Duration longestTimeWithoutAck() {
        return partitions.values().stream()
                .map(PartitionReport::longestTimeWithoutAck)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /**
     * Returns the longest time that the group had no record of some partition while the load was running.
     *
     * @return the longest of {@link PartitionReport#longestTimeWithoutDelivery()}
     */
    public Duration longestTimeWithoutDelivery() {
        return partitions.values().stream()
                .map(PartitionReport::longestTimeWithoutDelivery)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /**
     * Returns the facts that this report was judged from, which can be saved and judged again.
     *
     * @return the history
     */
    public WorkloadHistory history() {
        return history;
    }

    /**
     * Returns what happened when, for a text or a picture.
     *
     * @return the timeline
     */
    public Timeline timeline() {
        return new Timeline(this, history.service().activity());
    }

    /**
     * Returns the phases, the first of which is called {@code "start"}.
     *
     * @return in the order of time
     */
    public List<PhaseReport> phases() {
        return phases;
    }

    /**
     * Returns one phase.
     *
     * @param name as given to {@link Workload#mark(String)}
     * @return the phase
     * @throws IllegalArgumentException if there was none of that name
     */
    public PhaseReport phase(String name) {
        return phases.stream()
                .filter(phase -> phase.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There was no phase \"%s\", only %s."
                        .formatted(name, phases.stream().map(PhaseReport::name).toList())));
    }

    /**
     * Returns how long the load ran, from the first records acknowledged and read in every partition to the call of stop.
     *
     * @return the length of the run
     */
    public Duration duration() {
        return duration;
    }

    /**
     * Returns the throughput while the load was running.
     *
     * @return acknowledged records per second
     */
    public double acknowledgedPerSecond() {
        long acknowledged = phases.stream().mapToLong(PhaseReport::acknowledged).sum();
        return duration.isZero() ? 0 : acknowledged / (duration.toNanos() / 1e9);
    }

    /**
     * Returns how long acknowledgements took: from when a record was due to its acknowledgement or, in a transaction, the
     * commit's. Records that an outage delayed count in full.
     *
     * @return the percentiles
     */
    public LatencyPercentiles ackLatency() {
        return ackLatency;
    }

    /**
     * Returns how long records took to their reader: from when they were due to the end of the poll that returned them,
     * redeliveries included.
     *
     * @return the percentiles
     */
    public LatencyPercentiles endToEndLatency() {
        return endToEndLatency;
    }

    /**
     * Returns what producers and members were answered with instead of success. Facts, not verdicts.
     *
     * @return one entry for each client, operation and class of error
     */
    public List<ClientFailure> failures() {
        return failures;
    }

    /**
     * Returns the line that sums it up.
     *
     * @return {@code acknowledged / lost / duplicated / reordered = n / 0 / 0 / 0}
     */
    public String summary() {
        return "acknowledged / lost / duplicated / reordered = %d / %d / %d / %d"
                .formatted(acknowledged(), lost(), duplicated(), reordered());
    }

    /**
     * Returns the report for people.
     *
     * @return several lines, the {@link #summary()} first
     */
    public String describe() {
        return ReportText.of(this);
    }

    /**
     * Returns the summary.
     *
     * @return as {@link #summary()}
     */
    @Override
    public String toString() {
        return summary() + (isComplete() ? "" : " (incomplete)");
    }

    /** When things happened and how long they took. */
    record Timing(
            Duration duration,
            List<PhaseReport> phases,
            LatencyPercentiles ackLatency,
            LatencyPercentiles endToEndLatency) {}
}
