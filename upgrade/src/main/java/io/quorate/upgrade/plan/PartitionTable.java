// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Topic;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Which brokers may be down together once every ISR is full, in arrays: a million partitions are looked at more than once.
 *
 * <p>Most partitions can spare one replica. Two brokers that share one of these exclude each other, which is a bit in a
 * matrix. Partitions that can spare more are counted.
 */
final class PartitionTable {
    private final int[] nodeIds;
    private final BitSet[] excludes;

    /** Partitions that can spare two or more, but not all: their spare replicas, and by broker where it is in. */
    private int[] spare = new int[16];

    private int counted;
    private final int[][] countedOf;
    private final int[] countedSize;

    private int lowerBound = 1;
    private String bound = "no partition is in the way";

    private PartitionTable(int[] nodeIds) {
        this.nodeIds = nodeIds;
        this.excludes = new BitSet[nodeIds.length];
        Arrays.setAll(excludes, i -> new BitSet(nodeIds.length));
        this.countedOf = new int[nodeIds.length][];
        Arrays.setAll(countedOf, i -> new int[4]);
        this.countedSize = new int[nodeIds.length];
    }

    /** Looks at the replicas on the given brokers, whose ids are in ascending order. */
    static PartitionTable of(ClusterState state, int[] nodeIds, RestartPolicy policy) {
        PartitionTable table = new PartitionTable(nodeIds);
        if (!policy.level().demands(SafetyLevel.HEALTHY_PARTITIONS_STAY_HEALTHY)) {
            return table;
        }
        for (Topic topic : state.topics().orElse(Map.of()).values()) {
            if (policy.interruptibleTopics().contains(topic.name())) {
                continue;
            }
            OptionalInt minIsr = state.minInSyncReplicas(topic.name());
            for (int index = 0; index < topic.partitionCount(); index++) {
                table.add(topic, index, minIsr, policy.isrMargin());
            }
        }
        return table;
    }

    private void add(Topic topic, int index, OptionalInt minIsr, int margin) {
        int replicas = topic.replicationFactor(index);
        // Nothing to spare, or nobody knows: the gate will say so; together with another replica it is never right.
        int spared = minIsr.isEmpty()
                ? 1
                : Math.max(1, replicas - Math.max(Math.min(minIsr.getAsInt(), replicas) + margin, 1));
        int members = 0;
        for (int a = 0; a < replicas; a++) {
            members += position(topic.replica(index, a)) >= 0 ? 1 : 0;
        }
        int rounds = (members + spared - 1) / spared;
        if (rounds > lowerBound) {
            lowerBound = rounds;
            bound = topic.name() + "-" + index + " has " + members + " replicas to restart and can spare " + spared
                    + " at a time";
        }
        if (spared >= members) {
            return;
        }
        if (spared > 1) {
            count(topic, index, replicas, spared);
            return;
        }
        for (int a = 0; a < replicas; a++) {
            int first = position(topic.replica(index, a));
            for (int b = a + 1; first >= 0 && b < replicas; b++) {
                int second = position(topic.replica(index, b));
                if (second >= 0) {
                    excludes[first].set(second);
                    excludes[second].set(first);
                }
            }
        }
    }

    private void count(Topic topic, int index, int replicas, int spared) {
        if (counted == spare.length) {
            spare = Arrays.copyOf(spare, counted * 2);
        }
        spare[counted] = spared;
        for (int a = 0; a < replicas; a++) {
            int node = position(topic.replica(index, a));
            if (node >= 0) {
                if (countedSize[node] == countedOf[node].length) {
                    countedOf[node] = Arrays.copyOf(countedOf[node], countedSize[node] * 2);
                }
                countedOf[node][countedSize[node]++] = counted;
            }
        }
        counted++;
    }

    private int position(int nodeId) {
        return Arrays.binarySearch(nodeIds, nodeId);
    }

    int lowerBound() {
        return lowerBound;
    }

    String bound() {
        return bound;
    }

    /** How many brokers exclude this one, for an order that takes the most entangled first. */
    int degree(int position) {
        return excludes[position].cardinality();
    }

    /** Returns an empty set to which brokers are added as long as they fit. */
    Together together() {
        return new Together();
    }

    /** Brokers that may be down together. Forgotten for the next set by {@link #clear}. */
    final class Together {
        private final BitSet excluded = new BitSet(nodeIds.length);
        private final int[] used = new int[counted];

        boolean add(int position) {
            if (excluded.get(position)) {
                return false;
            }
            int[] mine = countedOf[position];
            int size = countedSize[position];
            for (int i = 0; i < size; i++) {
                if (used[mine[i]] >= spare[mine[i]]) {
                    return false;
                }
            }
            for (int i = 0; i < size; i++) {
                used[mine[i]]++;
            }
            excluded.or(excludes[position]);
            return true;
        }

        void clear() {
            excluded.clear();
            Arrays.fill(used, 0);
        }
    }
}
