// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import io.quorate.testkit.load.OutcomeLog.Outcome;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * The facts about one partition: what was sent and what became of it, what was read, and how far the group came.
 *
 * <p>Thread-safe: producers, members and whoever asks for figures share it.
 */
final class PartitionHistory {
    private final TopicPartition partition;
    private final long baseline;
    private final List<OutcomeLog> outcomes = new ArrayList<>();
    private final CommitLog commits;
    private ReadLog reads = new ReadLog();
    private long acknowledgedEnd;
    private long position;
    private long lag;
    private OptionalLong end = OptionalLong.empty();

    /**
     * Begins the history of a partition.
     *
     * @param baseline the offset at which the partition ended before the workload began; what lies below is not judged
     */
    PartitionHistory(TopicPartition partition, int producers, long baseline) {
        this.partition = partition;
        this.baseline = baseline;
        this.position = baseline;
        this.acknowledgedEnd = baseline;
        this.commits = new CommitLog(baseline);
        for (int producer = 0; producer < producers; producer++) {
            outcomes.add(new OutcomeLog());
        }
    }

    TopicPartition partition() {
        return partition;
    }

    int producers() {
        return outcomes.size();
    }

    synchronized int send(int producer) {
        return outcomes.get(producer).next();
    }

    synchronized void settle(int producer, int sequence, Outcome outcome) {
        outcomes.get(producer).settle(sequence, outcome);
    }

    /** Notes an offset that a broker has answered with; below 0 if it did not say. */
    synchronized void stored(long offset) {
        acknowledgedEnd = Math.max(acknowledgedEnd, offset + 1);
    }

    /** Notes what an offset held, and returns whether that offset is new. */
    synchronized boolean read(long offset, RecordCodec.Decoded decoded) {
        int before = reads.size();
        if (offset >= baseline) {
            reads.add(offset, decoded.packed());
        }
        return reads.size() > before;
    }

    /** Notes how far the group is: the offset that it reads next, and how many records the broker says are left. */
    synchronized void reached(long nextOffset, OptionalLong remaining) {
        position = nextOffset;
        remaining.ifPresent(records -> lag = records);
    }

    /** Notes an offset that the group has committed, and that its coordinator has acknowledged. */
    synchronized void committed(long offset) {
        commits.acknowledged(offset);
    }

    /** Returns what an offset that is asked for from now on must not be below. */
    synchronized long committedFloor() {
        return commits.floor();
    }

    /** Notes a committed offset that was answered, -1 if there was none, and what it was not to be below. */
    synchronized void committedSeen(long floor, long offset) {
        commits.seen(floor, offset);
    }

    /** Notes where the log ends, asked after the last record was sent. */
    synchronized void endsAt(long offset) {
        end = OptionalLong.of(offset);
    }

    synchronized boolean isReadToEnd() {
        return whyNotReadToEnd().isEmpty();
    }

    /**
     * Returns why a record that is missing here cannot be called lost.
     *
     * <p>An end below what was acknowledged or read is not believed: a new leader's high watermark may still be behind. The
     * records above it are then neither there nor lost.
     */
    synchronized Optional<String> whyNotReadToEnd() {
        long known = Math.max(acknowledgedEnd, reads.end());
        if (end.isEmpty()) {
            return Optional.of("its end offset could not be read");
        }
        if (end.getAsLong() < known) {
            return Optional.of(
                    "its log ends at offset %d, but records up to offset %d were acknowledged or read: the log was"
                                    .formatted(end.getAsLong(), known - 1)
                            + " truncated, or its high watermark has not caught up");
        }
        if (position < end.getAsLong()) {
            return Optional.of("the group read up to offset %d of %d".formatted(position, end.getAsLong()));
        }
        return Optional.empty();
    }

    synchronized long count(Outcome outcome) {
        return outcomes.stream().mapToLong(log -> log.count(outcome)).sum();
    }

    synchronized long acknowledgedBy(int producer) {
        return outcomes.get(producer).count(Outcome.ACKNOWLEDGED);
    }

    synchronized long readCount() {
        return reads.size();
    }

    synchronized long lag() {
        return lag;
    }

    /** Returns the outcomes of one producer: for the judge, once nothing is recorded any more. */
    OutcomeLog outcomes(int producer) {
        return outcomes.get(producer);
    }

    /** Returns the commits: for the judge, once nothing is recorded any more. */
    CommitLog commits() {
        return commits;
    }

    synchronized void write(DataOutput out) throws IOException {
        Wire.writeText(out, partition.topic());
        out.writeInt(partition.partition());
        out.writeLong(baseline);
        out.writeInt(outcomes.size());
        for (OutcomeLog one : outcomes) {
            one.write(out);
        }
        reads.write(out);
        commits.write(out);
        out.writeLong(acknowledgedEnd);
        out.writeLong(position);
        out.writeLong(lag);
        out.writeLong(end.orElse(-1));
    }

    static PartitionHistory read(DataInput in) throws IOException {
        TopicPartition partition = new TopicPartition(Wire.readText(in), in.readInt());
        PartitionHistory history = new PartitionHistory(partition, 0, in.readLong());
        int producers = Wire.count(in);
        for (int producer = 0; producer < producers; producer++) {
            history.outcomes.add(OutcomeLog.read(in));
        }
        history.reads = ReadLog.read(in);
        history.commits.readInto(in);
        history.acknowledgedEnd = in.readLong();
        history.position = in.readLong();
        history.lag = in.readLong();
        long end = in.readLong();
        history.end = end < 0 ? OptionalLong.empty() : OptionalLong.of(end);
        return history;
    }

    /** Returns the reads: for the judge, once nothing is recorded any more. */
    ReadLog reads() {
        return reads;
    }
}
