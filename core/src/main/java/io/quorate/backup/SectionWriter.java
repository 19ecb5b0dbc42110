// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import com.fasterxml.jackson.core.JsonGenerator;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;

/** Writes sections: each says first whether it is whole, and one that was not read has no content at all. */
final class SectionWriter {
    private final JsonGenerator json;

    SectionWriter(JsonGenerator json) {
        this.json = json;
    }

    /** Something that is written as one JSON value. */
    @FunctionalInterface
    interface Part<T> {
        void write(T content) throws IOException;
    }

    /** A section whose content is an object with a field for each thing. */
    <K, T> void fields(String name, Observed<Map<K, T>> section, Part<T> value) throws IOException {
        section(name, section, content -> object(content, value));
    }

    /** A section whose content is a list. */
    <T> void elements(String name, Observed<? extends Collection<T>> section, Part<T> element) throws IOException {
        section(name, section, content -> {
            json.writeStartArray();
            for (T one : content) {
                element.write(one);
            }
            json.writeEndArray();
        });
    }

    /** A field that is a list and no section. */
    <T> void list(String name, Collection<T> elements, Part<T> element) throws IOException {
        json.writeArrayFieldStart(name);
        for (T one : elements) {
            element.write(one);
        }
        json.writeEndArray();
    }

    /** An object with a field for each thing. */
    <K, T> void object(Map<K, T> fields, Part<T> value) throws IOException {
        json.writeStartObject();
        for (Map.Entry<K, T> field : fields.entrySet()) {
            json.writeFieldName(String.valueOf(field.getKey()));
            value.write(field.getValue());
        }
        json.writeEndObject();
    }

    private <T> void section(String name, Observed<T> section, Part<T> content) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("status", SectionStatus.of(section).name());
        list("gaps", section.gaps(), this::gap);
        if (section.value().isPresent()) {
            json.writeFieldName("content");
            content.write(section.value().get());
        }
        json.writeEndObject();
    }

    private void gap(Gap gap) throws IOException {
        json.writeStartObject();
        json.writeStringField("subject", gap.subject());
        json.writeStringField("kind", gap.kind().name());
        json.writeStringField("cause", gap.cause());
        json.writeEndObject();
    }
}
