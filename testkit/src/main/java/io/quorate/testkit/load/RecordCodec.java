// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one record, as one workload writes and recognises them in one partition.
 *
 * <p>Layout, big endian: magic (4), length of the whole value (4), run (8), producer (2), incarnation (2), sequence (4), send
 * time in nanoseconds (8), CRC-32C (4), padding. The checksum covers every byte but itself, padding included, and begins with
 * the topic and the partition, so that a record that turns up in another partition does not pass for a good one.
 *
 * <p>Thread-safe: it holds nothing that changes.
 */
final class RecordCodec {
    static final int HEADER_BYTES = 36;
    static final int MAX_PRODUCERS = 1 << 10;

    private static final int MAGIC = 0x5152_4d31;
    private static final int CHECKSUM_AT = HEADER_BYTES - Integer.BYTES;

    private final long run;
    private final byte[] place;
    private final byte[] padding;

    RecordCodec(long run, TopicPartition partition, int recordBytes) {
        this.run = run;
        this.place = partition.toString().getBytes(StandardCharsets.UTF_8);
        this.padding = new byte[recordBytes - HEADER_BYTES];
        // Not zeros: a compressing producer would turn them into nothing, and the load with them.
        new SplittableRandom(recordBytes).nextBytes(padding);
    }

    byte[] encode(Stamp stamp) {
        byte[] value = new byte[HEADER_BYTES + padding.length];
        ByteBuffer buffer = ByteBuffer.wrap(value);
        buffer.putInt(MAGIC).putInt(value.length).putLong(run);
        buffer.putShort((short) stamp.producer()).putShort((short) stamp.incarnation());
        buffer.putInt(stamp.sequence()).putLong(stamp.sentNanos());
        buffer.position(HEADER_BYTES).put(padding);
        buffer.putInt(CHECKSUM_AT, checksum(value));
        return value;
    }

    /** Returns what was read: a record of this run, a record of another run, or something damaged. */
    Decoded decode(byte @Nullable [] value) {
        if (value == null || value.length < HEADER_BYTES) {
            return Decoded.CORRUPT;
        }
        ByteBuffer buffer = ByteBuffer.wrap(value);
        boolean whole = buffer.getInt() == MAGIC
                && buffer.getInt() == value.length
                && buffer.getInt(CHECKSUM_AT) == checksum(value);
        if (!whole) {
            return Decoded.CORRUPT;
        }
        if (buffer.getLong() != run) {
            return Decoded.FOREIGN;
        }
        int producer = Short.toUnsignedInt(buffer.getShort());
        int incarnation = Short.toUnsignedInt(buffer.getShort());
        int sequence = buffer.getInt();
        if (producer >= MAX_PRODUCERS || sequence < 0) {
            return Decoded.CORRUPT;
        }
        return new Decoded(Decoded.Kind.OWN, new Stamp(producer, incarnation, sequence, buffer.getLong()));
    }

    private int checksum(byte[] value) {
        CRC32C checksum = new CRC32C();
        checksum.update(place);
        checksum.update(value, 0, CHECKSUM_AT);
        checksum.update(value, HEADER_BYTES, value.length - HEADER_BYTES);
        return (int) checksum.getValue();
    }

    /** Who wrote a record, as the how manieth of its partition, and when (by the monotonic clock of this run). */
    record Stamp(int producer, int incarnation, int sequence, long sentNanos) {}

    /** What the bytes of one record turned out to be; the stamp means something for {@code OWN} only. */
    record Decoded(Kind kind, Stamp stamp) {
        private static final Stamp NOBODY = new Stamp(0, 0, 0, 0);
        static final Decoded CORRUPT = new Decoded(Kind.CORRUPT, NOBODY);
        static final Decoded FOREIGN = new Decoded(Kind.FOREIGN, NOBODY);

        enum Kind {
            OWN(0),
            CORRUPT(1),
            FOREIGN(2);

            private static final List<Kind> BY_CODE = List.of(values());
            private final int code;

            Kind(int code) {
                this.code = code;
            }
        }

        boolean isOwn() {
            return kind == Kind.OWN;
        }

        /** Packs everything but the send time into one primitive, which is what the history keeps of a read. */
        long packed() {
            return ((long) kind.code << 58)
                    | ((long) stamp.producer() << 48)
                    | ((long) stamp.incarnation() << 32)
                    | stamp.sequence();
        }

        static Decoded unpacked(long packed) {
            Kind kind = Kind.BY_CODE.get((int) (packed >>> 58));
            int producer = (int) (packed >>> 48) & (MAX_PRODUCERS - 1);
            return new Decoded(kind, new Stamp(producer, (int) (packed >>> 32) & 0xffff, (int) packed, 0));
        }
    }
}
