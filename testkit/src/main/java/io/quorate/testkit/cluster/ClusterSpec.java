// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.distribution.KafkaRelease;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a cluster is to be: checked, and free of ports and files. */
record ClusterSpec(
        KafkaDistribution distribution,
        String clusterId,
        List<NodeSpec> nodes,
        Quorum quorum,
        Timeouts timeouts,
        Map<String, String> properties) {
    ClusterSpec {
        nodes = List.copyOf(nodes);
        properties = Map.copyOf(properties);
        List<String> problems = problems(distribution.release(), nodes, quorum);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("This cluster cannot be started:\n - " + String.join("\n - ", problems));
        }
    }

    long brokers() {
        return nodes.stream().filter(NodeSpec::isBroker).count();
    }

    private static List<String> problems(KafkaRelease release, List<NodeSpec> nodes, Quorum quorum) {
        List<String> problems = new ArrayList<>();
        if (!release.isAtLeast(3, 3)) {
            problems.add(
                    "Kafka " + release + " needs ZooKeeper, which the testkit does not start yet: use 3.3.0 or later");
        } else if (quorum == Quorum.DYNAMIC && !release.isAtLeast(3, 9)) {
            problems.add(
                    "Kafka " + release + " knows no dynamic quorum (KIP-853): use 3.9.0 or later, or Quorum.STATIC");
        }
        Set<Integer> ids = new HashSet<>();
        for (NodeSpec node : nodes) {
            if (!ids.add(node.nodeId())) {
                problems.add("Node id " + node.nodeId() + " is used twice: ids are shared by brokers and controllers");
            }
        }
        if (nodes.stream().noneMatch(NodeSpec::isController)) {
            problems.add("No node is a controller: add one with the role CONTROLLER");
        }
        if (nodes.stream().noneMatch(NodeSpec::isBroker)) {
            problems.add("No node is a broker: add one with the role BROKER");
        }
        return problems;
    }
}
