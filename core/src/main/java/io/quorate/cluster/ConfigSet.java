// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The effective configs of a topic or of a broker. Sensitive values are never in it.
 *
 * @param values by key, spelled as Kafka spells it
 */
public record ConfigSet(Map<String, ConfigValue> values) {
    /**
     * Copies the values.
     *
     * @param values by key
     */
    public ConfigSet {
        values = Map.copyOf(values);
    }

    /**
     * Finds a config.
     *
     * @param key its key
     * @return the value, or empty if it was not read
     */
    public Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key)).map(ConfigValue::value);
    }

    /**
     * Finds a config that holds a whole number.
     *
     * @param key its key
     * @return the number, or empty if it was not read
     * @throws NumberFormatException if the value is not a whole number
     */
    public OptionalInt intValue(String key) {
        ConfigValue found = values.get(key);
        return found == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(found.value()));
    }
}
