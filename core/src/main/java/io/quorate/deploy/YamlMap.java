// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A mapping that is going to be written, with comments above its keys. */
final class YamlMap {
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, String> comments = new LinkedHashMap<>();

    YamlMap() {}

    static YamlMap of(String key, Object value) {
        return new YamlMap().put(key, value);
    }

    YamlMap put(String key, Object value) {
        values.put(key, value);
        return this;
    }

    YamlMap put(String key, Object value, String why) {
        comments.put(key, why);
        return put(key, value);
    }

    Map<String, Object> values() {
        return values;
    }

    List<String> comment(String key) {
        String comment = comments.get(key);
        return comment == null ? List.of() : List.of(comment);
    }
}
