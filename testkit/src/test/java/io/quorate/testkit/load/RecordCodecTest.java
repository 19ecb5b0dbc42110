// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.load.RecordCodec.Decoded;
import io.quorate.testkit.load.RecordCodec.Stamp;
import java.util.Arrays;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RecordCodecTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);
    private static final Stamp STAMP = new Stamp(1023, 65_535, Integer.MAX_VALUE, -7);

    private final RecordCodec codec = new RecordCodec(42, ORDERS_0, 100);

    @Test
    void readsBackWhatItWrote() {
        assertThat(codec.decode(codec.encode(STAMP))).isEqualTo(new Decoded(Decoded.Kind.OWN, STAMP));
    }

    @Test
    void writesValuesOfTheSizeAskedFor() {
        assertThat(codec.encode(STAMP)).hasSize(100);
        assertThat(new RecordCodec(42, ORDERS_0, RecordCodec.HEADER_BYTES).encode(STAMP))
                .hasSize(RecordCodec.HEADER_BYTES);
    }

    @Test
    void findsEverySingleFlippedBit() {
        byte[] value = codec.encode(STAMP);
        for (int bit = 0; bit < value.length * Byte.SIZE; bit++) {
            byte[] flipped = value.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(codec.decode(flipped)).as("bit %d", bit).isSameAs(Decoded.CORRUPT);
        }
    }

    @Test
    void findsEveryTruncation() {
        byte[] value = codec.encode(STAMP);
        for (int length = 0; length < value.length; length++) {
            assertThat(codec.decode(Arrays.copyOf(value, length))).isSameAs(Decoded.CORRUPT);
        }
        assertThat(codec.decode(Arrays.copyOf(value, value.length + 1))).isSameAs(Decoded.CORRUPT);
        assertThat(codec.decode(null)).isSameAs(Decoded.CORRUPT);
    }

    @Test
    void doesNotTakeARecordOfAnotherPartitionForItsOwn() {
        RecordCodec neighbour = new RecordCodec(42, new TopicPartition("orders", 1), 100);
        assertThat(codec.decode(neighbour.encode(STAMP))).isSameAs(Decoded.CORRUPT);
    }

    @Test
    void tellsARecordOfAnotherWorkloadFromADamagedOne() {
        RecordCodec other = new RecordCodec(43, ORDERS_0, 100);
        assertThat(codec.decode(other.encode(STAMP))).isSameAs(Decoded.FOREIGN);
    }

    @Test
    void packsEverythingButTheSendTime() {
        Decoded decoded = new Decoded(Decoded.Kind.OWN, new Stamp(1023, 65_535, Integer.MAX_VALUE, 0));
        assertThat(Decoded.unpacked(decoded.packed())).isEqualTo(decoded);
        assertThat(Decoded.unpacked(Decoded.CORRUPT.packed())).isEqualTo(Decoded.CORRUPT);
        assertThat(Decoded.unpacked(Decoded.FOREIGN.packed())).isEqualTo(Decoded.FOREIGN);
    }
}
