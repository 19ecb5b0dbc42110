// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import io.quorate.deploy.lint.LintFinding.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads properties, and files of variables, with lines. */
final class PropertiesText {
    private PropertiesText() {}

    static List<Setting> read(String text, Function<Integer, Place> places) {
        List<Setting> settings = new ArrayList<>();
        String[] lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            int line = i + 1;
            StringBuilder whole = new StringBuilder(lines[i].strip());
            while (whole.length() > 0 && whole.charAt(whole.length() - 1) == '\\' && i + 1 < lines.length) {
                whole.setLength(whole.length() - 1);
                i++;
                whole.append(lines[i].strip());
            }
            String content = whole.toString();
            if (content.isEmpty() || content.startsWith("#") || content.startsWith("!")) {
                continue;
            }
            int equals = content.indexOf('=');
            int end = equals < 0 ? content.length() : equals;
            settings.add(Setting.of(
                    content.substring(0, end).strip(),
                    equals < 0 ? "" : content.substring(equals + 1).strip(),
                    places.apply(line)));
        }
        return settings;
    }

    /** A file for a broker: {@code server.properties}, also by another name. */
    static boolean isOfKafka(List<Setting> settings) {
        return settings.stream()
                .map(Setting::key)
                .anyMatch(key -> key.equals("process.roles")
                        || key.equals("node.id")
                        || key.equals("broker.id")
                        || key.equals("log.dirs")
                        || key.equals("zookeeper.connect"));
    }
}
