// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes a report as JSON, of which only texts and numbers are needed. */
final class LintJson {
    private static final int FIRST_PRINTABLE = 0x20;

    private LintJson() {}

    static String write(LintReport report) {
        return "{\n" + list("findings", report.findings(), LintJson::finding) + ",\n"
                + list("unreadable", report.unreadable(), LintJson::unreadable) + ",\n"
                + list("nodes", report.nodes(), LintJson::text) + ",\n"
                + list("unknown", report.unknown(), LintJson::text) + "\n}\n";
    }

    private static <T> String list(String name, List<T> elements, Function<T, String> form) {
        return "  " + text(name) + ": "
                + (elements.isEmpty()
                        ? "[]"
                        : elements.stream().map(form).collect(Collectors.joining(",\n    ", "[\n    ", "\n  ]")));
    }

    private static String finding(LintFinding finding) {
        return "{\"rule\": " + text(finding.rule().name()) + ", \"severity\": "
                + text(finding.severity().name()) + ", " + place(finding.place()) + ", \"breaks\": "
                + text(finding.breaks()) + ", \"fix\": " + text(finding.fix()) + "}";
    }

    private static String unreadable(LintReport.Unreadable file) {
        return "{" + place(file.place()) + ", \"reason\": " + text(file.reason()) + "}";
    }

    private static String place(LintFinding.Place place) {
        return "\"file\": " + text(place.file()) + ", \"line\": " + place.line();
    }

    private static String text(String text) {
        StringBuilder out = new StringBuilder("\"");
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
        return out.append('"').toString();
    }
}
