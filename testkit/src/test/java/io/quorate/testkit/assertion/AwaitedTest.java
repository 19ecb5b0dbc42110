// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.assertion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class AwaitedTest {
    private final Clock clock = new Clock();
    private final Awaited awaited = new Awaited(clock, Duration.ofSeconds(1));
    private int looks;

    @Test
    void returnsAsSoonAsItFits() {
        assertThat(awaited.until(() -> ++looks, seen -> seen == 3, String::valueOf))
                .isEmpty();
        assertThat(clock.nanos).isEqualTo(Duration.ofMillis(100).toNanos());
    }

    @Test
    void looksAtLeastOnce() {
        assertThat(awaited.within(Duration.ZERO).until(() -> ++looks, seen -> true, String::valueOf))
                .isEmpty();
        assertThat(looks).isEqualTo(1);
    }

    @Test
    void saysWhatWasSeenLastAndHowOftenItLooked() {
        assertThat(awaited.until(() -> ++looks, seen -> false, seen -> "look " + seen))
                .hasValueSatisfying(text -> assertThat(text)
                        .isEqualToNormalizingNewlines("\nbut after 1.0 s, looking 21 times, last seen was\n  look 21"));
    }

    @Test
    void aFailedLookIsNoAnswerAndIsToldIfItWasTheLast() {
        assertThat(awaited.until(
                        () -> {
                            if (++looks < 3) {
                                throw new ExecutionException(new UnknownTopicOrPartitionException("orders"));
                            }
                            return looks;
                        },
                        seen -> true,
                        String::valueOf))
                .isEmpty();
        assertThat(awaited.until(
                        () -> {
                            throw new TimeoutException();
                        },
                        seen -> true,
                        String::valueOf))
                .hasValueSatisfying(text -> assertThat(text).contains("no answer within 10 s"));
    }

    @Test
    void anInterruptEndsTheWaitAndStays() {
        clock.interrupted = true;
        assertThat(awaited.until(() -> 1, seen -> false, String::valueOf))
                .hasValueSatisfying(text -> assertThat(text).contains("interrupted"));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void refusesToWaitForLessThanNoTime() {
        assertThatThrownBy(() -> awaited.within(Duration.ofMillis(-1))).hasMessageContaining("PT-0.001S");
    }

    private static final class Clock implements Time {
        private long nanos;
        private boolean interrupted;

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            if (interrupted) {
                throw new InterruptedException();
            }
            nanos += duration.toNanos();
        }
    }
}
