// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import io.quorate.deploy.lint.LintFinding.Place;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A StatefulSet or a Deployment whose pods run Kafka. */
record Workload(String file, Yaml document, Yaml container, List<KafkaNode> nodes) {
    String kind() {
        return document.at("kind").textOr("");
    }

    String name() {
        return document.at("metadata", "name").textOr("unnamed");
    }

    Yaml spec() {
        return document.at("spec");
    }

    Yaml pod() {
        return document.at("spec", "template", "spec");
    }

    int replicas() {
        return spec().at("replicas").number().orElse(1);
    }

    Place place(Yaml at) {
        return new Place(file, at.isMissing() ? document.line() : at.line());
    }

    Map<String, String> labels() {
        Map<String, String> found = new TreeMap<>();
        document.at("spec", "template", "metadata", "labels")
                .entries()
                .forEach((key, value) -> found.put(key, value.textOr("")));
        return found;
    }

    /** Whether a selector, such as that of a service, finds its pods. */
    boolean isSelectedBy(Yaml labels) {
        return !labels.entries().isEmpty()
                && labels.entries().entrySet().stream()
                        .allMatch(entry -> entry.getValue().textOr("").equals(labels().get(entry.getKey())));
    }

    boolean hasControllers() {
        return nodes.stream().anyMatch(KafkaNode::isController);
    }
}
