// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The committed offsets of a group in one partition: what was acknowledged, and what was answered when somebody asked.
 *
 * <p>Whoever asks takes the floor first: an answer below it has lost a commit that was acknowledged before the question. From a
 * regression on, the floor is the offset that was seen, so that one loss is not counted at each look.
 *
 * <p>Not thread-safe; {@link PartitionHistory} guards it.
 */
final class CommitLog {
    private final List<Long> told = new ArrayList<>();
    private long floor;
    private long regressions;

    /** Begins with an offset that has been committed. */
    CommitLog(long floor) {
        this.floor = floor;
    }

    void acknowledged(long offset) {
        floor = Math.max(floor, offset);
    }

    long floor() {
        return floor;
    }

    /** Notes an answer, -1 for none, to a question that was asked when the floor was this. */
    void seen(long floorWhenAsked, long offset) {
        if (offset >= floorWhenAsked) {
            acknowledged(offset);
            return;
        }
        if (floor < floorWhenAsked) {
            return; // Another member asked at the same time, and this regression is counted.
        }
        regressions++;
        if (told.size() < Judge.TOLD) {
            told.add(offset);
        }
        if (floor == floorWhenAsked) {
            floor = offset;
        }
    }

    long regressions() {
        return regressions;
    }

    /** Returns the offsets of the first regressions. */
    List<Long> told() {
        return List.copyOf(told);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(floor);
        out.writeLong(regressions);
        Wire.writeLongs(out, told.stream().mapToLong(Long::longValue).toArray(), told.size());
    }

    void readInto(DataInput in) throws IOException {
        floor = in.readLong();
        regressions = in.readLong();
        for (long offset : Wire.readLongs(in)) {
            told.add(offset);
        }
    }
}
