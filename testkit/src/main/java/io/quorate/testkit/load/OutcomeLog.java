// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What became of each record that one producer sent to one partition: two bits per sequence number.
 *
 * <p>Not thread-safe; {@link PartitionHistory} guards it.
 */
final class OutcomeLog {
    /** What the producer knows about a record that it sent. */
    enum Outcome {
        /** No answer yet, a failure, or a commit in doubt: the record may be in the log or not. */
        UNKNOWN(0),
        /** Acknowledged by the broker and, for a transaction, its commit too. */
        ACKNOWLEDGED(1),
        /** Part of a transaction for which a commit was never asked. */
        ABORTED(2);

        private final int bits;

        Outcome(int bits) {
            this.bits = bits;
        }
    }

    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final int PER_WORD = Long.SIZE / 2;

    private long[] words = new long[4];
    private int sent;
    private final int[] counts = new int[OUTCOMES.length];

    /** Takes the next sequence number; its outcome is unknown until it is settled. */
    int next() {
        if (sent / PER_WORD == words.length) {
            words = Arrays.copyOf(words, words.length * 2);
        }
        counts[Outcome.UNKNOWN.bits]++;
        return sent++;
    }

    void settle(int sequence, Outcome outcome) {
        counts[outcome(sequence).bits]--;
        counts[outcome.bits]++;
        int shift = sequence % PER_WORD * 2;
        long others = words[sequence / PER_WORD] & ~(3L << shift);
        words[sequence / PER_WORD] = others | ((long) outcome.bits << shift);
    }

    Outcome outcome(int sequence) {
        return OUTCOMES[(int) (words[sequence / PER_WORD] >>> (sequence % PER_WORD * 2)) & 3];
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(sent);
        Wire.writeLongs(out, words, (sent + PER_WORD - 1) / PER_WORD);
    }

    static OutcomeLog read(DataInput in) throws IOException {
        int sent = Wire.count(in);
        OutcomeLog log = new OutcomeLog();
        log.words = Wire.readLongs(in);
        if (log.words.length < (sent + PER_WORD - 1) / PER_WORD) {
            throw new IOException("%d outcomes do not fit into %d words".formatted(sent, log.words.length));
        }
        log.sent = sent;
        for (int sequence = 0; sequence < sent; sequence++) {
            log.counts[log.outcome(sequence).bits]++;
        }
        return log;
    }

    int sent() {
        return sent;
    }

    int count(Outcome outcome) {
        return counts[outcome.bits];
    }
}
