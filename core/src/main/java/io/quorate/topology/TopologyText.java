// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Draws a topology in text. */
final class TopologyText {
    private static final String NO_RACK = "no rack";
    private static final int LEAST_WIDTH = 22;

    private final ClusterTopology topology;

    TopologyText(ClusterTopology topology) {
        this.topology = topology;
    }

    /** In the order of racks, those without one last. */
    static Map<String, List<TopologyNode>> byRack(ClusterTopology topology) {
        Map<String, List<TopologyNode>> racks = new TreeMap<>();
        List<TopologyNode> without = new ArrayList<>();
        topology.nodes().values().forEach(node -> node.rack()
                .ifPresentOrElse(
                        rack -> racks.computeIfAbsent(rack, name -> new ArrayList<>())
                                .add(node),
                        () -> without.add(node)));
        Map<String, List<TopologyNode>> ordered = new java.util.LinkedHashMap<>(racks);
        if (!without.isEmpty()) {
            ordered.put(NO_RACK, without);
        }
        return ordered;
    }

    static String roles(TopologyNode node) {
        return node.roles().stream().map(NodeRole::configValue).collect(Collectors.joining("+"));
    }

    static String summary(ClusterTopology topology) {
        return topology.name() + ": Kafka " + topology.release() + ", "
                + switch (topology.quorum()) {
                    case STATIC -> "static quorum";
                    case DYNAMIC -> "dynamic quorum";
                    case ZOOKEEPER -> "ZooKeeper";
                }
                + ", " + topology.brokers().size() + " brokers, "
                + topology.controllers().size() + " controllers, "
                + topology.durability().replicationFactor() + " replicas of which "
                + topology.durability().minInSyncReplicas() + " in sync";
    }

    String write() {
        Map<String, List<TopologyNode>> racks = byRack(topology);
        List<List<String>> columns = racks.entrySet().stream()
                .map(rack -> {
                    List<String> cells = new ArrayList<>();
                    cells.add(rack.getKey().equals(NO_RACK) ? NO_RACK : "rack " + rack.getKey());
                    rack.getValue().forEach(node -> cells.add(node.nodeId() + " " + roles(node)));
                    return cells;
                })
                .toList();
        int width = columns.stream()
                .flatMap(List::stream)
                .mapToInt(String::length)
                .max()
                .orElse(0);
        String text = summary(topology) + "\n\n" + grid(columns, Math.max(LEAST_WIDTH, width)) + "\n"
                + topology.failureTolerance().describe() + "\n";
        return text
                + topology.check().stream()
                        .map(finding -> finding.describe() + "\n")
                        .collect(Collectors.joining());
    }

    private static String grid(List<List<String>> columns, int width) {
        String rule = "+" + ("-".repeat(width + 2) + "+").repeat(columns.size()) + "\n";
        int height = columns.stream().mapToInt(List::size).max().orElse(0);
        StringBuilder text = new StringBuilder(rule);
        for (int row = 0; row < height; row++) {
            for (List<String> column : columns) {
                String cell = row < column.size() ? column.get(row) : "";
                text.append("| ").append(cell).append(" ".repeat(width - cell.length() + 1));
            }
            text.append("|\n");
            if (row == 0) {
                text.append(rule);
            }
        }
        return text.append(rule).toString();
    }
}
