// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControllerListenersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // names; advertised; listeners; found
                "CONTROLLER; ; PLAINTEXT://:9092,CONTROLLER://node1:9093; CONTROLLER=node1:9093",
                "CONTROLLER; CONTROLLER://outside:19093; CONTROLLER://0.0.0.0:9093; CONTROLLER=outside:19093",
                "C; PLAINTEXT://a:1; C://[fe80::1]:9093; C=fe80::1:9093",
                "A,B; ; A://a:1, B://b:2; A=a:1 B=b:2",
                "controller; ; CONTROLLER://node1:9093; controller=node1:9093",
                // nobody can connect to these
                "CONTROLLER; ; CONTROLLER://:9093; ''",
                "CONTROLLER; ; CONTROLLER://0.0.0.0:9093; ''",
                "CONTROLLER; ; CONTROLLER://[::]:9093; ''",
                "CONTROLLER; ; CONTROLLER://node1:0; ''",
                // not told, or told in a way that is not understood
                "A,B; ; A://a:1; ''",
                "CONTROLLER; ; PLAINTEXT://node1:9093; ''",
                "CONTROLLER; ; CONTROLLER://node1; ''",
                "CONTROLLER; ; node1:9093; ''",
                "CONTROLLER; ; CONTROLLER://node1:port; ''",
            })
    void findsEveryControllerListenerOrNone(String names, String advertised, String listeners, String found) {
        Map<String, ConfigValue> values = new HashMap<>();
        values.put("controller.listener.names", value(names));
        values.put("listeners", value(listeners));
        if (advertised != null) {
            values.put("advertised.listeners", value(advertised));
        }

        assertThat(ControllerListeners.of(new ConfigSet(values)).stream()
                        .map(endpoint -> endpoint.listener() + "=" + endpoint.endpoint()))
                .containsExactly(found.isEmpty() ? new String[0] : found.split(" ", -1));
    }

    @Test
    void findsNoneWhereNothingIsConfigured() {
        assertThat(ControllerListeners.of(new ConfigSet(Map.of()))).isEmpty();
    }

    private static ConfigValue value(String text) {
        return new ConfigValue(text, ConfigValue.Source.STATIC_BROKER);
    }
}
