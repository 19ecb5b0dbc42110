// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How Kafka spreads the replicas of a partition: one to each rack in turn, while the rack has a broker that has none. What is
 * left in the last turn may go to any rack, so the worst case gives it to the racks that are lost. If a broker has no rack,
 * Kafka ignores racks.
 */
final class RackSpread {
    private static final String ANYWHERE = "";

    private final boolean byRack;
    private final int replicas;
    private final SortedMap<String, Integer> sure = new TreeMap<>();
    private final SortedMap<String, Integer> room = new TreeMap<>();
    private int extras;

    private RackSpread(ClusterTopology topology, int replicas) {
        this.replicas = replicas;
        this.byRack = topology.brokers().stream().allMatch(node -> node.rack().isPresent());
        topology.brokers().forEach(node -> room.merge(rackOf(node), 1, Integer::sum));
        room.keySet().forEach(rack -> sure.put(rack, 0));
        int left = replicas;
        while (left > 0) {
            List<String> open = room.keySet().stream()
                    .filter(rack -> room.getOrDefault(rack, 0) > sure.getOrDefault(rack, 0))
                    .toList();
            if (open.isEmpty() || open.size() > left) {
                break;
            }
            open.forEach(rack -> sure.merge(rack, 1, Integer::sum));
            left -= open.size();
        }
        this.extras = left;
    }

    static RackSpread of(ClusterTopology topology, int replicas) {
        return new RackSpread(topology, replicas);
    }

    String rackOf(TopologyNode node) {
        return byRack ? node.rack().orElse(ANYWHERE) : ANYWHERE;
    }

    /** The most replicas that one partition has on lost brokers, given as a number for each rack. */
    int worst(Map<String, Integer> lostPerRack) {
        int lost = 0;
        int extrasThere = 0;
        for (Map.Entry<String, Integer> entry : lostPerRack.entrySet()) {
            int share = sure.getOrDefault(entry.getKey(), 0);
            lost += Math.min(entry.getValue(), share);
            if (entry.getValue() > share) {
                extrasThere++;
            }
        }
        // Without racks there is one group, and the rest is no more than it has brokers.
        return Math.min(replicas, lost + Math.min(extras, extrasThere));
    }

    int worstRacks(int count, Map<String, Integer> brokersPerRack) {
        if (!byRack) {
            return Math.min(
                    replicas,
                    brokersPerRack.values().stream()
                            .sorted(Comparator.reverseOrder())
                            .limit(count)
                            .mapToInt(Integer::intValue)
                            .sum());
        }
        List<String> worst = brokersPerRack.keySet().stream()
                .sorted(Comparator.comparing((String rack) -> worst(Map.of(rack, brokersPerRack.getOrDefault(rack, 0))))
                        .reversed())
                .limit(count)
                .toList();
        Map<String, Integer> lost = new TreeMap<>();
        worst.forEach(rack -> lost.put(rack, brokersPerRack.getOrDefault(rack, 0)));
        return worst(lost);
    }
}
