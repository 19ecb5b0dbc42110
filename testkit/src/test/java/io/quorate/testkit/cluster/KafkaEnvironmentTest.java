// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaEnvironmentTest {
    @Test
    void aDotIsOneUnderscoreAnUnderscoreTwoAndADashThree() {
        assertThat(KafkaEnvironment.name("log.retention.hours")).isEqualTo("KAFKA_LOG_RETENTION_HOURS");
        assertThat(KafkaEnvironment.name("listener.name.my_own.x-y")).isEqualTo("KAFKA_LISTENER_NAME_MY__OWN_X___Y");
    }

    @Test
    void valuesAreEscapedForTheFileThatTheImageWrites() {
        assertThat(KafkaEnvironment.of(Map.of("a.b", "c\\d", "e", "f=g h")))
                .containsExactly(Map.entry("KAFKA_A_B", "c\\\\d"), Map.entry("KAFKA_E", "f=g h"));
    }

    @Test
    void everyKeyThatTheImageWouldGarbleIsNamed() {
        assertThat(KafkaEnvironment.problems(
                        Map.of("log.dirs", "/x", "camelCase", "1", "odd._key", "2", "two.lines", "a\nb")))
                .hasSize(3)
                .anySatisfy(problem -> assertThat(problem).contains("camelCase", "camelcase"))
                .anySatisfy(problem -> assertThat(problem).contains("odd._key", "KAFKA_ODD___KEY", "odd-key"))
                .anySatisfy(problem -> assertThat(problem).contains("two.lines", "one line"));
    }
}
