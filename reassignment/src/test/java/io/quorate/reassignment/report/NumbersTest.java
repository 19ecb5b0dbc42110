// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void numbersAreReadableAndKeepTheirUnit() {
        assertThat(Numbers.count(1234567)).isEqualTo("1,234,567");
        assertThat(Numbers.counted(1, "replica")).isEqualTo("1 replica");
        assertThat(Numbers.counted(0, "replica")).isEqualTo("0 replicas");
        assertThat(Numbers.bytes(1023)).isEqualTo("1023 B");
        assertThat(Numbers.bytes(1536)).isEqualTo("1.50 KiB");
        assertThat(Numbers.bytes(20L << 30)).isEqualTo("20.0 GiB");
        assertThat(Numbers.bytes(-(200L << 40))).isEqualTo("-200 TiB");
        assertThat(Numbers.bytes(Long.MAX_VALUE)).isEqualTo("8192 PiB");
        assertThat(Numbers.change(3)).isEqualTo("+3");
        assertThat(Numbers.change(-3)).isEqualTo("-3");
        assertThat(Numbers.changeOfBytes(2048)).isEqualTo("+2.00 KiB");
        assertThat(Numbers.percent(0.003)).isEqualTo("0.3 %");
        assertThat(Numbers.percent(0)).isEqualTo("0 %");
    }

    @Test
    void anAxisHasAFewRoundMarks() {
        assertThat(Scale.of(278, false).marks()).containsExactly(0.0, 100.0, 200.0);
        assertThat(Scale.of(1, false).marks()).containsExactly(0.0, 1.0);
        assertThat(Scale.of(0, false).marks()).containsExactly(0.0, 1.0);
        assertThat(Scale.of(3L << 30, true).words().apply(1L << 30)).isEqualTo("1.00 GiB");
        assertThat(Scale.of(7, false).marks()).hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void namesThatEndInNumbersAreInTheirOrder() {
        assertThat(PlanFigures.naturally("rack-2", "rack-10")).isNegative();
        assertThat(PlanFigures.naturally("a", "b")).isNegative();
        assertThat(PlanFigures.naturally("east", "no rack")).isNegative();
    }

    @Test
    void brokersInARowAreARangeAndManyAreCounted() {
        assertThat(Verdict.brokers(List.of(7))).isEqualTo("broker 7");
        assertThat(Verdict.brokers(List.of(2, 1))).isEqualTo("brokers 1, 2");
        assertThat(Verdict.brokers(List.of(4, 0, 1, 2, 6, 7))).isEqualTo("brokers 0-2, 4, 6, 7");
        assertThat(Verdict.brokers(
                        IntStream.range(0, 40).map(id -> id * 2).boxed().toList()))
                .startsWith("brokers 0, 2, 4, ")
                .endsWith(", 22 and 28 more");
    }

    @Test
    void theBoundThatCountsIsThatOfWhatIsMadeEven() {
        assertThat(new Optimum(false, 7, 7).describe())
                .isEqualTo("Proven to be the least: no plan with the same rules and the same balance of replicas moves"
                        + " fewer replicas.");
        assertThat(new Optimum(true, 7, 7).describe()).contains("balance of bytes moves fewer bytes.");
        assertThat(new Optimum(true, 1_000_001, 1_000_000).describe())
                .startsWith("Proven to be the least, but for less than 0.01 %: no plan");
        assertThat(new Optimum(true, 3 << 20, 2 << 20).describe())
                .contains("moves fewer than 2.00 MiB; this one moves 1.00 MiB more (50 %).");
        assertThat(new Optimum(false, 1_000_001, 1_000_000).isReached()).isFalse();
        assertThat(new Optimum(true, 5, 0).describe()).contains("was not found out");
        assertThat(new Optimum(true, 5, 0).isReached()).isFalse();
    }
}
