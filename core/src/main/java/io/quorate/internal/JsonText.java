// SPDX-License-Identifier: Apache-2.0
package io.quorate.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Writes objects, maps, collections, whole numbers and truth values as JSON, and everything else as its text. A field with an
 * empty optional is left out.
 */
public final class JsonText {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DefaultIndenter ELEMENT_A_LINE = new DefaultIndenter("  ", "\n");

    private JsonText() {}

    /** One line, without an end. */
    public static String line(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException("Did not write JSON to memory", e);
        }
        return text.toString();
    }

    /** An element a line, and an end of line after the last. */
    public static String lines(Object value) {
        Separators separators = Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter(separators)
                    .withObjectIndenter(ELEMENT_A_LINE)
                    .withArrayIndenter(ELEMENT_A_LINE));
            write(json, value);
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("Did not write JSON to memory", e);
        }
        return text.toString();
    }

    /** Writes a value in the form that the generator is set to. */
    public static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof JsonObject object) {
            write(json, object.fields());
        } else if (value instanceof Map<?, ?> fields) {
            object(json, fields);
        } else if (value instanceof Collection<?> elements) {
            json.writeStartArray();
            for (Object element : elements) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof Integer || value instanceof Long) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else {
            json.writeString(value.toString());
        }
    }

    private static void object(JsonGenerator json, Map<?, ?> fields) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            Object content = field.getValue() instanceof Optional<?> some ? some.orElse(null) : field.getValue();
            if (content != null) {
                json.writeFieldName(String.valueOf(field.getKey()));
                write(json, content);
            }
        }
        json.writeEndObject();
    }
}
