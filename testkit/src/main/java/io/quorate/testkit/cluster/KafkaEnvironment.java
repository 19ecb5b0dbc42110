// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Properties of a broker as the variables from which the official image makes them again (KIP-975). Pure. */
final class KafkaEnvironment {
    private static final String PREFIX = "KAFKA_";

    private KafkaEnvironment() {}

    static SortedMap<String, String> of(Map<String, String> properties) {
        SortedMap<String, String> environment = new TreeMap<>();
        // The image writes values down as they are, into a file where a backslash escapes.
        properties.forEach((key, value) -> environment.put(name(key), value.replace("\\", "\\\\")));
        return environment;
    }

    static String name(String key) {
        return PREFIX
                + key.replace("_", "__").replace("-", "___").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    /** What the image makes of a variable. */
    private static String key(String name) {
        return name.substring(PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '.')
                .replace("...", "-")
                .replace("..", "_");
    }

    /** Which of these the image would garble. */
    static List<String> problems(Map<String, String> properties) {
        return new TreeMap<>(properties)
                .entrySet().stream()
                        .flatMap(property -> problem(property.getKey(), property.getValue()).stream())
                        .toList();
    }

    private static Optional<String> problem(String key, String value) {
        if (!key(name(key)).equals(key)) {
            return Optional.of("Property " + key + " cannot be given to a container: of the variable " + name(key)
                    + " the image would make " + key(name(key)));
        }
        return value.contains("\n") || value.contains("\r")
                ? Optional.of("The value of property " + key + " has more than one line, which no container takes")
                : Optional.empty();
    }
}
