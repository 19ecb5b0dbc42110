// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import io.quorate.testkit.load.OutcomeLog.Outcome;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Everything that one workload has seen, by partition, with a bound on how much that may become. */
final class LoadHistory {
    private final List<String> producers;
    private final List<PartitionHistory> partitions = new ArrayList<>();
    private final Map<TopicPartition, Integer> indexes = new HashMap<>();
    private final AtomicLong budget;
    private final AtomicLong readBudget;
    private volatile List<TopicPartition> addedLater = List.of();

    LoadHistory(List<String> producers, Map<TopicPartition, Long> baselines, long maxRecords) {
        this.producers = List.copyOf(producers);
        this.budget = new AtomicLong(maxRecords);
        // What others write to the topics is read too, and must not grow without bound either.
        this.readBudget = new AtomicLong(2 * maxRecords);
        baselines.keySet().stream()
                .sorted(Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition))
                .forEach(partition -> {
                    indexes.put(partition, partitions.size());
                    Long baseline = baselines.get(partition);
                    partitions.add(new PartitionHistory(partition, producers.size(), baseline == null ? 0 : baseline));
                });
    }

    private LoadHistory(List<String> producers, List<PartitionHistory> partitions, long budget, long readBudget) {
        this.producers = List.copyOf(producers);
        this.budget = new AtomicLong(budget);
        this.readBudget = new AtomicLong(readBudget);
        for (PartitionHistory one : partitions) {
            indexes.put(one.partition(), this.partitions.size());
            this.partitions.add(one);
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(producers.size());
        for (String producer : producers) {
            Wire.writeText(out, producer);
        }
        out.writeInt(partitions.size());
        for (PartitionHistory one : partitions) {
            one.write(out);
        }
        out.writeLong(budget.get());
        out.writeLong(readBudget.get());
        out.writeInt(addedLater.size());
        for (TopicPartition one : addedLater) {
            Wire.writeText(out, one.topic());
            out.writeInt(one.partition());
        }
    }

    static LoadHistory read(DataInput in) throws IOException {
        List<String> producers = new ArrayList<>();
        for (int left = Wire.count(in); left > 0; left--) {
            producers.add(Wire.readText(in));
        }
        List<PartitionHistory> partitions = new ArrayList<>();
        for (int left = Wire.count(in); left > 0; left--) {
            partitions.add(PartitionHistory.read(in));
        }
        LoadHistory history = new LoadHistory(producers, partitions, in.readLong(), in.readLong());
        List<TopicPartition> added = new ArrayList<>();
        for (int left = Wire.count(in); left > 0; left--) {
            added.add(new TopicPartition(Wire.readText(in), in.readInt()));
        }
        history.addedLater = List.copyOf(added);
        return history;
    }

    /** Takes room for one more record; false if there is none. */
    boolean takeRoom() {
        return budget.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }

    boolean isFull() {
        return budget.get() <= 0;
    }

    /** Notes what an offset held; beyond the bound it is not noted, and {@link #hasUnreadRecords()} says so. */
    void read(int partition, long offset, RecordCodec.Decoded decoded) {
        if (readBudget.get() <= 0) {
            readBudget.set(-1);
        } else if (partitions.get(partition).read(offset, decoded)) {
            readBudget.decrementAndGet();
        }
    }

    boolean hasUnreadRecords() {
        return readBudget.get() < 0;
    }

    List<String> producers() {
        return producers;
    }

    int size() {
        return partitions.size();
    }

    PartitionHistory partition(int index) {
        return partitions.get(index);
    }

    List<PartitionHistory> partitions() {
        return List.copyOf(partitions);
    }

    Set<TopicPartition> allPartitions() {
        return Set.copyOf(indexes.keySet());
    }

    /** Returns the index of a partition, or null if it came into being after the start. */
    @Nullable
    Integer index(TopicPartition partition) {
        return indexes.get(partition);
    }

    /** Notes which partitions the topics have at the end; those that came into being after the start are remembered. */
    void partitionsAtTheEnd(List<TopicPartition> found) {
        addedLater = found.stream().filter(one -> !indexes.containsKey(one)).toList();
    }

    List<TopicPartition> addedLater() {
        return addedLater;
    }

    long acknowledged() {
        return partitions.stream()
                .mapToLong(one -> one.count(Outcome.ACKNOWLEDGED))
                .sum();
    }

    long acknowledgedBy(int producer) {
        return partitions.stream()
                .mapToLong(one -> one.acknowledgedBy(producer))
                .sum();
    }

    long read() {
        return partitions.stream().mapToLong(PartitionHistory::readCount).sum();
    }

    long lag() {
        return partitions.stream().mapToLong(PartitionHistory::lag).sum();
    }
}
