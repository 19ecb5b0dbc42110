// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GapsTest {
    private final Gaps gaps = new Gaps(2);

    @Test
    void measuresFromTheStartAndBetweenAcknowledgementsAndToTheEnd() {
        gaps.start("start", 100);
        gaps.happened(0, 130);
        gaps.happened(0, 150);
        gaps.end(160);
        assertThat(gaps.longest(0)).isEqualTo(nanos(30));
        assertThat(gaps.longest(1))
                .as("a partition that was never acknowledged")
                .isEqualTo(nanos(60));
        assertThat(gaps.length(999)).isEqualTo(nanos(60));
    }

    @Test
    void countsTheOpenGapAtTheEnd() {
        gaps.start("start", 0);
        gaps.happened(0, 10);
        gaps.end(100);
        assertThat(gaps.longest(0)).isEqualTo(nanos(90));
        assertThat(onlyPhase().longest(0)).isEqualTo(nanos(90));
    }

    @Test
    void cutsAGapAtTheMarksForThePhasesButNotForTheRun() {
        gaps.start("start", 0);
        gaps.happened(0, 95);
        gaps.mark("kill", 100);
        gaps.mark("restart", 300);
        gaps.happened(0, 450);
        gaps.end(460);
        assertThat(gaps.longest(0)).isEqualTo(nanos(355));
        assertThat(gaps.phases().stream().map(phase -> phase.longest(0)))
                .containsExactly(nanos(95), nanos(200), nanos(150));
        assertThat(gaps.phases().stream().map(Gaps.Phase::count)).containsExactly(1L, 0L, 1L);
        assertThat(gaps.phases().stream().map(Gaps.Phase::length)).containsExactly(nanos(100), nanos(200), nanos(160));
    }

    @Test
    void ignoresAcknowledgementsOutsideTheRun() {
        gaps.happened(0, 5);
        gaps.start("start", 10);
        gaps.end(20);
        gaps.happened(0, 500);
        assertThat(gaps.longest(0)).isEqualTo(nanos(10));
        assertThat(gaps.sinceLast(0, 1000)).isEqualTo(Duration.ZERO);
    }

    @Test
    void toleratesAcknowledgementsThatArriveInAnotherOrderThanTheyWereTimed() {
        gaps.start("start", 0);
        gaps.happened(0, 20);
        gaps.happened(0, 19);
        assertThat(gaps.sinceLast(0, 30)).isEqualTo(nanos(10));
        gaps.end(30);
        assertThat(gaps.longest(0)).isEqualTo(nanos(20));
    }

    @Test
    void refusesASecondPhaseOfTheSameNameAndOneAfterTheEnd() {
        gaps.start("start", 0);
        gaps.mark("kill", 1);
        assertThatThrownBy(() -> gaps.mark("kill", 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[start, kill]");
        gaps.end(3);
        assertThatThrownBy(() -> gaps.mark("late", 4)).isInstanceOf(IllegalStateException.class);
    }

    private Gaps.Phase onlyPhase() {
        List<Gaps.Phase> phases = gaps.phases();
        assertThat(phases).hasSize(1);
        return phases.get(0);
    }

    private static Duration nanos(long nanos) {
        return Duration.ofNanos(nanos);
    }
}
