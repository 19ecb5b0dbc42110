// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How many records of each partition were acknowledged and delivered in each slice of time. However long the run, there are no
 * more slices than a picture has room for: when they are used up, each two become one of twice the length.
 *
 * <p>Thread-safe.
 */
final class Activity {
    private static final int KINDS = Kind.values().length;
    static final int MAX_SLICES = 480;
    private static final Duration FIRST_LENGTH = Duration.ofMillis(50);

    private final long[][] counts;
    private long length = FIRST_LENGTH.toNanos();

    Activity(int partitions) {
        this.counts = new long[partitions * KINDS][16];
    }

    synchronized void note(Kind kind, int partition, long sinceStart) {
        while (sinceStart / length >= MAX_SLICES) {
            length *= 2;
            Arrays.setAll(counts, row -> halved(counts[row]));
        }
        int row = row(kind, partition);
        int slice = (int) (Math.max(0, sinceStart) / length);
        if (slice >= counts[row].length) {
            counts[row] = Arrays.copyOf(counts[row], Math.max(slice + 1, counts[row].length * 2));
        }
        counts[row][slice]++;
    }

    private static long[] halved(long[] slices) {
        long[] half = new long[(slices.length + 1) / 2];
        for (int slice = 0; slice < slices.length; slice++) {
            half[slice / 2] += slices[slice];
        }
        return half;
    }

    synchronized Duration sliceLength() {
        return Duration.ofNanos(length);
    }

    /** Returns the counts of a partition in the first so many slices. */
    synchronized List<Long> slices(Kind kind, int partition, int count) {
        return Arrays.stream(Arrays.copyOf(counts[row(kind, partition)], count))
                .boxed()
                .toList();
    }

    private static int row(Kind kind, int partition) {
        return partition * KINDS + kind.row;
    }

    synchronized void write(DataOutput out) throws IOException {
        out.writeLong(length);
        out.writeInt(counts.length / KINDS);
        for (long[] row : counts) {
            Wire.writeLongs(out, row, row.length);
        }
    }

    static Activity read(DataInput in) throws IOException {
        long length = in.readLong();
        int partitions = Wire.count(in);
        if (length <= 0 || partitions > 1 << 20) {
            throw new IOException("slices of %d ns of %d partitions".formatted(length, partitions));
        }
        Activity activity = new Activity(partitions);
        activity.length = length;
        for (int row = 0; row < activity.counts.length; row++) {
            activity.counts[row] = Wire.readLongs(in);
        }
        return activity;
    }

    /** What is counted. */
    enum Kind {
        ACKNOWLEDGED(0),
        DELIVERED(1);

        private final int row;

        Kind(int row) {
            this.row = row;
        }
    }
}
