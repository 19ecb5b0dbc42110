// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import io.quorate.cluster.Observed;
import java.util.Optional;

/**
 * The log of a partition, looked at twice.
 *
 * @param start its first offset
 * @param firstEnd its end at the first look
 * @param end its end at the second look
 * @param last the last record before {@code end}; empty if the log holds no records
 */
public record SeenLog(long start, long firstEnd, long end, Observed<Optional<RecordStamp>> last) {
    boolean isEmpty() {
        return start >= end;
    }

    /** Known to end with a record, not with the marker of a transaction. */
    boolean endsWithRecord() {
        return last.value()
                .flatMap(record -> record)
                .filter(record -> record.offset() == end - 1)
                .isPresent();
    }
}
