// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value in a document and where it stands there, so that a wrong one can be named.
 *
 * @param path for example {@code rolls.[0].waves}
 * @param value a map, a list, a text or a long; {@code null} if there is none
 */
record JsonValue(String path, @Nullable Object value) {
    /** Writes maps, collections, numbers, and everything else as its text; a field with an empty optional is left out. */
    static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> fields) {
            json.writeStartObject();
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                Object content = field.getValue() instanceof Optional<?> some ? some.orElse(null) : field.getValue();
                if (content != null) {
                    json.writeFieldName(String.valueOf(field.getKey()));
                    write(json, content);
                }
            }
            json.writeEndObject();
        } else if (value instanceof Collection<?> elements) {
            json.writeStartArray();
            for (Object element : elements) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else {
            json.writeString(value.toString());
        }
    }

    /** Reads the whole document. */
    static JsonValue parse(JsonParser json) throws IOException {
        JsonValue document = new JsonValue("", value(json, json.nextToken()));
        if (json.nextToken() != null) {
            throw new UpgradePlanJsonException("there is more after its end; keep one plan in a file", null);
        }
        return document;
    }

    private static @Nullable Object value(JsonParser json, @Nullable JsonToken token) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (fields.containsKey(name)) {
                    throw new UpgradePlanJsonException("the field " + name + " is there twice", null);
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
        return token == JsonToken.VALUE_STRING ? json.getText() : null;
    }

    JsonValue get(String field) {
        return child(field, as(Map.class, "an object").get(field));
    }

    <T> Optional<T> optional(String field, Function<JsonValue, T> translate) {
        JsonValue found = get(field);
        return found.value == null ? Optional.empty() : Optional.of(translate.apply(found));
    }

    String text() {
        return as(String.class, "a text");
    }

    int integer() {
        long number = as(Long.class, "a whole number");
        return translate("a whole number of 32 bits", value -> Math.toIntExact(number));
    }

    /** Turns a text into what it stands for. */
    <T> T parse(Function<String, T> parser, String what) {
        String text = text();
        return translate(what, value -> parser.apply(text));
    }

    <E extends Enum<E>> E constant(Class<E> type) {
        return parse(text -> Enum.valueOf(type, text), "one of " + java.util.Arrays.toString(type.getEnumConstants()));
    }

    /** Makes something of this, which may find that its parts do not go together. */
    <T> T translate(String what, Function<JsonValue, T> translator) {
        try {
            return translator.apply(this);
        } catch (UpgradePlanJsonException e) {
            throw e;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw wrong(what, e);
        }
    }

    <T> List<T> list(Function<JsonValue, T> translate) {
        List<T> elements = new ArrayList<>();
        for (Object element : as(List.class, "a list")) {
            elements.add(translate.apply(child("[" + elements.size() + "]", element)));
        }
        return elements;
    }

    <K, T> Map<K, T> map(Function<String, K> key, Function<JsonValue, T> translate) {
        Map<K, T> fields = new LinkedHashMap<>();
        Map<?, ?> raw = as(Map.class, "an object");
        raw.forEach((name, field) -> fields.put(
                translate("an object with other names", any -> key.apply(String.valueOf(name))),
                translate.apply(child(String.valueOf(name), field))));
        return fields;
    }

    private JsonValue child(String name, @Nullable Object child) {
        return new JsonValue(path.isEmpty() ? name : path + "." + name, child);
    }

    private <T> T as(Class<T> type, String what) {
        if (!type.isInstance(value)) {
            throw wrong(what, null);
        }
        return type.cast(value);
    }

    UpgradePlanJsonException wrong(String what, @Nullable Exception cause) {
        return new UpgradePlanJsonException(
                (path.isEmpty() ? "the document" : path) + " is not " + what
                        + (cause == null || cause.getMessage() == null ? " but " + value : ": " + cause.getMessage()),
                cause);
    }
}
