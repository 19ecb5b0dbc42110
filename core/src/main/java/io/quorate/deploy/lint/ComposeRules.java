// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import io.quorate.deploy.lint.LintFinding.Place;
import java.util.HashMap;
import java.util.Map;

/** What services of Compose do to each other: K26, K28. */
final class ComposeRules implements Rules {
    @Override
    public void check(Manifests found, Findings findings) {
        Map<String, String> ports = new HashMap<>();
        for (KafkaNode node : found.ofCompose()) {
            ports(node, ports, findings);
            Yaml depends = node.service.at("depends_on");
            boolean onKafka = depends.items().stream()
                    .anyMatch(name -> found.ofCompose().stream().anyMatch(other -> name.is(other.name)));
            if (onKafka) {
                findings.warning(
                        LintRule.K28,
                        new Place(node.place.file(), depends.line()),
                        node.name + " waits until other containers are started, not until Kafka in them is",
                        "Leave it out: nodes look for each other; or use condition: service_healthy with a health check");
            }
            Yaml replicas = node.service.at("deploy", "replicas");
            if (replicas.number().orElse(1) > 1) {
                findings.error(
                        LintRule.K28,
                        new Place(node.place.file(), replicas.line()),
                        "all replicas of " + node.name + " have the same node.id and the same disk",
                        "Write a service for each node");
            }
            if (node.service.at("stop_grace_period").isMissing()) {
                findings.warning(
                        LintRule.K26,
                        node.place,
                        node.name + " is killed ten seconds after it was asked to stop: a controlled shutdown may take"
                                + " longer, and a killed broker recovers its log at the next start",
                        "Set stop_grace_period: 2m");
            }
        }
    }

    private static void ports(KafkaNode node, Map<String, String> taken, Findings findings) {
        for (Yaml port : node.service.at("ports").items()) {
            String published = port.text()
                    .filter(text -> text.contains(":"))
                    .map(text -> text.substring(0, text.lastIndexOf(':')))
                    .map(text -> text.substring(text.lastIndexOf(':') + 1))
                    .orElse(port.at("published").textOr(""));
            String other =
                    published.isEmpty() || published.contains("$") ? null : taken.putIfAbsent(published, node.name);
            if (other != null) {
                findings.error(
                        LintRule.K28,
                        new Place(node.place.file(), port.line()),
                        node.name + " and " + other + " both publish port " + published
                                + ": the second one does not start",
                        "Publish each node on a port of its own");
            }
        }
    }
}
