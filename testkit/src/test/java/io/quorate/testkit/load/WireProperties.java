// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class WireProperties {
    @Property
    void numbersComeBackAsTheyWere(@ForAll long[] values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Wire.writeLongs(new DataOutputStream(bytes), values, values.length);
        assertThat(Wire.readLongs(in(bytes.toByteArray()))).isEqualTo(values);
    }

    @Property
    void textsComeBackAsTheyWere(@ForAll String text) throws IOException {
        // A lone surrogate is no text that UTF-8 can hold.
        String whole = new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Wire.writeText(new DataOutputStream(bytes), whole);
        assertThat(Wire.readText(in(bytes.toByteArray()))).isEqualTo(whole);
    }

    @Example
    void aDamagedCountTakesNoMoreMemoryThanThereIsToRead() {
        byte[] count = ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).array();
        assertThatThrownBy(() -> Wire.readLongs(in(count))).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> Wire.readText(in(count))).hasMessageContaining("a text of 2147483647 bytes");
        byte[] negative = ByteBuffer.allocate(4).putInt(-1).array();
        assertThatThrownBy(() -> Wire.readLongs(in(negative))).hasMessageContaining("a count of -1");
    }

    @Example
    void runsOfNeighboursTakeAByteEach() throws IOException {
        long[] values = java.util.stream.LongStream.range(1_000_000, 1_001_000).toArray();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Wire.writeLongs(new DataOutputStream(bytes), values, values.length);
        assertThat(bytes.size()).isLessThan(1_010);
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }
}
