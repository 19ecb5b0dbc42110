// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EndHistoryTest {
    private final EndHistory history = new EndHistory();

    @Test
    void aRecordBetweenTwoLooksIsAsOldAsTheLineBetweenThemSays() {
        history.add(100, 0);
        history.add(200, 10_000);

        assertThat(history.age(150, 12_000)).isEqualTo(new LagTime(Duration.ofSeconds(7), true));
        assertThat(history.age(100, 12_000)).isEqualTo(new LagTime(Duration.ofSeconds(12), true));
        assertThat(history.age(200, 12_000)).isEqualTo(LagTime.NONE);
    }

    @Test
    void aRecordThatIsOlderThanTheFirstLookIsAtLeastThatOld() {
        history.add(100, 0);
        history.add(200, 10_000);

        assertThat(history.age(99, 12_000)).isEqualTo(new LagTime(Duration.ofSeconds(12), false));
        assertThat(new EndHistory().age(5, 12_000)).isEqualTo(new LagTime(Duration.ZERO, false));
    }

    @Test
    void aRecordAfterALongRestIsYoung() {
        for (int look = 0; look < 100; look++) {
            history.add(100, look * 10_000L);
        }
        history.add(110, 1_000_000);

        assertThat(history.points()).as("a rest takes two points").isEqualTo(3);
        assertThat(history.age(100, 1_000_000)).isEqualTo(new LagTime(Duration.ofSeconds(10), true));
    }

    @Test
    void aSteadyLogIsKnownForALongTime() {
        int looks = 2000;
        for (int look = 0; look <= looks; look++) {
            history.add(look * 100L, look * 10_000L);
        }

        assertThat(history.points()).isEqualTo(EndHistory.POINTS);
        assertThat(history.age(100, looks * 10_000L)).isEqualTo(new LagTime(Duration.ofSeconds(19_990), true));
    }

    @Test
    void aLogThatLostItsEndForgetsIt() {
        history.add(100, 0);
        history.add(200, 10_000);
        history.add(150, 20_000);

        assertThat(history.age(149, 20_000).atLeast()).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(history.age(150, 20_000)).isEqualTo(LagTime.NONE);
    }

    @Test
    void aClockThatWentBackMakesNoNegativeAge() {
        history.add(100, 100_000);
        history.add(200, 50_000);

        assertThat(history.age(150, 40_000)).isEqualTo(new LagTime(Duration.ZERO, false));
        history.add(300, 60_000);
        assertThat(history.age(250, 40_000)).isEqualTo(new LagTime(Duration.ZERO, true));
    }

    @Test
    void twoAgesTogetherAreAsOldAsTheOlderAndExactIfBothAre() {
        LagTime some = new LagTime(Duration.ofSeconds(5), true);
        LagTime atLeast = new LagTime(Duration.ofSeconds(3), false);

        assertThat(some.or(atLeast)).isEqualTo(new LagTime(Duration.ofSeconds(5), false));
        assertThat(LagTime.NONE.or(some)).isEqualTo(some);
        assertThat(atLeast.describe()).isEqualTo("at least 3 s");
    }
}
