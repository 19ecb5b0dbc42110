// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class KeyValuesTest {
    @Test
    void readsKeysAndValuesOfWhichTheValueMayHoldAnEqualsSign() {
        assertThat(KeyValues.of("a test", "a=1", " b = x=y ", "c="))
                .containsExactly(entry("a", "1"), entry("b", "x=y"), entry("c", ""));
    }

    @Test
    void tellsAllThatAreWrongAtOnce() {
        assertThatThrownBy(() -> KeyValues.of("@KafkaTest", "a=1", "b", "=2", "a=3"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the properties of @KafkaTest")
                .hasMessageContaining("\"b\" is not key=value")
                .hasMessageContaining("\"=2\" is not key=value")
                .hasMessageContaining("a is set to \"1\" and to \"3\"");
    }
}
