// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * One partition as the group has read it: what each offset held, in offset order, whichever member read it and however often.
 *
 * <p>A group that hands a partition from one member to another reads some offsets twice. The same content again is a
 * redelivery. Other content means that the log was cut back and written again after it had been read; what was read last
 * stands.
 *
 * <p>Sixteen bytes per offset. Not thread-safe; {@link PartitionHistory} guards it.
 */
final class ReadLog {
    private long[] offsets = new long[16];
    private long[] contents = new long[16];
    private int size;
    private long redelivered;
    private long rewritten;

    void add(long offset, long content) {
        if (size == 0 || offset > offsets[size - 1]) {
            insert(size, offset, content);
            return;
        }
        int index = Arrays.binarySearch(offsets, 0, size, offset);
        if (index < 0) {
            insert(-index - 1, offset, content);
        } else if (contents[index] == content) {
            redelivered++;
        } else {
            rewritten++;
            contents[index] = content;
        }
    }

    private void insert(int at, long offset, long content) {
        if (size == offsets.length) {
            offsets = Arrays.copyOf(offsets, size + (size >> 1) + 1);
            contents = Arrays.copyOf(contents, offsets.length);
        }
        System.arraycopy(offsets, at, offsets, at + 1, size - at);
        System.arraycopy(contents, at, contents, at + 1, size - at);
        offsets[at] = offset;
        contents[at] = content;
        size++;
    }

    int size() {
        return size;
    }

    long offset(int index) {
        return offsets[index];
    }

    long content(int index) {
        return contents[index];
    }

    /** Returns the offset after the highest one read, or 0. */
    long end() {
        return size == 0 ? 0 : offsets[size - 1] + 1;
    }

    void write(DataOutput out) throws IOException {
        Wire.writeLongs(out, offsets, size);
        Wire.writeLongs(out, contents, size);
        out.writeLong(redelivered);
        out.writeLong(rewritten);
    }

    static ReadLog read(DataInput in) throws IOException {
        ReadLog log = new ReadLog();
        log.offsets = Wire.readLongs(in);
        log.contents = Wire.readLongs(in);
        if (log.offsets.length != log.contents.length) {
            throw new IOException("%d offsets with %d contents".formatted(log.offsets.length, log.contents.length));
        }
        log.size = log.offsets.length;
        log.redelivered = in.readLong();
        log.rewritten = in.readLong();
        return log;
    }

    long redelivered() {
        return redelivered;
    }

    long rewritten() {
        return rewritten;
    }
}
