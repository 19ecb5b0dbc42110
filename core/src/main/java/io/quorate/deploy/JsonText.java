// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes mappings, lists, texts, numbers and truth values as JSON, one element a line. */
final class JsonText {
    private static final int FIRST_PRINTABLE = 0x20;

    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    static String write(YamlMap document) {
        JsonText text = new JsonText();
        text.value(document, "\n");
        return text.out.append('\n').toString();
    }

    private void value(Object value, String line) {
        if (value instanceof YamlMap map) {
            mapping(map, line);
        } else if (value instanceof List<?> list) {
            sequence(list, line);
        } else if (value instanceof Number || value instanceof Boolean) {
            out.append(value);
        } else {
            text(String.valueOf(value));
        }
    }

    private void mapping(YamlMap map, String line) {
        String inner = line + "  ";
        Iterator<Map.Entry<String, Object>> entries = map.values().entrySet().iterator();
        out.append('{');
        while (entries.hasNext()) {
            Map.Entry<String, Object> entry = entries.next();
            out.append(inner);
            text(entry.getKey());
            out.append(": ");
            value(entry.getValue(), inner);
            out.append(entries.hasNext() ? "," : line);
        }
        out.append('}');
    }

    private void sequence(List<?> list, String line) {
        String inner = line + "  ";
        Iterator<?> elements = list.iterator();
        out.append('[');
        while (elements.hasNext()) {
            out.append(inner);
            value(elements.next(), inner);
            out.append(elements.hasNext() ? "," : line);
        }
        out.append(']');
    }

    private void text(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '"' || letter == '\\') {
                out.append('\\').append(letter);
            } else if (letter < FIRST_PRINTABLE) {
                out.append(String.format("\\u%04x", (int) letter));
            } else {
                out.append(letter);
            }
        }
        out.append('"');
    }
}
