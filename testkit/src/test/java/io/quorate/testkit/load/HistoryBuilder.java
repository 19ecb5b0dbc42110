// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import io.quorate.testkit.load.OutcomeLog.Outcome;
import io.quorate.testkit.load.RecordCodec.Decoded;
import io.quorate.testkit.load.RecordCodec.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/** Builds the history of one partition for the judge: what was sent first, then the log as it is to be read. */
final class HistoryBuilder {
    static final TopicPartition PARTITION = new TopicPartition("orders", 0);
    static final List<String> NAMES = List.of("p0", "p1", "p2");

    private final PartitionHistory history = new PartitionHistory(PARTITION, NAMES.size(), 0);
    private final List<Decoded> log = new ArrayList<>();

    /** Sends a record, which goes to the end of the log unless it is taken away again, and returns it. */
    Decoded send(int producer, int incarnation, Outcome outcome) {
        int sequence = history.send(producer);
        history.settle(producer, sequence, outcome);
        return record(producer, incarnation, sequence);
    }

    static Decoded record(int producer, int incarnation, int sequence) {
        return new Decoded(Decoded.Kind.OWN, new Stamp(producer, incarnation, sequence, 0));
    }

    HistoryBuilder log(Decoded... records) {
        log.addAll(List.of(records));
        return this;
    }

    List<Decoded> log() {
        return log;
    }

    /** Reads the log once, and lets the group reach its end. */
    Judge.Verdict judge() {
        return judge(Math.max(1, log.size()), 0);
    }

    /** Reads the log in chunks, going back some records before each as after a rebalance. */
    Judge.Verdict judge(int chunk, int back) {
        for (int from = 0; from < log.size(); from += chunk) {
            for (int offset = Math.max(0, from - back); offset < Math.min(log.size(), from + chunk); offset++) {
                history.read(offset, log.get(offset));
            }
        }
        history.reached(log.size(), OptionalLong.empty());
        history.endsAt(log.size());
        return verdict();
    }

    Judge.Verdict verdict() {
        return Judge.judge(history, NAMES, Judge.Isolation.READ_COMMITTED);
    }

    PartitionHistory history() {
        return history;
    }
}
