// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Where a group shall go on. */
public sealed interface ResetTarget {
    /** At the first record that is kept. */
    record Earliest() implements ResetTarget {}

    /** After the last record. */
    record Latest() implements ResetTarget {}

    /** Where it is: writes its commits again, so that they do not expire. */
    record Current() implements ResetTarget {}

    /**
     * At one offset in every partition.
     *
     * @param offset the next offset to read
     */
    record Offset(long offset) implements ResetTarget {}

    /**
     * So many offsets from its commit.
     *
     * @param by forward if it is more than 0, back if less
     */
    record Shift(long by) implements ResetTarget {}

    /**
     * At the first record that is not older.
     *
     * @param time the time that records are compared with
     */
    record Timestamp(Instant time) implements ResetTarget {}

    /**
     * At the first record that is not older than so long ago.
     *
     * @param ago how long ago, counted from when the plan is made
     */
    record Ago(Duration ago) implements ResetTarget {}

    /**
     * At an offset for each partition, for example those of a backup of the same cluster. Offsets mean nothing on another one.
     *
     * @param offsets the next offset to read, by partition
     */
    record Offsets(Map<TopicPartition, Long> offsets) implements ResetTarget {
        /**
         * Copies the offsets.
         *
         * @param offsets the next offset to read, by partition
         */
        public Offsets {
            offsets = Map.copyOf(offsets);
        }
    }

    /**
     * Returns the offsets of a backup.
     *
     * @param commits the commits of a group, as a {@code GroupBackup} has them
     * @return the target
     */
    static ResetTarget fromBackup(Map<TopicPartition, CommittedOffset> commits) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        commits.forEach((partition, commit) -> offsets.put(partition, commit.offset()));
        return new Offsets(offsets);
    }
}
