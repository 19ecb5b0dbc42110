// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Properties as annotations hold them. */
final class KeyValues {
    private KeyValues() {}

    /** Reads them, in their order, and tells all that are none at once. */
    static Map<String, String> of(String where, String... pairs) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? "" : pair.substring(0, equals).strip();
            String value = pair.substring(equals + 1).strip();
            if (key.isEmpty()) {
                problems.add("\"%s\" is not key=value".formatted(pair));
            } else if (values.containsKey(key)) {
                problems.add("%s is set to \"%s\" and to \"%s\"".formatted(key, values.get(key), value));
            } else {
                values.put(key, value);
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "Cannot read the properties of %s: %s. Write each as one text, \"key=value\"."
                            .formatted(where, String.join("; ", problems)));
        }
        return values;
    }
}
