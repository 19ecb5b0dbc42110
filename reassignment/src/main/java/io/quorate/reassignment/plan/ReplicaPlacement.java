// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Topic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Chooses brokers for new replicas, and remembers what it chose.
 *
 * <ol>
 *   <li>A rack that has fewer replicas of the partition comes first. Brokers without a rack count as one rack.
 *   <li>Among those, the broker with the fewest replicas, those chosen before counted in.
 *   <li>Among those, the lowest node id.
 * </ol>
 *
 * <p>Existing replicas are never touched, so the preferred leader stays what it is. The same calls in the same order give
 * the same answers. Not thread-safe.
 */
public final class ReplicaPlacement {
    private final Map<Integer, Broker> receivers = new TreeMap<>();
    private final Map<Integer, Broker> known = new HashMap<>();
    private final Map<Integer, Integer> load = new HashMap<>();

    private ReplicaPlacement(ClusterState state) {
        for (Broker broker : state.brokers().orElse(List.of())) {
            known.put(broker.nodeId(), broker);
            if (broker.isOnline()) {
                receivers.put(broker.nodeId(), broker);
            }
        }
        for (Topic topic : state.topics().orElse(Map.of()).values()) {
            topic.partitions().forEach(partition -> partition.replicas().forEach(this::count));
        }
    }

    /**
     * Returns a placement onto the online brokers of a cluster.
     *
     * @param state the cluster: its brokers, and its topics for how loaded each broker is
     * @return the placement
     */
    public static ReplicaPlacement onto(ClusterState state) {
        return new ReplicaPlacement(state);
    }

    /**
     * Adds replicas to a partition.
     *
     * @param replicas the replicas it has, the preferred leader first
     * @param replicationFactor how many it shall have
     * @return the replicas it has, in their order, and the new ones behind them; as many as there are brokers for
     */
    public List<Integer> grow(List<Integer> replicas, int replicationFactor) {
        List<Integer> grown = new ArrayList<>(replicas);
        while (grown.size() < replicationFactor) {
            Broker next = receivers.values().stream()
                    .filter(broker -> !grown.contains(broker.nodeId()))
                    .min(Comparator.comparingLong((Broker broker) -> inRackOf(broker, grown))
                            .thenComparingInt(broker -> load.getOrDefault(broker.nodeId(), 0))
                            .thenComparingInt(Broker::nodeId))
                    .orElse(null);
            if (next == null) {
                break;
            }
            grown.add(next.nodeId());
            count(next.nodeId());
        }
        return List.copyOf(grown);
    }

    private void count(int node) {
        load.merge(node, 1, Integer::sum);
    }

    private long inRackOf(Broker broker, List<Integer> replicas) {
        return replicas.stream()
                .map(known::get)
                .filter(replica -> replica != null && Objects.equals(replica.rack(), broker.rack()))
                .count();
    }
}
