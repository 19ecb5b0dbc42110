// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides the properties and the format arguments of a node. Pure: ports and directories are given. */
final class NodeProperties {
    static final String CLIENT_LISTENER = "PLAINTEXT";
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    /**
     * What suits tests, whichever the release: quick consumer groups, little disk and memory. The release says only at WARN
     * that it does not know a key.
     */
    private static final Map<String, String> FOR_TESTS = Map.ofEntries(
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("unclean.leader.election.enable", "false"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("offsets.topic.num.partitions", "3"),
            Map.entry("transaction.state.log.num.partitions", "3"),
            Map.entry("share.coordinator.state.topic.num.partitions", "3"),
            Map.entry("log.index.size.max.bytes", "1048576"),
            Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"));

    private final ClusterSpec cluster;
    private final SortedMap<Integer, Endpoint> controllers;
    private final Map<Integer, NodePorts> ports;

    /** Takes the ports of all nodes, those added later too. */
    NodeProperties(ClusterSpec cluster, Map<Integer, NodePorts> ports) {
        this.cluster = cluster;
        this.ports = Map.copyOf(ports);
        this.controllers = new TreeMap<>();
        ports.forEach((nodeId, of) -> of.controller().ifPresent(endpoint -> controllers.put(nodeId, endpoint)));
    }

    SortedMap<String, String> of(NodeSpec node, String dataDirectory) {
        NodePorts own = own(node);
        SortedMap<String, String> all = new TreeMap<>(FOR_TESTS);
        all.putAll(cluster.timeouts().properties());
        internalTopics(all);
        all.put("node.id", Integer.toString(node.nodeId()));
        all.put(
                "process.roles",
                node.roles().stream().sorted().map(Role::configValue).collect(Collectors.joining(",")));
        all.put("log.dirs", dataDirectory);
        all.put(
                "listeners",
                Stream.of(own.boundClient(), own.boundController())
                        .flatMap(endpoint -> endpoint.stream())
                        .map(Endpoint::toString)
                        .collect(Collectors.joining(",")));
        own.client().ifPresent(endpoint -> {
            all.put("inter.broker.listener.name", endpoint.listener());
        });
        String advertised = advertised(own);
        if (!advertised.isEmpty()) {
            all.put("advertised.listeners", advertised);
        }
        all.put("controller.listener.names", CONTROLLER_LISTENER);
        all.put("listener.security.protocol.map", CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        if (cluster.quorum() == Quorum.STATIC) {
            all.put(
                    "controller.quorum.voters",
                    firstControllers(id -> id + "@" + endpoint(id).address()));
        } else {
            all.put(
                    "controller.quorum.bootstrap.servers",
                    controllers.values().stream().map(Endpoint::address).collect(Collectors.joining(",")));
        }
        node.rack().filter(rack -> node.isBroker()).ifPresent(rack -> all.put("broker.rack", rack));
        all.putAll(cluster.properties());
        all.putAll(node.properties());
        return all;
    }

    /** Releases before 3.9 allow no controller there: others know it by {@code controller.quorum.voters} alone. */
    private String advertised(NodePorts own) {
        Optional<Endpoint> controller = own.controller()
                .filter(endpoint -> cluster.distribution().release().isAtLeast(3, 9))
                .filter(endpoint -> !own.boundController().equals(own.controller()));
        return Stream.of(own.client(), controller)
                .flatMap(Optional::stream)
                .map(Endpoint::toString)
                .collect(Collectors.joining(","));
    }

    /** What the storage tool is told, besides the file with the properties. */
    List<String> formatArguments(NodeSpec node) {
        List<String> arguments = new ArrayList<>(List.of("--cluster-id", cluster.clusterId(), "--ignore-formatted"));
        if (cluster.quorum() == Quorum.DYNAMIC) {
            if (!cluster.nodes().contains(node)) {
                arguments.add("--no-initial-controllers");
            } else if (node.isController()) {
                arguments.add("--initial-controllers");
                arguments.add(firstControllers(id ->
                        id + "@" + endpoint(id).address() + ":" + ports(id).directoryId()));
            }
        }
        return arguments;
    }

    private void internalTopics(SortedMap<String, String> all) {
        long replicas = Math.min(3, cluster.brokers());
        String replicationFactor = Long.toString(replicas);
        String minIsr = Long.toString(Math.max(1, replicas - 1));
        all.put("offsets.topic.replication.factor", replicationFactor);
        all.put("transaction.state.log.replication.factor", replicationFactor);
        all.put("transaction.state.log.min.isr", minIsr);
        all.put("share.coordinator.state.topic.replication.factor", replicationFactor);
        all.put("share.coordinator.state.topic.min.isr", minIsr);
    }

    private String firstControllers(java.util.function.IntFunction<String> form) {
        return cluster.nodes().stream()
                .filter(NodeSpec::isController)
                .map(NodeSpec::nodeId)
                .sorted(Comparator.naturalOrder())
                .map(form::apply)
                .collect(Collectors.joining(","));
    }

    private Endpoint endpoint(int nodeId) {
        Endpoint endpoint = controllers.get(nodeId);
        if (endpoint == null) {
            throw new IllegalArgumentException("Controller " + nodeId + " has no port");
        }
        return endpoint;
    }

    private NodePorts own(NodeSpec node) {
        return ports(node.nodeId());
    }

    private NodePorts ports(int nodeId) {
        NodePorts found = ports.get(nodeId);
        if (found == null) {
            throw new IllegalArgumentException("Node " + nodeId + " has no ports");
        }
        return found;
    }
}
