// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.distribution.KafkaRelease;
import io.quorate.testkit.security.Security;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a cluster is to be: checked, and free of ports and files. */
record ClusterSpec(
        KafkaDistribution distribution,
        MetadataStore store,
        String clusterId,
        List<NodeSpec> nodes,
        Quorum quorum,
        Timeouts timeouts,
        Map<String, String> properties,
        Optional<Security> security) {
    ClusterSpec {
        nodes = List.copyOf(nodes);
        properties = Map.copyOf(properties);
        List<String> problems = problems(distribution, store, nodes, quorum);
        problems.addAll(problems(security, distribution, store, nodes));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("This cluster cannot be started:\n - " + String.join("\n - ", problems));
        }
    }

    /** What a node runs as long as nothing else is installed on it. */
    KafkaDistribution distributionOf(NodeSpec node) {
        return node.distribution().orElse(distribution);
    }

    /** The name of the listener for clients and brokers: that of what is spoken there. */
    String clientListener() {
        return security.map(Security::protocol).orElse(NodeProperties.CLIENT_LISTENER);
    }

    long brokers() {
        return nodes.stream().filter(NodeSpec::isBroker).count();
    }

    /** Why nodes of these releases cannot be in this cluster, or not on this Java, if they cannot: all reasons. */
    List<String> problems(Collection<KafkaDistribution> distributions, NodeJava java) {
        boolean sasl = security.flatMap(Security::saslMechanism).isPresent();
        return distributions.stream()
                .map(KafkaDistribution::release)
                .distinct()
                .sorted()
                .flatMap(release ->
                        Stream.of(problem(release), sasl ? java.saslProblem(release) : Optional.<String>empty()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Why a node of this release cannot be in this cluster, if it cannot. */
    private Optional<String> problem(KafkaRelease release) {
        return problem(release, store, quorum);
    }

    private static Optional<String> problem(KafkaRelease release, MetadataStore store, Quorum quorum) {
        boolean tooOld = store == MetadataStore.KRAFT && quorum == Quorum.DYNAMIC && !release.isAtLeast(3, 9);
        return store.problem(release)
                .or(() -> tooOld
                        ? Optional.of("Kafka " + release
                                + " knows no dynamic quorum (KIP-853): use 3.9.0 or later, or Quorum.STATIC")
                        : Optional.empty());
    }

    private static List<String> problems(
            Optional<Security> security, KafkaDistribution distribution, MetadataStore store, List<NodeSpec> nodes) {
        List<String> problems = new ArrayList<>();
        if (security.isPresent() && store == MetadataStore.ZOOKEEPER) {
            problems.add("Security (" + security.get()
                    + ") is for KRaft: use Layout.COMBINED or SEPARATE, with 3.3.0 or" + " later");
        }
        if (security.flatMap(Security::saslMechanism)
                .filter(ClusterSpec::isScram)
                .isPresent()) {
            nodes.stream()
                    .map(node -> node.distribution().orElse(distribution).release())
                    .filter(release -> !release.isAtLeast(3, 5))
                    .distinct()
                    .sorted()
                    .forEach(release -> problems.add("Kafka " + release
                            + " cannot have its first SCRAM users with KRaft (KIP-900): use 3.5.0 or later, or"
                            + " Security.saslPlain()"));
        }
        return problems;
    }

    private static boolean isScram(String mechanism) {
        return mechanism.startsWith("SCRAM");
    }

    private static List<String> problems(
            KafkaDistribution distribution, MetadataStore store, List<NodeSpec> nodes, Quorum quorum) {
        List<String> problems = new ArrayList<>();
        nodes.stream()
                .map(node -> node.distribution().orElse(distribution).release())
                .distinct()
                .sorted()
                .forEach(release -> problem(release, store, quorum).ifPresent(problems::add));
        Set<Integer> ids = new HashSet<>();
        for (NodeSpec node : nodes) {
            if (!ids.add(node.nodeId())) {
                problems.add("Node id " + node.nodeId() + " is used twice: ids are shared by brokers and controllers");
            }
        }
        if (store == MetadataStore.ZOOKEEPER) {
            nodes.stream()
                    .filter(NodeSpec::isController)
                    .forEach(node -> problems.add("Node " + node.nodeId()
                            + " is a controller, but with ZooKeeper every node is just a broker: use NodeSpec.broker("
                            + node.nodeId() + ")"));
        } else if (nodes.stream().noneMatch(NodeSpec::isController)) {
            problems.add("No node is a controller: add one with the role CONTROLLER");
        }
        if (nodes.stream().noneMatch(NodeSpec::isBroker)) {
            problems.add("No node is a broker: add one with the role BROKER");
        }
        return problems;
    }
}
