// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object, read whole. One that nobody asks for does no harm. */
final class JsonFields {
    private final Map<String, @Nullable Object> fields;

    private JsonFields(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    /** Reads one object and nothing after it. */
    static JsonFields read(JsonParser json) throws IOException {
        Object value = value(json, json.nextToken());
        if (!(value instanceof JsonFields object) || json.nextToken() != null) {
            throw new IOException("it is not one JSON object");
        }
        return object;
    }

    private static @Nullable Object value(JsonParser json, @Nullable JsonToken token) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                fields.put(name, value(json, json.nextToken()));
            }
            return new JsonFields(fields);
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
        return token == JsonToken.VALUE_STRING ? json.getText() : null;
    }

    String text(String name) {
        return as(name, String.class, "a text");
    }

    Optional<String> optionalText(String name) {
        return fields.get(name) == null ? Optional.empty() : Optional.of(text(name));
    }

    long number(String name) {
        return as(name, Long.class, "a whole number");
    }

    int integer(String name) {
        try {
            return Math.toIntExact(number(name));
        } catch (ArithmeticException e) {
            throw wrong(name, "a whole number of 32 bits", e);
        }
    }

    List<Integer> integers(String name) {
        List<Integer> integers = new ArrayList<>();
        for (Object element : as(name, List.class, "a list")) {
            if (!(element instanceof Long number)) {
                throw wrong(name, "a list of whole numbers", null);
            }
            integers.add(Math.toIntExact(number));
        }
        return integers;
    }

    List<JsonFields> objects(String name) {
        List<JsonFields> objects = new ArrayList<>();
        for (Object element : as(name, List.class, "a list")) {
            if (!(element instanceof JsonFields object)) {
                throw wrong(name, "a list of objects", null);
            }
            objects.add(object);
        }
        return objects;
    }

    private <T> T as(String name, Class<T> type, String what) {
        Object value = fields.get(name);
        if (!type.isInstance(value)) {
            throw wrong(name, what, null);
        }
        return type.cast(value);
    }

    private IllegalArgumentException wrong(String name, String what, @Nullable Exception cause) {
        return new IllegalArgumentException(name + " is not " + what + " but " + fields.get(name), cause);
    }
}
