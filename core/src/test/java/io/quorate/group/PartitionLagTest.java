// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PartitionLagTest {
    @ParameterizedTest(name = "commit {0} in a log of {1} to {2}: {3}")
    @MethodSource
    void countsFromTheCommitToTheEndAndTellsWhatRetentionTook(long commit, long start, long end, PartitionLag lag) {
        assertThat(PartitionLag.between(commit, start, end)).isEqualTo(lag);
    }

    static Stream<Arguments> countsFromTheCommitToTheEndAndTellsWhatRetentionTook() {
        return Stream.of(
                Arguments.of(3, 0, 10, new PartitionLag.Lag(7)),
                Arguments.of(10, 0, 10, new PartitionLag.Lag(0)),
                Arguments.of(12, 0, 10, new PartitionLag.Lag(0)),
                Arguments.of(5, 5, 10, new PartitionLag.Lag(5)),
                Arguments.of(4, 5, 10, new PartitionLag.BelowLogStart(1, 5)),
                Arguments.of(0, 10, 10, new PartitionLag.BelowLogStart(10, 0)));
    }
}
