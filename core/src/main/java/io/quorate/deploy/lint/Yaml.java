// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A value in a YAML document, with its line. What is not there is a value too, so that paths can be followed without asking at
 * each step.
 */
final class Yaml {
    private static final Yaml MISSING = new Yaml(0, Optional.empty(), Map.of(), List.of());

    private final int line;
    private final Optional<String> scalar;
    private final Map<String, Yaml> entries;
    private final List<Yaml> items;

    private Yaml(int line, Optional<String> scalar, Map<String, Yaml> entries, List<Yaml> items) {
        this.line = line;
        this.scalar = scalar;
        this.entries = entries;
        this.items = items;
    }

    static Yaml scalar(int line, String text) {
        return new Yaml(line, Optional.of(text), Map.of(), List.of());
    }

    static Yaml mapping(int line, Map<String, Yaml> entries) {
        return new Yaml(line, Optional.empty(), new LinkedHashMap<>(entries), List.of());
    }

    static Yaml sequence(int line, List<Yaml> items) {
        return new Yaml(line, Optional.empty(), Map.of(), List.copyOf(items));
    }

    int line() {
        return line;
    }

    boolean isMissing() {
        return line == 0;
    }

    Yaml at(String... path) {
        Yaml found = this;
        for (String key : path) {
            found = found.entries.getOrDefault(key, MISSING);
        }
        return found;
    }

    Map<String, Yaml> entries() {
        return entries;
    }

    List<Yaml> items() {
        return items;
    }

    Optional<String> text() {
        return scalar;
    }

    String textOr(String other) {
        return scalar.orElse(other);
    }

    boolean is(String text) {
        return scalar.filter(text::equals).isPresent();
    }

    /** As YAML spells it, and Kubernetes reads it. */
    boolean isTrue() {
        return scalar.filter(Set.of("true", "True", "TRUE")::contains).isPresent();
    }

    boolean isFalse() {
        return scalar.filter(Set.of("false", "False", "FALSE")::contains).isPresent();
    }

    OptionalInt number() {
        return scalar.filter(text -> text.matches("-?\\d{1,9}"))
                .map(text -> OptionalInt.of(Integer.parseInt(text)))
                .orElse(OptionalInt.empty());
    }

    /** All texts below, one after another: for words that may stand anywhere in a command. */
    String words() {
        if (scalar.isPresent()) {
            return scalar.get();
        }
        StringBuilder all = new StringBuilder();
        items.forEach(item -> all.append(item.words()).append(' '));
        return all.toString();
    }
}
