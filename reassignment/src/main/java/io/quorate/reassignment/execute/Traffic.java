// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What is being copied into and out of each broker. Not thread-safe. */
final class Traffic {
    private final Map<Integer, Integer> in = new HashMap<>();
    private final Map<Integer, Integer> out = new HashMap<>();
    private final Map<Integer, Long> bytesIn = new HashMap<>();
    private int partitions;

    /** Counts a partition: each new replica is a slot of its broker, and one of the leader that it is copied from. */
    void add(int leader, Collection<Integer> adding, long bytes) {
        partitions++;
        for (int node : adding) {
            in.merge(node, 1, Integer::sum);
            bytesIn.merge(node, bytes, Long::sum);
        }
        if (!adding.isEmpty()) {
            out.merge(leader, adding.size(), Integer::sum);
        }
    }

    boolean hasRoom(AdmissionLimits limits, int leader, Collection<Integer> adding, long bytes) {
        if (partitions >= limits.partitionsInFlight()) {
            return false;
        }
        for (int node : adding) {
            int slots = in(node);
            // Alone, a replica may be larger than anything or a partition may need more slots than there are.
            if (slots > 0
                    && (slots >= limits.replicasIntoBroker()
                            || bytesIn.getOrDefault(node, 0L) > limits.bytesIntoBroker() - bytes)) {
                return false;
            }
        }
        return adding.isEmpty() || out(leader) == 0 || out(leader) + adding.size() <= limits.replicasOutOfBroker();
    }

    /** How busy the busiest broker of a copy is, as a share of its slots. */
    double load(AdmissionLimits limits, int leader, Collection<Integer> adding) {
        double load = adding.isEmpty() ? 0 : (double) out(leader) / limits.replicasOutOfBroker();
        for (int node : adding) {
            load = Math.max(load, (double) in(node) / limits.replicasIntoBroker());
        }
        return load;
    }

    int in(int node) {
        return in.getOrDefault(node, 0);
    }

    int out(int node) {
        return out.getOrDefault(node, 0);
    }

    long bytesIn(int node) {
        return bytesIn.getOrDefault(node, 0L);
    }

    int partitions() {
        return partitions;
    }
}
