// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where clients of a network begin: every broker, the first of each rack before the second of any. */
record BootstrapServers(ClusterTopology topology, String network) {
    String join() {
        Map<String, Integer> seen = new TreeMap<>();
        String servers = topology.brokers().stream()
                .flatMap(node -> client(node).map(listener -> Map.entry(node, listener)))
                .map(entry -> Map.entry(
                        seen.merge(entry.getKey().rack().orElse(""), 1, Integer::sum),
                        topology.endpoint(entry.getKey(), entry.getValue()).toString()))
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining(","));
        if (servers.isEmpty()) {
            throw new IllegalArgumentException(
                    "No broker of " + topology.name() + " is reached from network \"" + network
                            + "\". Networks of its listeners for clients: "
                            + topology.listeners().stream()
                                    .filter(listener -> listener.use() == Listener.Use.CLIENTS)
                                    .map(Listener::network)
                                    .collect(Collectors.toCollection(TreeSet::new)));
        }
        return servers;
    }

    private Stream<Listener> client(TopologyNode node) {
        return topology.listeners(node).stream()
                .filter(listener -> listener.use() == Listener.Use.CLIENTS)
                .filter(listener -> listener.network().equals(network))
                .limit(1);
    }
}
