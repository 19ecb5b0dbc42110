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
import java.util.stream.IntStream;

/**
 * Judges the history of one partition: a pure function from facts to numbers.
 *
 * <ol>
 *   <li>Walk the log in offset order. Damaged bytes, and a record that claims what was never sent, are corrupt.
 *   <li>The first time that a sequence number of a producer is met it is the record; again, it is a duplicate, and nothing
 *       else.
 *   <li>A first meeting below the highest sequence met before, from the same incarnation of that producer, is a reordering.
 *       Incarnations are not compared: a request of a producer that was given up may still reach the log after its
 *       successor's.
 *   <li>A first meeting with a record of an aborted transaction is an aborted read, if the group reads committed records.
 *   <li>An acknowledged sequence that was never met is lost if the partition was read to its end, and unverified otherwise.
 *   <li>A committed offset seen below one that was acknowledged before it was asked for has regressed.
 * </ol>
 */
final class Judge {
    /** How many anomalies are told of one partition; all are counted. */
    static final int TOLD = 20;

    private final PartitionHistory history;
    private final List<String> names;
    private final Isolation isolation;

    private final List<BitSet> met;
    private final Map<Integer, Integer> highest = new HashMap<>();
    private final List<Anomaly> anomalies = new ArrayList<>();
    private final Map<Anomaly.Kind, Long> found = new EnumMap<>(Anomaly.Kind.class);
    private long foreign;
    private long unverified;

    private Judge(PartitionHistory history, List<String> names, Isolation isolation) {
        this.history = history;
        this.names = names;
        this.isolation = isolation;
        this.met = IntStream.range(0, history.producers())
                .mapToObj(producer -> new BitSet())
                .toList();
    }

    static Verdict judge(PartitionHistory history, List<String> names, Isolation isolation) {
        return new Judge(history, names, isolation).verdict();
    }

    private Verdict verdict() {
        ReadLog reads = history.reads();
        for (int index = 0; index < reads.size(); index++) {
            meet(reads.offset(index), Decoded.unpacked(reads.content(index)));
        }
        found.put(Anomaly.Kind.REWRITTEN, reads.rewritten());
        commits();
        missing();
        RecordCounts counts = new RecordCounts(
                sent(),
                history.count(Outcome.ACKNOWLEDGED),
                history.count(Outcome.ABORTED),
                history.count(Outcome.UNKNOWN),
                reads.size(),
                reads.redelivered(),
                foreign,
                unverified);
        return new Verdict(counts, faults(), List.copyOf(anomalies));
    }

    private void meet(long offset, Decoded decoded) {
        if (decoded.kind() == Decoded.Kind.FOREIGN) {
            foreign++;
            return;
        }
        Stamp stamp = decoded.stamp();
        boolean sent = decoded.isOwn()
                && stamp.producer() < history.producers()
                && stamp.sequence() < history.outcomes(stamp.producer()).sent();
        if (!sent) {
            tell(Anomaly.Kind.CORRUPT, decoded.isOwn() ? stamp.sequence() : -1, stamp.producer(), offset);
            return;
        }
        BitSet seen = met.get(stamp.producer());
        if (seen.get(stamp.sequence())) {
            tell(Anomaly.Kind.DUPLICATED, stamp.sequence(), stamp.producer(), offset);
            return;
        }
        seen.set(stamp.sequence());
        order(offset, stamp);
        if (isolation == Isolation.READ_COMMITTED
                && history.outcomes(stamp.producer()).outcome(stamp.sequence()) == Outcome.ABORTED) {
            tell(Anomaly.Kind.ABORTED_READ, stamp.sequence(), stamp.producer(), offset);
        }
    }

    private void order(long offset, Stamp stamp) {
        int writer = (stamp.producer() << 16) | stamp.incarnation();
        Integer before = highest.get(writer);
        if (before != null && stamp.sequence() < before) {
            tell(Anomaly.Kind.REORDERED, stamp.sequence(), stamp.producer(), offset);
        } else {
            highest.put(writer, stamp.sequence());
        }
    }

    private void commits() {
        CommitLog commits = history.commits();
        commits.told().forEach(offset -> tell(Anomaly.Kind.COMMIT_REGRESSED, -1, 0, offset));
        found.put(Anomaly.Kind.COMMIT_REGRESSED, commits.regressions());
    }

    private void missing() {
        boolean readToEnd = history.isReadToEnd();
        for (int producer = 0; producer < history.producers(); producer++) {
            OutcomeLog outcomes = history.outcomes(producer);
            BitSet seen = met.get(producer);
            for (int sequence = seen.nextClearBit(0);
                    sequence < outcomes.sent();
                    sequence = seen.nextClearBit(sequence + 1)) {
                if (outcomes.outcome(sequence) != Outcome.ACKNOWLEDGED) {
                    continue;
                }
                if (readToEnd) {
                    tell(Anomaly.Kind.LOST, sequence, producer, -1);
                } else {
                    unverified++;
                }
            }
        }
    }

    private void tell(Anomaly.Kind kind, int sequence, int producer, long offset) {
        if (found.merge(kind, 1L, Long::sum) <= TOLD) {
            String name = sequence < 0 || producer >= names.size() ? "?" : names.get(producer);
            anomalies.add(new Anomaly(kind, history.partition(), name, sequence, offset));
        }
    }

    private long sent() {
        return IntStream.range(0, history.producers())
                .mapToLong(producer -> history.outcomes(producer).sent())
                .sum();
    }

    private long count(Anomaly.Kind kind) {
        return found.getOrDefault(kind, 0L);
    }

    private RecordFaults faults() {
        return new RecordFaults(
                count(Anomaly.Kind.LOST),
                count(Anomaly.Kind.DUPLICATED),
                count(Anomaly.Kind.REORDERED),
                count(Anomaly.Kind.CORRUPT),
                count(Anomaly.Kind.ABORTED_READ),
                count(Anomaly.Kind.REWRITTEN),
                count(Anomaly.Kind.COMMIT_REGRESSED));
    }

    /** Which records the group promises to be shown. */
    enum Isolation {
        READ_COMMITTED,
        READ_UNCOMMITTED
    }

    /** The numbers of one partition, and the first anomalies of each kind. */
    record Verdict(RecordCounts counts, RecordFaults faults, List<Anomaly> anomalies) {}
}
