// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * What a reset does in one partition.
 *
 * @param partition the partition
 * @param from the commit that is there; empty if there is none
 * @param to the next offset that the group shall read
 * @param logStart the first offset of the log when the plan was made
 * @param logEnd the end of the log when the plan was made
 */
public record OffsetChange(TopicPartition partition, OptionalLong from, long to, long logStart, long logEnd) {
    /**
     * Returns how many offsets the group will never read, of those that are still in the log. Offsets, not records: compaction
     * and transactions leave holes.
     *
     * @return 0 or more
     */
    public long skipped() {
        long begin = Math.max(from.orElse(to), logStart);
        return Math.max(0, to - begin);
    }

    /**
     * Returns how many offsets the group will read again.
     *
     * @return 0 or more
     */
    public long readAgain() {
        return Math.max(0, Math.min(from.orElse(to), logEnd) - to);
    }

    /**
     * Returns one line for people.
     *
     * @return the line
     */
    public String describe() {
        String before = from.isPresent() ? String.valueOf(from.getAsLong()) : "no commit";
        String effect = skipped() > 0
                ? "skips " + skipped()
                : readAgain() > 0 ? "reads " + readAgain() + " again" : "no record is skipped or read again";
        return partition + ": " + before + " -> " + to + " (log " + logStart + " to " + logEnd + "), " + effect;
    }
}
