// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MILLI = 1_000_000;

    private final StoppedClock clock = new StoppedClock();

    @Test
    void spacesRecordsEvenly() throws InterruptedException {
        Pace pace = new Pace(clock, 10);
        assertThat(pace.next(() -> false)).isZero();
        assertThat(pace.next(() -> false)).isEqualTo(100 * MILLI);
        assertThat(clock.nanos()).isEqualTo(100 * MILLI);
    }

    @Test
    void catchesUpAfterAStallAndSaysWhenTheRecordsWereDue() throws InterruptedException {
        Pace pace = new Pace(clock, 10);
        pace.next(() -> false);
        clock.sleep(Duration.ofSeconds(5));
        assertThat(pace.next(() -> false)).isEqualTo(100 * MILLI);
        assertThat(pace.next(() -> false)).isEqualTo(200 * MILLI);
        assertThat(clock.nanos()).as("nothing was waited for").isEqualTo(5000 * MILLI);
    }

    @Test
    void doesNotCountTheTimeBeforeTheFirstRecord() throws InterruptedException {
        Pace pace = new Pace(clock, 10);
        clock.sleep(Duration.ofSeconds(5));
        assertThat(pace.next(() -> false)).isEqualTo(5000 * MILLI);
    }

    @Test
    void stopsWaitingWhenItIsGivenUp() throws InterruptedException {
        Pace pace = new Pace(clock, 1);
        pace.next(() -> true);
        pace.next(() -> true);
        assertThat(clock.nanos()).isZero();
    }

    @Test
    void doesNotWaitFlatOut() throws InterruptedException {
        Pace pace = new Pace(clock, 0);
        pace.next(() -> false);
        assertThat(pace.next(() -> false)).isZero();
    }
}
