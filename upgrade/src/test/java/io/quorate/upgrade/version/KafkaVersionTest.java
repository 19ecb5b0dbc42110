// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaVersionTest {
    @Test
    void readsWhatItWrites() {
        assertThat(KafkaVersion.of("4.3.1"))
                .isEqualTo(new KafkaVersion(4, 3, 1))
                .hasToString("4.3.1");
    }

    @Test
    void ordersByNumberAndNotByText() {
        assertThat(Stream.of("3.10.0", "3.9.2", "4.0.0", "3.9.10", "2.8.2")
                        .map(KafkaVersion::of)
                        .sorted()
                        .map(KafkaVersion::toString))
                .containsExactly("2.8.2", "3.9.2", "3.9.10", "3.10.0", "4.0.0");
    }

    @Test
    void isAtLeastItself() {
        assertThat(KafkaVersion.of("4.0.0").isAtLeast(KafkaVersion.of("4.0.0"))).isTrue();
        assertThat(KafkaVersion.of("4.0.0").isAtLeast(KafkaVersion.of("4.0.1"))).isFalse();
        assertThat(KafkaVersion.of("4.0.1").isAtLeast(KafkaVersion.of("4.0.0"))).isTrue();
    }

    @Test
    void tellsAPatchFromAnUpgrade() {
        assertThat(KafkaVersion.of("4.3.0").isPatchOf(KafkaVersion.of("4.3.1"))).isTrue();
        assertThat(KafkaVersion.of("4.2.1").isPatchOf(KafkaVersion.of("4.3.1"))).isFalse();
        assertThat(KafkaVersion.of("3.3.1").isPatchOf(KafkaVersion.of("4.3.1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4",
                "4.3",
                "4.3.1.2",
                "0.11.0",
                "v4.3.1",
                "4.3.1-rc1",
                "4.3.1-ccs",
                "4.x.1",
                " 4.3.1",
                "04.3.1"
            })
    void refusesWhatIsNotARelease(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KafkaVersion.of(text))
                .withMessageContaining("'" + text + "'")
                .withMessageContaining("4.3.1");
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> new KafkaVersion(0, 9, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new KafkaVersion(4, -1, 0));
    }
}
