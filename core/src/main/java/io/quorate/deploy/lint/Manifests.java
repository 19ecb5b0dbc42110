// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import io.quorate.deploy.lint.LintFinding.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Everything that was recovered from the files, which are taken for those of one cluster. */
final class Manifests {
    final List<KafkaNode> nodes = new ArrayList<>();
    final List<Workload> workloads = new ArrayList<>();
    final List<Resource> resources = new ArrayList<>();
    final List<LintFinding> whileReading = new ArrayList<>();
    final Set<String> unknown = new TreeSet<>();

    /** A Kubernetes resource. */
    record Resource(String file, Yaml document) {
        String kind() {
            return document.at("kind").textOr("");
        }

        String name() {
            return document.at("metadata", "name").textOr("");
        }

        Place place(Yaml at) {
            return new Place(file, at.isMissing() ? document.line() : at.line());
        }
    }

    List<Resource> resources(String kind) {
        return resources.stream()
                .filter(resource -> resource.kind().equals(kind))
                .toList();
    }

    Optional<Resource> resource(String kind, String name) {
        return resources(kind).stream()
                .filter(resource -> resource.name().equals(name))
                .findFirst();
    }

    List<KafkaNode> brokers() {
        return nodes.stream().filter(KafkaNode::isBroker).toList();
    }

    List<KafkaNode> controllers() {
        return nodes.stream().filter(KafkaNode::isController).toList();
    }

    List<KafkaNode> ofCompose() {
        return nodes.stream()
                .filter(node -> node.origin == KafkaNode.Origin.COMPOSE)
                .toList();
    }

    /** Whether what was read can be a whole cluster: one file of properties is one node of it. */
    boolean isWhole() {
        return nodes.stream().allMatch(node -> node.origin != KafkaNode.Origin.FILE && node.isSet("process.roles"))
                && !nodes.isEmpty();
    }
}
