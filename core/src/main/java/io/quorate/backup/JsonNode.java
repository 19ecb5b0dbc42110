// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value in a document and where it stands there, so that a wrong one can be named.
 *
 * @param path for example {@code topics.content.orders}
 * @param value a map, a list, a string, a long or a double; {@code null} if there is none
 */
record JsonNode(String path, @Nullable Object value) {
    /** Reads the whole document. */
    static JsonNode parse(JsonParser json) throws IOException {
        JsonNode document = new JsonNode("", value(json, json.nextToken()));
        if (json.nextToken() != null) {
            throw new IOException("there is something after the end of the document");
        }
        return document;
    }

    private static @Nullable Object value(JsonParser json, @Nullable JsonToken token) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (fields.containsKey(name)) {
                    throw new IOException("the field " + name + " is there twice");
                }
                fields.put(name, value(json, json.nextToken()));
            }
            return fields;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> elements = new ArrayList<>();
            for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
                elements.add(value(json, next));
            }
            return elements;
        }
        if (token == JsonToken.VALUE_NUMBER_INT) {
            return json.getLongValue();
        }
        if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            return json.getDoubleValue();
        }
        if (token == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        if (token == null || token == JsonToken.VALUE_NULL) {
            return null;
        }
        throw new IOException("there is a " + json.getText() + ", which no backup has");
    }

    JsonNode get(String field) {
        return child(field, as(Map.class, "an object").get(field));
    }

    boolean isThere() {
        return value != null;
    }

    boolean isObject() {
        return value instanceof Map;
    }

    String text() {
        return as(String.class, "a text");
    }

    long number() {
        return as(Long.class, "a whole number");
    }

    double decimal() {
        return value instanceof Long whole ? whole.doubleValue() : as(Double.class, "a number");
    }

    int integer() {
        long number = number();
        return parsed(ignored -> Math.toIntExact(number), "a whole number of 32 bits");
    }

    /** Turns a text into what it stands for. */
    <T> T parse(Function<String, T> parser, String what) {
        String text = text();
        return parsed(ignored -> parser.apply(text), what);
    }

    private <T> T parsed(Function<@Nullable Object, T> parser, String what) {
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw wrong(what, e);
        }
    }

    List<JsonNode> elements() {
        List<JsonNode> elements = new ArrayList<>();
        for (Object element : as(List.class, "a list")) {
            elements.add(child("[" + elements.size() + "]", element));
        }
        return elements;
    }

    <T> Map<String, T> fields(Function<JsonNode, T> translate) {
        Map<String, T> fields = new LinkedHashMap<>();
        Map<?, ?> raw = as(Map.class, "an object");
        raw.forEach(
                (name, field) -> fields.put(String.valueOf(name), translate.apply(child(String.valueOf(name), field))));
        return fields;
    }

    private JsonNode child(String name, @Nullable Object child) {
        return new JsonNode(path.isEmpty() ? name : path + "." + name, child);
    }

    private <T> T as(Class<T> type, String what) {
        if (!type.isInstance(value)) {
            throw wrong(what, null);
        }
        return type.cast(value);
    }

    private IllegalArgumentException wrong(String what, @Nullable Exception cause) {
        return new IllegalArgumentException(
                (path.isEmpty() ? "the document" : path) + " is not " + what + " but " + value, cause);
    }
}
