// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import io.quorate.testkit.load.OutcomeLog.Outcome;
import io.quorate.testkit.load.RecordCodec.Decoded;
import io.quorate.testkit.load.RecordCodec.Stamp;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Judges the records of a workload in a topic to which an application has copied them, as {@link Judge} does in the topic
 * to which they were sent. The application may put a record into any partition; which one it came from is told by its
 * checksum. The order counts within one partition of either topic.
 *
 * <p>Not thread-safe.
 */
final class PassageJudge {
    private final LoadHistory history;
    private final List<RecordCodec> codecs;
    private final List<List<BitSet>> met = new ArrayList<>();
    private final Map<Writer, Integer> highest = new HashMap<>();
    private final Map<Anomaly.Kind, Long> found = new EnumMap<>(Anomaly.Kind.class);
    private final List<Anomaly> anomalies = new ArrayList<>();
    private long read;
    private long foreign;
    private long awaited;

    private record Writer(TopicPartition to, int from, int producer, int incarnation) {}

    PassageJudge(LoadHistory history, List<RecordCodec> codecs) {
        this.history = history;
        this.codecs = List.copyOf(codecs);
        for (PartitionHistory one : history.partitions()) {
            met.add(Stream.generate(BitSet::new).limit(one.producers()).toList());
        }
        this.awaited = history.acknowledged();
    }

    /** Takes the records of each partition in the order of their offsets. */
    void read(TopicPartition to, long offset, byte @Nullable [] value) {
        read++;
        Decoded decoded = Decoded.CORRUPT;
        // Most applications keep the partition.
        for (int i = 0; i < codecs.size() && decoded.equals(Decoded.CORRUPT); i++) {
            int from = (i + to.partition()) % codecs.size();
            decoded = codecs.get(from).decode(value);
            if (decoded.isOwn()) {
                meet(to, from, offset, decoded.stamp());
            }
        }
        if (decoded.equals(Decoded.CORRUPT)) {
            tell(new Anomaly(Anomaly.Kind.CORRUPT, to, "?", -1, offset));
        } else if (!decoded.isOwn()) {
            foreign++;
        }
    }

    private void meet(TopicPartition to, int from, long offset, Stamp stamp) {
        PartitionHistory source = history.partition(from);
        if (stamp.producer() >= source.producers()
                || stamp.sequence() >= source.outcomes(stamp.producer()).sent()) {
            tell(new Anomaly(Anomaly.Kind.CORRUPT, to, "?", stamp.sequence(), offset));
            return;
        }
        BitSet seen = met.get(from).get(stamp.producer());
        Outcome outcome = source.outcomes(stamp.producer()).outcome(stamp.sequence());
        if (seen.get(stamp.sequence())) {
            tell(Anomaly.Kind.DUPLICATED, to, offset, stamp);
            return;
        }
        seen.set(stamp.sequence());
        if (outcome == Outcome.ACKNOWLEDGED) {
            awaited--;
        } else if (outcome == Outcome.ABORTED) {
            tell(Anomaly.Kind.ABORTED_READ, to, offset, stamp);
        }
        Integer before =
                highest.merge(new Writer(to, from, stamp.producer(), stamp.incarnation()), stamp.sequence(), Math::max);
        if (before != null && before > stamp.sequence()) {
            tell(Anomaly.Kind.REORDERED, to, offset, stamp);
        }
    }

    /** How many acknowledged records have not been met yet. */
    long awaited() {
        return awaited;
    }

    /** The offset behind the last acknowledged record of a source partition, as the workload's own group read it. */
    static long end(PartitionHistory source) {
        ReadLog reads = source.reads();
        for (int index = reads.size() - 1; index >= 0; index--) {
            Decoded decoded = Decoded.unpacked(reads.content(index));
            Stamp stamp = decoded.stamp();
            if (decoded.isOwn()
                    && stamp.producer() < source.producers()
                    && stamp.sequence() < source.outcomes(stamp.producer()).sent()
                    && source.outcomes(stamp.producer()).outcome(stamp.sequence()) == Outcome.ACKNOWLEDGED) {
                return reads.offset(index) + 1;
            }
        }
        return 0;
    }

    PassageReport report(List<String> incomplete) {
        if (incomplete.isEmpty()) {
            lost();
        }
        return new PassageReport(
                history.acknowledged(),
                read,
                foreign,
                incomplete.isEmpty() ? 0 : awaited,
                new RecordFaults(
                        count(Anomaly.Kind.LOST),
                        count(Anomaly.Kind.DUPLICATED),
                        count(Anomaly.Kind.REORDERED),
                        count(Anomaly.Kind.CORRUPT),
                        count(Anomaly.Kind.ABORTED_READ),
                        0,
                        0),
                anomalies,
                incomplete);
    }

    private void lost() {
        for (int from = 0; from < history.size(); from++) {
            PartitionHistory source = history.partition(from);
            for (int producer = 0; producer < source.producers(); producer++) {
                OutcomeLog outcomes = source.outcomes(producer);
                BitSet seen = met.get(from).get(producer);
                for (int sequence = seen.nextClearBit(0);
                        sequence < outcomes.sent();
                        sequence = seen.nextClearBit(sequence + 1)) {
                    if (outcomes.outcome(sequence) == Outcome.ACKNOWLEDGED) {
                        tell(new Anomaly(Anomaly.Kind.LOST, source.partition(), name(producer), sequence, -1));
                    }
                }
            }
        }
    }

    private void tell(Anomaly.Kind kind, TopicPartition to, long offset, Stamp stamp) {
        tell(new Anomaly(kind, to, name(stamp.producer()), stamp.sequence(), offset));
    }

    private void tell(Anomaly anomaly) {
        if (found.merge(anomaly.kind(), 1L, Long::sum) <= Judge.TOLD) {
            anomalies.add(anomaly);
        }
    }

    private String name(int producer) {
        return history.producers().get(producer);
    }

    private long count(Anomaly.Kind kind) {
        return found.getOrDefault(kind, 0L);
    }
}
