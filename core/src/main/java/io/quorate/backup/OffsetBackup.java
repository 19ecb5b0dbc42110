// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import io.quorate.group.CommittedOffset;
import java.time.Instant;
import java.util.Optional;

/**
 * A commit of a group in one partition, and what it meant when it was read. An offset alone means nothing on another
 * cluster, or in a topic that was created again; the time of the record does.
 *
 * @param commit the commit
 * @param recordTime the highest timestamp of the records up to the one at the offset, which is that record's own wherever
 *     timestamps do not go back; of the last record if the offset is the end of the log. The first record that is not older
 *     is never after the one at the offset, so going on there repeats records rather than skip some. Empty if the log had no
 *     records, the offset was not in it, or nobody asked
 * @param log the log when the commit was read; empty if nobody asked
 */
public record OffsetBackup(CommittedOffset commit, Optional<Instant> recordTime, Optional<LogRange> log) {
    /**
     * A commit about whose record nothing is known.
     *
     * @param commit the commit
     * @return the commit alone
     */
    public static OffsetBackup of(CommittedOffset commit) {
        return new OffsetBackup(commit, Optional.empty(), Optional.empty());
    }
}
