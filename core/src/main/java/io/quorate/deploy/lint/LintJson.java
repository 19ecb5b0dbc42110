// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import io.quorate.internal.JsonObject;
import io.quorate.internal.JsonText;

/** Writes a report as JSON. */
final class LintJson {
    private LintJson() {}

    static String write(LintReport report) {
        return JsonText.lines(new JsonObject()
                .put(
                        "findings",
                        report.findings().stream().map(LintJson::finding).toList())
                .put(
                        "unreadable",
                        report.unreadable().stream().map(LintJson::unreadable).toList())
                .put("nodes", report.nodes())
                .put("unknown", report.unknown()));
    }

    private static JsonObject finding(LintFinding finding) {
        return place(new JsonObject().put("rule", finding.rule()).put("severity", finding.severity()), finding.place())
                .put("breaks", finding.breaks())
                .put("fix", finding.fix());
    }

    private static JsonObject unreadable(LintReport.Unreadable file) {
        return place(new JsonObject(), file.place()).put("reason", file.reason());
    }

    private static JsonObject place(JsonObject json, LintFinding.Place place) {
        return json.put("file", place.file()).put("line", place.line());
    }
}
