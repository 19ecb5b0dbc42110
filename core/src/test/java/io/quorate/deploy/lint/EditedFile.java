// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import java.util.List;

/** A good file with some places changed, and what is found in it. */
record EditedFile(String name, String text) {
    private static final String CLAIMS =
            "  volumeClaimTemplates:\n    - metadata:\n        name: data\n      spec:\n        accessModes: [ReadWriteOnce]\n        resources:\n          requests:\n            storage: 100Gi\n";

    static EditedFile compose() {
        return new EditedFile("compose.yaml", LintCase.file("compose.yaml"));
    }

    static EditedFile kubernetes() {
        return new EditedFile("kubernetes.yaml", LintCase.file("kubernetes.yaml"));
    }

    static EditedFile properties(String... lines) {
        return new EditedFile("server.properties", String.join("\n", lines) + "\n");
    }

    /** Three StatefulSets of one pod, each with its zone said in the place of the given text of the pod. */
    static EditedFile threeSets(String place, String replacement, List<String> zones) {
        String all = kubernetes()
                .with(
                        "0@kafka-0.kafka-nodes:9093,1@kafka-1.kafka-nodes:9093,2@kafka-2.kafka-nodes:9093",
                        "0@kafka-0-0.kafka-nodes:9093,1@kafka-1-1.kafka-nodes:9093,2@kafka-2-2.kafka-nodes:9093")
                .text();
        int set = all.indexOf("---\napiVersion: apps/v1");
        StringBuilder out = new StringBuilder(all.substring(0, set));
        for (int i = 0; i < zones.size(); i++) {
            out.append(new EditedFile("", all.substring(set))
                    .with("metadata:\n  name: kafka\n", "metadata:\n  name: kafka-" + i + "\n")
                    .with("  replicas: 3\n", "  replicas: 1\n  ordinals: {start: " + i + "}\n")
                    .with(place, replacement.replace("ZONE", zones.get(i)))
                    .text());
        }
        return new EditedFile("kubernetes.yaml", out.toString());
    }

    /** Fails if the place is not there, so that no case tests the good file by mistake. */
    EditedFile with(String place, String replacement) {
        if (!text.contains(place)) {
            throw new IllegalStateException("\"" + place + "\" is not in " + name);
        }
        return new EditedFile(name, text.replace(place, replacement));
    }

    EditedFile without(String place) {
        return with(place, "");
    }

    EditedFile withoutClaims() {
        return without(CLAIMS);
    }

    EditedFile and(String more) {
        return new EditedFile(name, text + more);
    }

    LintReport report() {
        return ManifestLint.lint(List.of(new ManifestFile(name, text)));
    }

    List<LintFinding> findings() {
        return report().findings();
    }

    List<LintRule> rules() {
        return findings().stream().map(LintFinding::rule).toList();
    }

    /** What a rule says. */
    List<String> saidBy(LintRule rule) {
        return findings().stream()
                .filter(finding -> finding.rule() == rule)
                .map(LintFinding::breaks)
                .toList();
    }

    /** The text of the lines that are found. */
    List<String> lines() {
        List<String> all = text.lines().map(String::strip).toList();
        return findings().stream()
                .map(finding -> all.get(finding.place().line() - 1))
                .toList();
    }
}
