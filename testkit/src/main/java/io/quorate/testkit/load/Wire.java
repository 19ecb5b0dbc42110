// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Texts and series of numbers in a saved history. Each number is written as its difference to the one before, in as few bytes
 * as it takes: offsets and sequence numbers mostly grow by one.
 */
final class Wire {
    private static final int STEP = 1 << 16;

    private Wire() {}

    static void writeText(DataOutput out, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String readText(DataInput in) throws IOException {
        int length = count(in);
        if (length > STEP * 16) {
            throw new IOException("a text of %d bytes".formatted(length));
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, UTF_8);
    }

    static void writeLongs(DataOutput out, long[] values, int count) throws IOException {
        out.writeInt(count);
        long before = 0;
        for (int index = 0; index < count; index++) {
            writeVariable(out, values[index] - before);
            before = values[index];
        }
    }

    static long[] readLongs(DataInput in) throws IOException {
        int count = count(in);
        // A damaged count must not take all memory: the array grows with what is really there.
        long[] values = new long[Math.min(count, STEP)];
        long before = 0;
        for (int index = 0; index < count; index++) {
            if (index == values.length) {
                values = Arrays.copyOf(values, (int) Math.min(count, values.length * 2L));
            }
            before += readVariable(in);
            values[index] = before;
        }
        return values;
    }

    static int count(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0) {
            throw new IOException("a count of %d".formatted(count));
        }
        return count;
    }

    /** Seven bits in a byte, the lowest first; zigzag, so that small negative numbers are short too. */
    private static void writeVariable(DataOutput out, long value) throws IOException {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7fL) != 0) {
            out.writeByte((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    private static long readVariable(DataInput in) throws IOException {
        long rest = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.readByte();
            rest |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return (rest >>> 1) ^ -(rest & 1);
            }
        }
        throw new IOException("a number of more than ten bytes");
    }
}
