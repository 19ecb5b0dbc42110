// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.load.Activity.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ActivityTest {
    private final Activity activity = new Activity(2);

    @Test
    void countsBySliceAndKindAndPartition() {
        note(Kind.ACKNOWLEDGED, 0, 10);
        note(Kind.ACKNOWLEDGED, 0, 60);
        note(Kind.ACKNOWLEDGED, 0, 99);
        note(Kind.DELIVERED, 1, 149);
        assertThat(activity.slices(Kind.ACKNOWLEDGED, 0, 3)).containsExactly(1L, 2L, 0L);
        assertThat(activity.slices(Kind.DELIVERED, 0, 3)).containsExactly(0L, 0L, 0L);
        assertThat(activity.slices(Kind.DELIVERED, 1, 3)).containsExactly(0L, 0L, 1L);
    }

    @Test
    void makesTwoSlicesOneWhenThereAreTooManyAndForgetsNothing() {
        for (int second = 0; second < 100; second++) {
            note(Kind.ACKNOWLEDGED, 1, second * 1_000L);
        }
        assertThat(activity.sliceLength()).isEqualTo(Duration.ofMillis(400));
        assertThat(activity.slices(Kind.ACKNOWLEDGED, 1, Activity.MAX_SLICES).stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(100);
        assertThat(activity.slices(Kind.ACKNOWLEDGED, 1, 6)).containsExactly(1L, 0L, 1L, 0L, 0L, 1L);
    }

    private void note(Kind kind, int partition, long millis) {
        activity.note(kind, partition, Duration.ofMillis(millis).toNanos());
    }
}
