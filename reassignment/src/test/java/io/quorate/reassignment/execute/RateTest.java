// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateTest {
    private static final long SECOND = 1_000_000_000;
    private final Rate rate = new Rate();

    @Test
    void isUnknownUntilItWasReadAFewTimes() {
        rate.read(0, 0);
        rate.read(10, SECOND);
        rate.read(1_000, 2 * SECOND);
        assertThat(rate.seconds(1_000)).isEmpty();
        rate.read(2_000, 3 * SECOND);
        assertThat(rate.seconds(1_000)).isPresent();
    }

    @Test
    void doesNotTakeItsFirstReadingForMoreThanTheOthers() {
        // A copy that has just begun has a few bytes: seen as an ETA of 933 s in a run of 12 s.
        rate.read(0, 0);
        rate.read(10, SECOND);
        for (int second = 2; second <= 6; second++) {
            rate.read(10 + 1_000L * (second - 1), second * SECOND);
        }
        assertThat(rate.bytesPerSecond()).isBetween(750.0, 1_000.0);
    }

    @Test
    void countsNeitherTheTimeBeforeItsBeginningNorTimeInWhichThereIsNothingToDo() {
        for (int second = 0; second < 100; second++) {
            rate.read(0, second * SECOND);
        }
        for (int second = 100; second < 110; second++) {
            rate.read(1_000L * (second - 99), second * SECOND);
        }
        assertThat(rate.bytesPerSecond()).isCloseTo(1_000, within(1.0));
        rate.skip(10_000, 200 * SECOND);
        rate.read(11_000, 201 * SECOND);
        assertThat(rate.bytesPerSecond()).isCloseTo(1_000, within(1.0));
    }

    @Test
    void followsAThrottleThatIsChanged() {
        for (int second = 0; second < 100; second++) {
            rate.read(1_000L * second, second * SECOND);
        }
        for (int second = 100; second < 160; second++) {
            rate.read(99_000 + 5_000L * (second - 99), second * SECOND);
        }
        assertThat(rate.bytesPerSecond()).isBetween(4_000.0, 5_000.0);
    }
}
