// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.distribution.KafkaRelease;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the containers of a cluster are told. Each listens at the same ports; only that for clients is one of the machine too,
 * and the others find each other by the names that they have in their network. Pure: the ports of the machine are given.
 */
final class ContainerPlan {
    static final int CLIENT_PORT = 9092;

    private static final int BROKER_PORT = 9093;
    private static final int CONTROLLER_PORT = 9094;
    private static final String BROKER_LISTENER = "BROKER";
    private static final String DATA = "/var/lib/kafka/data/";

    /** What other properties follow from, so that a value of somebody else's would take a cluster apart. */
    private static final Set<String> OURS = Set.of(
            "advertised.listeners",
            "controller.listener.names",
            "controller.quorum.bootstrap.servers",
            "controller.quorum.voters",
            "inter.broker.listener.name",
            "listener.security.protocol.map",
            "listeners",
            "log.dirs",
            "node.id",
            "process.roles");

    private final ClusterSpec cluster;
    private final ContainerSettings settings;

    ContainerPlan(ClusterSpec cluster, ContainerSettings settings) {
        this.cluster = cluster;
        this.settings = settings;
    }

    /** Why this cluster cannot be one of containers: all reasons. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        KafkaRelease release = cluster.distribution().release();
        if (cluster.store() == MetadataStore.ZOOKEEPER) {
            problems.add("ZooKeeper is no part of the image: use Layout.COMBINED or SEPARATE, with 3.7.0 or later");
        }
        settings.image().problem(release).ifPresent(problems::add);
        if (cluster.quorum() == Quorum.DYNAMIC) {
            problems.add("The image formats storage for a static quorum only: leave out quorum(Quorum.DYNAMIC)");
        }
        cluster.security()
                .ifPresent(security ->
                        problems.add("Security (" + security + ") needs files that no container has: leave it out"));
        settings.jvmArguments().stream()
                .filter(argument -> argument.chars().anyMatch(Character::isWhitespace))
                .forEach(argument -> problems.add(
                        "JVM argument \"" + argument + "\" has a space in it, which KAFKA_OPTS cannot hold"));
        cluster.nodes().forEach(node -> problems.addAll(problems(node)));
        return problems.stream().distinct().toList();
    }

    /** Why a node cannot be one of these containers. */
    List<String> problems(NodeSpec node) {
        List<String> problems = new ArrayList<>();
        if (node.distribution().isPresent()) {
            problems.add("Node " + node.nodeId() + " is to run "
                    + node.distribution().get()
                    + ", but all containers run the image of the cluster: leave out withVersion and withDistribution");
        }
        Map<String, String> properties = new HashMap<>(cluster.properties());
        properties.putAll(node.properties());
        new TreeSet<>(properties.keySet())
                .stream()
                        .filter(OURS::contains)
                        .forEach(key -> problems.add(
                                "Property " + key + " follows from the network of the containers: leave it out"));
        problems.addAll(KafkaEnvironment.problems(properties));
        return problems;
    }

    /** The environment of one container; the endpoints are where clients reach the brokers, by their ids. */
    Map<String, String> environment(NodeSpec node, Map<Integer, NodeSpec> nodes, Map<Integer, Endpoint> clients) {
        Map<Integer, NodePorts> ports = nodes.values().stream()
                .collect(Collectors.toMap(
                        NodeSpec::nodeId, any -> inside(any, Optional.ofNullable(clients.get(any.nodeId())))));
        NodeProperties properties =
                new NodeProperties(cluster, ports, new Releases(Map.of()), Optional.empty(), Optional.empty());
        SortedMap<String, String> all = properties.of(node, logDirs());
        all.merge("listener.security.protocol.map", BROKER_LISTENER + ":PLAINTEXT", ContainerPlan::joined);
        // Where the controller is, voters tell; the image starts no controller with this key.
        all.remove("advertised.listeners");
        Optional.ofNullable(clients.get(node.nodeId())).ifPresent(client -> {
            all.merge(
                    "listeners",
                    new Endpoint(BROKER_LISTENER, "0.0.0.0", BROKER_PORT).toString(),
                    ContainerPlan::joined);
            Endpoint broker = new Endpoint(BROKER_LISTENER, alias(node.nodeId()), BROKER_PORT);
            all.put("advertised.listeners", client + "," + broker);
            all.put("inter.broker.listener.name", BROKER_LISTENER);
        });
        Map<String, String> environment = new HashMap<>(KafkaEnvironment.of(all));
        environment.put("CLUSTER_ID", cluster.clusterId());
        environment.put("KAFKA_HEAP_OPTS", "-Xmx256m");
        environment.put("KAFKA_JVM_PERFORMANCE_OPTS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        if (!settings.jvmArguments().isEmpty()) {
            environment.put("KAFKA_OPTS", String.join(" ", settings.jvmArguments()));
        }
        return environment;
    }

    /** The name of a node in the network of the cluster. */
    static String alias(int nodeId) {
        return "node-" + nodeId;
    }

    /** Where its peers reach the controller of a node. */
    static Endpoint controller(int nodeId) {
        return new Endpoint(NodeProperties.CONTROLLER_LISTENER, alias(nodeId), CONTROLLER_PORT);
    }

    private static NodePorts inside(NodeSpec node, Optional<Endpoint> client) {
        Optional<Endpoint> controller = node.isController() ? Optional.of(controller(node.nodeId())) : Optional.empty();
        return new NodePorts(
                client,
                controller,
                client.map(known -> new Endpoint(known.listener(), "0.0.0.0", CLIENT_PORT)),
                controller.map(known -> new Endpoint(known.listener(), "0.0.0.0", CONTROLLER_PORT)),
                "");
    }

    private String logDirs() {
        return IntStream.rangeClosed(1, settings.logDirs())
                .mapToObj(number -> DATA + number)
                .collect(Collectors.joining(","));
    }

    private static String joined(String first, String second) {
        return Stream.of(first, second).collect(Collectors.joining(","));
    }
}
