// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Since when brokers are there, or away. Not thread-safe. */
final class BrokerWatch {
    private final Map<Integer, Long> since = new HashMap<>();
    private Set<Integer> online = Set.of();
    private long now;

    void look(Set<Integer> brokers, long nanos) {
        now = nanos;
        brokers.forEach(node -> {
            if (!online.contains(node)) {
                since.put(node, nanos);
            }
        });
        online.forEach(node -> {
            if (!brokers.contains(node)) {
                since.put(node, nanos);
            }
        });
        online = Set.copyOf(brokers);
    }

    Set<Integer> online() {
        return online;
    }

    /** Those that have been away for longer than a restart takes. One that was never seen is away from the first look on. */
    Set<Integer> lost(Collection<Integer> brokers, Duration grace) {
        Set<Integer> lost = new TreeSet<>();
        for (int node : brokers) {
            if (!online.contains(node) && now - since.computeIfAbsent(node, id -> now) >= grace.toNanos()) {
                lost.add(node);
            }
        }
        return lost;
    }

    boolean isSteady(int node, Duration time) {
        return online.contains(node) && now - since.getOrDefault(node, now) >= time.toNanos();
    }
}
