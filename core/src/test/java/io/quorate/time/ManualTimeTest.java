// SPDX-License-Identifier: Apache-2.0
package io.quorate.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManualTimeTest {
    private final ManualTime time = ManualTime.startingAt(Instant.EPOCH);

    @Test
    void standsStillUntilItIsMoved() {
        assertThat(time.now()).isEqualTo(Instant.EPOCH);

        time.advance(Duration.ofSeconds(2));
        time.sleep(Duration.ofMillis(1));

        assertThat(time.now()).isEqualTo(Instant.ofEpochMilli(2001));
        assertThat(time.nanos()).isEqualTo(2_001_000_000L);
    }

    @Test
    void doesNotGoBack() {
        assertThatIllegalArgumentException().isThrownBy(() -> time.advance(Duration.ofNanos(-1)));
    }
}
