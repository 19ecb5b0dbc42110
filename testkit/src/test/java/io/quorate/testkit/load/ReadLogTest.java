// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadLogTest {
    private final ReadLog log = new ReadLog();

    @Test
    void keepsReadsInOffsetOrderWhicheverMemberReadFirst() {
        for (long offset : new long[] {5, 9, 7, 1, 8}) {
            log.add(offset, offset * 10);
        }
        assertThat(IntStream.range(0, log.size()).mapToLong(log::offset)).containsExactly(1L, 5L, 7L, 8L, 9L);
        assertThat(IntStream.range(0, log.size()).mapToLong(log::content)).containsExactly(10L, 50L, 70L, 80L, 90L);
        assertThat(log.end()).isEqualTo(10);
    }

    @Test
    void growsAsItFills() {
        IntStream.range(0, 1000).forEach(offset -> log.add(offset, -offset));
        assertThat(log.size()).isEqualTo(1000);
        assertThat(log.content(999)).isEqualTo(-999);
    }

    @Test
    void keepsWhatWasReadLastAtAnOffset() {
        log.add(3, 1);
        log.add(3, 2);
        assertThat(log.content(0)).isEqualTo(2);
        assertThat(log.rewritten()).isEqualTo(1);
        assertThat(log.redelivered()).isZero();
    }
}
