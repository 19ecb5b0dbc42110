// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.health;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A JSON object that is written field by field; values are other objects, collections, numbers, truth values and texts. */
final class Json {
    private final Map<String, String> fields = new LinkedHashMap<>();

    Json put(String name, Object value) {
        fields.put(name, write(value));
        return this;
    }

    @Override
    public String toString() {
        return fields.entrySet().stream()
                .map(field -> text(field.getKey()) + ":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String write(Object value) {
        if (value instanceof Collection<?> all) {
            return all.stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof Json || value instanceof Number || value instanceof Boolean
                ? value.toString()
                : text(value.toString());
    }

    private static String text(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
