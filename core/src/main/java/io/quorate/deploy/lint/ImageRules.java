// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import io.quorate.deploy.lint.LintFinding.Place;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether the image fits what it is told, and secrets: K25, K27. */
final class ImageRules implements Rules {
    private static final List<String> OF_ZOOKEEPER =
            List.of("zookeeper.connect", "broker.id", "inter.broker.protocol.version", "log.message.format.version");

    @Override
    public void check(Manifests found, Findings findings) {
        for (KafkaNode node : found.nodes) {
            if (node.origin == KafkaNode.Origin.FILE) {
                continue;
            }
            image(node, findings);
            keys(node, findings);
            secrets(node, findings);
        }
    }

    private static void image(KafkaNode node, Findings findings) {
        Yaml image = node.workload
                .map(workload -> workload.container().at("image"))
                .orElseGet(() -> node.service.at("image"));
        String text = image.textOr("");
        if (text.isEmpty() || text.contains("$") || text.contains("@sha256")) {
            return;
        }
        String last = text.substring(text.lastIndexOf('/') + 1);
        if (!last.contains(":") || last.endsWith(":latest")) {
            findings.error(
                    LintRule.K25,
                    new Place(node.place.file(), image.line()),
                    "image " + text
                            + " is whatever is new that day: a restart upgrades one node, and maybe cannot go back",
                    "Name a release");
        }
    }

    private static void keys(KafkaNode node, Findings findings) {
        for (Setting variable : node.variables.values()) {
            boolean bitnami = variable.key().startsWith("KAFKA_CFG_");
            if (bitnami && (node.flavour == Flavour.APACHE || node.flavour == Flavour.CONFLUENT)) {
                findings.error(
                        LintRule.K25,
                        variable.place(),
                        variable.key() + " means something to Bitnami's image only: this one ignores it",
                        "Write " + variable.key().replace("KAFKA_CFG_", "KAFKA_"));
            } else if (node.flavour == Flavour.BITNAMI && isPlainKey(variable.key())) {
                findings.error(
                        LintRule.K25,
                        variable.place(),
                        variable.key() + " is ignored by Bitnami's image",
                        "Write " + variable.key().replace("KAFKA_", "KAFKA_CFG_"));
            }
        }
        if (node.flavour == Flavour.APACHE && node.stockEntryPoint) {
            OF_ZOOKEEPER.stream()
                    .filter(node::isSet)
                    .forEach(key -> findings.error(
                            LintRule.K25,
                            node.placeOf(key),
                            key + " belongs to ZooKeeper mode, which this image does not have",
                            "Remove it; set node.id, process.roles and the quorum"));
        }
    }

    private static boolean isPlainKey(String name) {
        return Set.of(
                        "KAFKA_NODE_ID",
                        "KAFKA_PROCESS_ROLES",
                        "KAFKA_CONTROLLER_QUORUM_VOTERS",
                        "KAFKA_LISTENERS",
                        "KAFKA_ADVERTISED_LISTENERS")
                .contains(name);
    }

    private static void secrets(KafkaNode node, Findings findings) {
        Set<String> told = new HashSet<>();
        for (Setting variable : node.variables.values()) {
            String value = variable.value().orElse(""); // that of a Secret is unknown
            boolean named = variable.key().toUpperCase(Locale.ROOT).contains("PASSWORD")
                    && !variable.key().endsWith("_FILE")
                    && !variable.key().endsWith("_LOCATION");
            boolean inside = value.matches("(?s).*password=\\\\?\"(?!\\$).+");
            if ((named || inside) && !value.isEmpty() && !value.startsWith("$") && told.add(variable.key())) {
                findings.error(
                        LintRule.K27,
                        variable.place(),
                        "the password of " + variable.key() + " stands in the file, and in everybody's version control",
                        "Refer to a Secret or a file");
            }
        }
    }
}
