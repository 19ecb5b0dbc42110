// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import org.apache.kafka.common.TopicPartition;

/**
 * One record, or committed offset, with which something was wrong.
 *
 * @param kind what was wrong
 * @param partition the partition
 * @param producer the producer's name, or {@code "?"} if the record could not be told
 * @param sequence the number of the record among those of its producer in this partition, from 0; -1 if it could not be told
 * @param offset where it was read; -1 if it was not. Of a commit that regressed, the offset seen; -1 if there was none
 */
public record Anomaly(Kind kind, TopicPartition partition, String producer, int sequence, long offset) {
    /** What can be wrong with a record. */
    public enum Kind {
        /** Acknowledged, and not in the log. */
        LOST,
        /** In the log at a second offset. */
        DUPLICATED,
        /** In the log behind a later record of the same producer. */
        REORDERED,
        /** Not as it was sent, or never sent. */
        CORRUPT,
        /** Of an aborted transaction, and shown to a reader of committed records. */
        ABORTED_READ,
        /** Read, and later replaced by another record at the same offset. Counted only. */
        REWRITTEN,
        /** No record: a committed offset of the group that was seen below one that had been acknowledged. */
        COMMIT_REGRESSED
    }

    /**
     * Returns the anomaly in one line.
     *
     * @return the kind, the record and the place
     */
    public String describe() {
        if (kind == Kind.COMMIT_REGRESSED) {
            return "commit regressed: the group's committed offset of %s was seen %s"
                    .formatted(partition, offset < 0 ? "gone" : "back at " + offset);
        }
        String record = sequence < 0 ? "a record that cannot be told" : "record %d of %s".formatted(sequence, producer);
        String place = offset < 0 ? partition.toString() : "%s at offset %d".formatted(partition, offset);
        return "%s: %s in %s"
                .formatted(kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '), record, place);
    }
}
