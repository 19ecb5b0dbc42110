// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaReleaseTest {
    @Test
    void releasesAreOrderedByNumberAndNotByText() {
        assertThat(Stream.of("3.10.0", "3.9.2", "4.0.0", "3.9.10")
                        .map(KafkaRelease::of)
                        .sorted())
                .map(KafkaRelease::toString)
                .containsExactly("3.9.2", "3.9.10", "3.10.0", "4.0.0");
    }

    @Test
    void aReleaseIsAtLeastItsOwnLineAndEarlierOnes() {
        KafkaRelease release = KafkaRelease.of("3.9.2");
        assertThat(release.isAtLeast(3, 9)).isTrue();
        assertThat(release.isAtLeast(2, 10)).isTrue();
        assertThat(release.isAtLeast(3, 10)).isFalse();
        assertThat(release.isAtLeast(4, 0)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4", "4.3", "4.3.x", "v4.3.1", "4.3.1 "})
    void whatIsNoReleaseNumberIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> KafkaRelease.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining('"' + text + '"')
                .hasMessageContaining("3.9.2");
    }

    @Test
    void aReleaseBeforeTwoOneIsRefused() {
        assertThatThrownBy(() -> KafkaDistribution.of("1.1.1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.1.1")
                .hasMessageContaining("2.1.0");
    }
}
