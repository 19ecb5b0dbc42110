// SPDX-License-Identifier: Apache-2.0
package io.quorate.internal;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A JSON object that is going to be written, its fields in the order in which they came. */
public final class JsonObject {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    /** Nothing in it yet. */
    public JsonObject() {}

    /** An object with a first field. */
    public static JsonObject of(String name, Object value) {
        return new JsonObject().put(name, value);
    }

    /** One more field; {@link JsonText} says what may be a value. */
    public JsonObject put(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    Map<String, Object> fields() {
        return Collections.unmodifiableMap(fields);
    }
}
