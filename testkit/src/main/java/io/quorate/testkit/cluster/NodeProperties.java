// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.security.internal.ClusterSecurity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
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

    /** Properties that change where or how a storage is formatted. */
    private static final Pattern FOR_THE_TOOL =
            Pattern.compile("^(unstable|internal|controller|node|process|metadata\\.log\\.dir|log\\.dirs?$)");

    private final ClusterSpec cluster;
    private final SortedMap<Integer, Endpoint> controllers;
    private final Map<Integer, NodePorts> ports;
    private final Releases releases;
    private final Optional<Endpoint> zooKeeper;
    private final Optional<ClusterSecurity> security;

    /** Takes the ports and releases of all nodes, those added later too, and where ZooKeeper is, if the cluster has one. */
    NodeProperties(
            ClusterSpec cluster,
            Map<Integer, NodePorts> ports,
            Releases releases,
            Optional<Endpoint> zooKeeper,
            Optional<ClusterSecurity> security) {
        this.cluster = cluster;
        this.releases = releases;
        this.zooKeeper = zooKeeper;
        this.security = security;
        this.ports = Map.copyOf(ports);
        this.controllers = new TreeMap<>();
        ports.forEach((nodeId, of) -> of.controller().ifPresent(endpoint -> controllers.put(nodeId, endpoint)));
    }

    SortedMap<String, String> of(NodeSpec node, String dataDirectory) {
        NodePorts own = own(node);
        SortedMap<String, String> all = new TreeMap<>(FOR_TESTS);
        all.putAll(cluster.timeouts().properties(cluster.store()));
        internalTopics(all);
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
        zooKeeper.ifPresentOrElse(endpoint -> zooKeeper(node, endpoint, all), () -> kraft(node, all));
        security.ifPresent(made -> all.putAll(made.nodeProperties(cluster.clientListener(), CONTROLLER_LISTENER)));
        node.rack().filter(rack -> node.isBroker()).ifPresent(rack -> all.put("broker.rack", rack));
        all.putAll(cluster.properties());
        all.putAll(node.properties());
        return all;
    }

    /** Brokers of mixed releases must speak as the oldest does; a newer one that does not starts and never joins an ISR. */
    private void zooKeeper(NodeSpec node, Endpoint endpoint, SortedMap<String, String> all) {
        all.put("listener.security.protocol.map", CLIENT_LISTENER + ":PLAINTEXT");
        all.put("broker.id", Integer.toString(node.nodeId()));
        all.put("broker.id.generation.enable", "false");
        all.put("zookeeper.connect", endpoint.address());
        all.put("zookeeper.connection.timeout.ms", "30000");
        releases.olderThan(node.nodeId()).ifPresent(line -> all.put("inter.broker.protocol.version", line));
    }

    private void kraft(NodeSpec node, SortedMap<String, String> all) {
        all.put("listener.security.protocol.map", CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        all.put("node.id", Integer.toString(node.nodeId()));
        all.put(
                "process.roles",
                node.roles().stream().sorted().map(Role::configValue).collect(Collectors.joining(",")));
        all.put("controller.listener.names", CONTROLLER_LISTENER);
        if (cluster.quorum() == Quorum.STATIC) {
            all.put(
                    "controller.quorum.voters",
                    firstControllers(id -> id + "@" + endpoint(id).address()));
        } else {
            all.put(
                    "controller.quorum.bootstrap.servers",
                    controllers.values().stream().map(Endpoint::address).collect(Collectors.joining(",")));
        }
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

    /**
     * What the storage tool is told, besides the file with the properties; nothing if the storage needs no format.
     *
     * <p>Mere brokers are told the first controllers too. One that knows them from the log alone, and must take back what it
     * read of a controller that led for a moment, learns them again only when another one is elected, or ends after a minute
     * (Kafka 4.3.1: {@code truncateNewEntries} of {@code KRaftControlRecordStateMachine} forgets the voters and does not read
     * the log again).
     */
    List<String> formatArguments(NodeSpec node) {
        if (zooKeeper.isPresent()) {
            return List.of();
        }
        List<String> arguments = new ArrayList<>(List.of("--cluster-id", cluster.clusterId(), "--ignore-formatted"));
        releases.olderThan(node.nodeId()).ifPresent(line -> arguments.addAll(List.of("--release-version", line)));
        security.ifPresent(made -> arguments.addAll(made.formatArguments()));
        if (cluster.quorum() == Quorum.DYNAMIC) {
            if (cluster.nodes().contains(node)) {
                arguments.add("--initial-controllers");
                arguments.add(firstControllers(id ->
                        id + "@" + endpoint(id).address() + ":" + ports(id).directoryId()));
            } else {
                arguments.add("--no-initial-controllers");
            }
        }
        return arguments;
    }

    /**
     * The voters that a plain storage begins with, none for a static quorum; nothing if what was asked for this node is for
     * the storage tool to understand.
     */
    Optional<List<StorageLayout.Voter>> plainVoters(NodeSpec node) {
        boolean plain = zooKeeper.isEmpty()
                && cluster.nodes().contains(node)
                && releases.olderThan(node.nodeId()).isEmpty()
                && security.filter(made -> !made.formatArguments().isEmpty()).isEmpty()
                && Stream.concat(cluster.properties().keySet().stream(), node.properties().keySet().stream())
                        .noneMatch(key -> FOR_THE_TOOL.matcher(key).find());
        if (!plain) {
            return Optional.empty();
        }
        if (cluster.quorum() == Quorum.STATIC) {
            return Optional.of(List.of());
        }
        return Optional.of(cluster.nodes().stream()
                .filter(NodeSpec::isController)
                .map(NodeSpec::nodeId)
                .sorted()
                .map(id -> new StorageLayout.Voter(id, ports(id).directoryId(), endpoint(id)))
                .toList());
    }

    /** Of the cluster, the node and its log dir. */
    String meta(NodeSpec node) {
        return StorageLayout.meta(cluster.clusterId(), node.nodeId(), own(node).directoryId());
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
