// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitLogTest {
    private final CommitLog commits = new CommitLog(10);

    @Test
    void anAnswerAtOrAboveTheFloorIsNoRegression() {
        commits.acknowledged(20);
        commits.seen(20, 20);
        commits.seen(20, 25);
        assertThat(commits.floor()).isEqualTo(25);
        assertThat(commits.regressions()).isZero();
    }

    @Test
    void aCommitThatIsAcknowledgedWhileSomebodyAsksDoesNotMakeTheAnswerARegression() {
        long floor = commits.floor();
        commits.acknowledged(20);
        commits.seen(floor, 12);
        assertThat(commits.regressions()).isZero();
        assertThat(commits.floor()).isEqualTo(20);
    }

    @Test
    void anOffsetThatIsGoneIsARegressionAndIsCountedOnce() {
        commits.seen(10, -1);
        commits.seen(10, -1);
        commits.seen(commits.floor(), -1);
        assertThat(commits.regressions()).isEqualTo(1);
        assertThat(commits.told()).containsExactly(-1L);
    }

    @Test
    void theNextRegressionIsCountedAgain() {
        commits.seen(10, 5);
        commits.acknowledged(30);
        commits.seen(30, 6);
        assertThat(commits.told()).containsExactly(5L, 6L);
    }

    @Test
    void acknowledgementsThatComeLateDoNotLowerTheFloor() {
        commits.acknowledged(30);
        commits.acknowledged(20);
        assertThat(commits.floor()).isEqualTo(30);
    }
}
