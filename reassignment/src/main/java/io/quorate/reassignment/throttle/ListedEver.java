// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import io.quorate.reassignment.throttle.ThrottledReplicas.Replica;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The replicas that a plan has ever listed in a config of a topic. What a broker tells may be a moment old, so an entry of
 * ours that is not needed any more can turn up again; it is ours all the same.
 */
final class ListedEver {
    private final Map<Integer, BitSet> partitionsByBroker = new HashMap<>();

    void add(int partition, int broker) {
        partitionsByBroker.computeIfAbsent(broker, id -> new BitSet()).set(partition);
    }

    void addAll(Iterable<Replica> replicas) {
        replicas.forEach(replica -> add(replica.partition(), replica.broker()));
    }

    /** All of them, as Kafka writes them. */
    Set<String> entries() {
        Set<String> entries = new LinkedHashSet<>();
        partitionsByBroker.forEach((broker, partitions) ->
                partitions.stream().forEach(partition -> entries.add(partition + ":" + broker)));
        return entries;
    }

    /** Tells whether an entry of a list is one of these, as text because others may write what they like. */
    boolean contains(String entry) {
        int colon = entry.indexOf(':');
        try {
            BitSet partitions = colon < 0 ? null : partitionsByBroker.get(Integer.valueOf(entry.substring(colon + 1)));
            return partitions != null && partitions.get(Integer.parseInt(entry.substring(0, colon)));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return false;
        }
    }
}
