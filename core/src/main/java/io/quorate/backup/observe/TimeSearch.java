// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.observe;

import java.util.OptionalLong;

/**
 * Finds the time of the record at an offset by asking which is the first offset that is not older than some time. Brokers
 * answer that from their time index; no record is read, and nobody needs to be allowed to read any.
 *
 * <p>The first offset at or after a time never falls when the time rises, whatever the order of timestamps in the log. So the
 * highest time whose first offset is not beyond the one looked for can be bisected. It is the highest timestamp of the
 * records up to there.
 */
final class TimeSearch {
    private final long offset;
    private long known;
    private long beyond;

    /**
     * Starts a search.
     *
     * @param offset the offset whose record's time is looked for; in the log, and not its end
     * @param highest the highest timestamp of the log
     */
    TimeSearch(long offset, long highest) {
        this.offset = offset;
        this.known = -1;
        this.beyond = highest + 1;
    }

    /** Returns the time to ask for next; empty if the answer is known. */
    OptionalLong next() {
        return beyond - known <= 1 ? OptionalLong.empty() : OptionalLong.of(known + (beyond - known) / 2);
    }

    /** Learns from the first record that is not older than the time that was asked for. */
    void answered(long asked, LogOffsets.Found first) {
        if (first.offset() < 0 || first.offset() > offset) {
            beyond = asked;
        } else if (first.offset() == offset) {
            // Everything before is older, so its own time is the highest up to it.
            known = first.timestamp();
            beyond = known + 1;
        } else {
            known = Math.max(asked, first.timestamp());
        }
    }

    /** Returns the time; empty if no record up to the offset has one. */
    OptionalLong found() {
        return known < 0 ? OptionalLong.empty() : OptionalLong.of(known);
    }
}
