// SPDX-License-Identifier: Apache-2.0
package io.quorate.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value in a document and where it stands there, so that a wrong one can be named. Fields that nobody asks for do no harm.
 *
 * @param path for example {@code topics.content.orders}; empty for the whole document
 * @param value a map, a list, a text, a long, a double or a truth value; {@code null} if there is none
 */
public record JsonTree(String path, @Nullable Object value) {
    /**
     * Reads the whole document.
     *
     * @throws IllegalArgumentException if it has a field twice, or more after its end
     * @throws IOException if it is not JSON, or cannot be read
     */
    public static JsonTree parse(JsonParser json) throws IOException {
        JsonTree document = new JsonTree("", value(json, json.nextToken()));
        if (json.nextToken() != null) {
            throw new Wrong("there is more after its end", null);
        }
        return document;
    }

    private static @Nullable Object value(JsonParser json, @Nullable JsonToken token) throws IOException {
        if (token == null) {
            return null;
        }
        return switch (token) {
            case START_OBJECT -> fields(json);
            case START_ARRAY -> elements(json);
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_STRING -> json.getText();
            case VALUE_TRUE, VALUE_FALSE -> json.getBooleanValue();
            default -> null;
        };
    }

    private static Map<String, @Nullable Object> fields(JsonParser json) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (fields.containsKey(name)) {
                throw new Wrong("the field " + name + " is there twice", null);
            }
            fields.put(name, value(json, json.nextToken()));
        }
        return fields;
    }

    private static List<@Nullable Object> elements(JsonParser json) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
            elements.add(value(json, next));
        }
        return elements;
    }

    /** The field of an object, which may have no value. */
    public JsonTree get(String field) {
        return child(field, as(Map.class, "an object").get(field));
    }

    /** The field of an object, if it has a value. */
    public <T> Optional<T> optional(String field, Function<JsonTree, T> translate) {
        return get(field).ifThere(translate);
    }

    /** What this is, if there is a value. */
    public <T> Optional<T> ifThere(Function<JsonTree, T> translate) {
        return isThere() ? Optional.of(translate.apply(this)) : Optional.empty();
    }

    /** Whether there is a value. */
    public boolean isThere() {
        return value != null;
    }

    /** Whether it has fields. */
    public boolean isObject() {
        return value instanceof Map;
    }

    /** A text. */
    public String text() {
        return as(String.class, "a text");
    }

    /** A whole number. */
    public long number() {
        return as(Long.class, "a whole number");
    }

    /** A whole number of 32 bits. */
    public int integer() {
        long number = number();
        return parsed(() -> Math.toIntExact(number), "a whole number of 32 bits");
    }

    /** A number that may have decimals. */
    public double decimal() {
        return value instanceof Long whole ? whole.doubleValue() : as(Double.class, "a number");
    }

    /** Turns a text into what it stands for. */
    public <T> T parse(Function<String, T> parser, String what) {
        String text = text();
        return parsed(() -> parser.apply(text), what);
    }

    /** The constant that a text names. */
    public <E extends Enum<E>> E constant(Class<E> type) {
        return parse(text -> Enum.valueOf(type, text), "one of " + Arrays.toString(type.getEnumConstants()));
    }

    /** Makes something of this, which may find that its parts do not go together. */
    public <T> T translate(String what, Function<JsonTree, T> translator) {
        try {
            return translator.apply(this);
        } catch (Wrong e) {
            throw e;
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw new Wrong(place() + " is not " + what + ": " + e.getMessage(), e);
        }
    }

    /** Each element of a list. */
    public <T> List<T> list(Function<JsonTree, T> translate) {
        List<T> elements = new ArrayList<>();
        for (Object element : as(List.class, "a list")) {
            elements.add(translate.apply(child("[" + elements.size() + "]", element)));
        }
        return elements;
    }

    /** Each field of an object. */
    public <T> Map<String, T> fields(Function<JsonTree, T> translate) {
        return fields(name -> name, "a name", translate);
    }

    /** Each field of an object whose names stand for something; {@code what} says for what. */
    public <K, T> Map<K, T> fields(Function<String, K> key, String what, Function<JsonTree, T> translate) {
        Map<K, T> fields = new LinkedHashMap<>();
        Map<?, ?> raw = as(Map.class, "an object");
        raw.forEach((name, content) -> {
            JsonTree field = child(String.valueOf(name), content);
            fields.put(new JsonTree(field.path(), String.valueOf(name)).parse(key, what), translate.apply(field));
        });
        return fields;
    }

    /** What is to be thrown if this is not what it ought to be. */
    public IllegalArgumentException wrong(String what) {
        return wrong(what, null);
    }

    private <T> T parsed(Supplier<T> parser, String what) {
        try {
            return parser.get();
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw wrong(what, e);
        }
    }

    private JsonTree child(String name, @Nullable Object child) {
        return new JsonTree(path.isEmpty() ? name : path + "." + name, child);
    }

    private <T> T as(Class<T> type, String what) {
        if (!type.isInstance(value)) {
            throw wrong(what, null);
        }
        return type.cast(value);
    }

    private Wrong wrong(String what, @Nullable Exception cause) {
        return new Wrong(place() + " is not " + what + " but " + value, cause);
    }

    private String place() {
        return path.isEmpty() ? "the document" : path;
    }

    /** It has said where already. */
    private static final class Wrong extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Wrong(String problem, @Nullable Exception cause) {
            super(problem, cause);
        }
    }
}
