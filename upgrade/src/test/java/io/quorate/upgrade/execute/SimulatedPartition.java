// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A partition of the simulation: its ISR follows what runs, and what lags. */
final class SimulatedPartition {
    final String topic;
    final List<Integer> replicas;
    final Set<Integer> isr;
    /** Replicas that lag although their node is well, until when. */
    final Map<Integer, Long> lagging = new TreeMap<>();

    int leader;

    SimulatedPartition(String topic, List<Integer> replicas) {
        this.topic = topic;
        this.replicas = List.copyOf(replicas);
        this.isr = new TreeSet<>(replicas);
        this.leader = replicas.get(0);
    }

    void settle(Map<Integer, SimulatedNode> nodes, long now) {
        lagging.values().removeIf(until -> until <= now);
        boolean led = isr.stream()
                .anyMatch(node -> Objects.requireNonNull(nodes.get(node)).isOnline(now));
        for (int replica : replicas) {
            SimulatedNode node = Objects.requireNonNull(nodes.get(replica));
            if (!node.running || (lagging.containsKey(replica) && replica != leader)) {
                // The last one stays: whoever comes first must not lead without what it has.
                if (isr.size() > 1) {
                    isr.remove(replica);
                }
            } else if (node.isCaughtUp(now) && (led || isr.contains(replica)) && !lagging.containsKey(replica)) {
                isr.add(replica);
            }
        }
        if (leader < 0
                || !isr.contains(leader)
                || !Objects.requireNonNull(nodes.get(leader)).isOnline(now)) {
            leader = replicas.stream()
                    .filter(node -> isr.contains(node)
                            && Objects.requireNonNull(nodes.get(node)).isOnline(now))
                    .findFirst()
                    .orElse(-1);
        }
    }

    void elect() {
        if (isr.contains(replicas.get(0))) {
            leader = replicas.get(0);
        }
    }

    @Override
    public String toString() {
        return topic + replicas;
    }
}
