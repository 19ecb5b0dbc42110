// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import io.quorate.topology.ClusterTopology;
import io.quorate.topology.Listener;
import io.quorate.topology.NodeRole;
import io.quorate.topology.QuorumKind;
import io.quorate.topology.TopologyNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The properties of one node, as its {@code server.properties}. Nothing in it is secret: passwords are references to files.
 */
public final class ServerProperties {
    private static final Map<String, String> WHY = Map.of(
            "process.roles",
            "What this node does. Ids of brokers and controllers share one range, and never change once formatted.",
            "controller.quorum.voters",
            "All controllers, the same list on every node. To change it, every node restarts.",
            "controller.quorum.bootstrap.servers",
            "Where to ask for the controllers. Who votes is in the metadata log, and may change while it runs.",
            "advertised.listeners",
            "Where others are told to connect: it must be true from their side.",
            "broker.rack",
            "Replicas of a partition are spread over racks; only if every broker has one.",
            "log.dirs",
            "Below the mount, not the mount itself: a lost+found in it would stop the broker.",
            "min.insync.replicas",
            "One less than the replicas: acks=all goes on while one broker is down, and two have each record.",
            "config.providers",
            "Passwords are read from files when the node starts. They must not end with a line break.",
            "zookeeper.connect",
            "The metadata of releases before 4.0.");

    private ServerProperties() {}

    /**
     * Returns the properties of a node.
     *
     * @param topology the cluster
     * @param nodeId the node
     * @return by key
     */
    public static SortedMap<String, String> of(ClusterTopology topology, int nodeId) {
        return new TreeMap<>(ordered(topology, topology.node(nodeId)));
    }

    /**
     * Returns the file of a node, in an order for people and with a comment where a value is not obvious.
     *
     * @param topology the cluster
     * @param nodeId the node
     * @return the text of its {@code server.properties}
     */
    public static String file(ClusterTopology topology, int nodeId) {
        StringBuilder text = new StringBuilder("# Node " + nodeId + " of " + topology.name() + ", Kafka "
                + topology.release() + ". Rendered from the topology: change that.\n");
        ordered(topology, topology.node(nodeId)).forEach((key, value) -> {
            String why = WHY.get(key);
            if (why != null) {
                text.append("\n# ").append(why).append('\n');
            }
            text.append(key).append('=').append(value.replace("\\", "\\\\")).append('\n');
        });
        return text.toString();
    }

    private static Map<String, String> ordered(ClusterTopology topology, TopologyNode node) {
        Map<String, String> all = new LinkedHashMap<>();
        if (topology.quorum() == QuorumKind.ZOOKEEPER) {
            all.put("broker.id", String.valueOf(node.nodeId()));
            all.put("zookeeper.connect", topology.zooKeeper().orElseThrow());
        } else {
            quorum(topology, node, all);
        }
        listeners(topology, node, all);
        all.put("log.dirs", String.join(",", node.logDirs()));
        if (node.isBroker()) {
            node.rack().ifPresent(rack -> all.put("broker.rack", rack));
        }
        all.putAll(topology.durability().brokerConfigs(topology.release()));
        topology.security().ifPresent(security -> new SecurityProperties(topology, security).addTo(all));
        all.putAll(topology.properties());
        return all;
    }

    private static void quorum(ClusterTopology topology, TopologyNode node, Map<String, String> all) {
        all.put(
                "process.roles",
                node.roles().stream().map(NodeRole::configValue).collect(Collectors.joining(",")));
        all.put("node.id", String.valueOf(node.nodeId()));
        Listener listener = topology.controllerListener().orElseThrow();
        all.put(
                "controller.listener.names",
                topology.listeners().stream()
                        .filter(any -> any.use() == Listener.Use.CONTROLLER)
                        .map(Listener::name)
                        .collect(Collectors.joining(",")));
        if (topology.quorum() == QuorumKind.STATIC) {
            all.put(
                    "controller.quorum.voters",
                    topology.controllers().stream()
                            .map(voter -> voter.nodeId() + "@" + topology.endpoint(voter, listener))
                            .collect(Collectors.joining(",")));
        } else {
            all.put(
                    "controller.quorum.bootstrap.servers",
                    topology.controllers().stream()
                            .map(voter -> topology.endpoint(voter, listener).toString())
                            .collect(Collectors.joining(",")));
        }
    }

    private static void listeners(ClusterTopology topology, TopologyNode node, Map<String, String> all) {
        all.put(
                "listeners",
                topology.listeners(node).stream()
                        .map(listener -> listener.name() + "://" + node.bindAddress() + ":"
                                + topology.endpoint(node, listener).port())
                        .collect(Collectors.joining(",")));
        // Before 3.9 no controller may be there: others know it by controller.quorum.voters alone.
        Set<Listener.Use> hidden = topology.release().isAtLeast(3, 9) ? Set.of() : Set.of(Listener.Use.CONTROLLER);
        String advertised = topology.listeners(node).stream()
                .filter(listener -> !hidden.contains(listener.use()))
                .map(listener -> listener.name() + "://" + topology.endpoint(node, listener))
                .collect(Collectors.joining(","));
        if (!advertised.isEmpty()) {
            all.put("advertised.listeners", advertised);
        }
        all.put(
                "listener.security.protocol.map",
                topology.listeners().stream()
                        .map(listener -> listener.name() + ":" + listener.protocol())
                        .collect(Collectors.joining(",")));
        // Mere controllers speak to brokers never, but check that the name is in the map above.
        all.put("inter.broker.listener.name", topology.interBrokerListener().name());
    }
}
