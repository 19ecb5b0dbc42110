// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/**
 * Builds a {@link ReplicaMap}, topic by topic in alphabetical order, partition by partition. Not thread-safe.
 *
 * <p>A replica on a broker that was not named makes that broker an offline one without a rack.
 */
public final class ReplicaMapBuilder {
    private final TreeMap<Integer, PlacementBroker> brokers = new TreeMap<>();
    private final List<ReplicaMap.Topic> topics = new ArrayList<>();
    private final BitSet outOfSync = new BitSet();
    private int[] firstSlot = new int[1024];
    private int[] slots = new int[1024];
    private long[] sizes = new long[1024];
    private int partitions;

    ReplicaMapBuilder(List<PlacementBroker> brokers) {
        for (PlacementBroker broker : brokers) {
            if (this.brokers.put(broker.id(), broker) != null) {
                throw new IllegalArgumentException("Broker " + broker.id() + " is named twice. Name each broker once.");
            }
        }
    }

    /**
     * Begins the next topic.
     *
     * @param name its name, after the one before in alphabetical order
     * @param id its id; {@link Uuid#ZERO_UUID} where it is not known
     * @param minInSyncReplicas its {@code min.insync.replicas}, or 0 where it is not known
     * @return this builder
     * @throws IllegalArgumentException if it is not after the topic before
     */
    public ReplicaMapBuilder topic(String name, Uuid id, int minInSyncReplicas) {
        if (!topics.isEmpty() && topics.get(topics.size() - 1).name().compareTo(name) >= 0) {
            throw new IllegalArgumentException("Topic " + name + " came after "
                    + topics.get(topics.size() - 1).name() + ". Give each topic once, in alphabetical order.");
        }
        topics.add(new ReplicaMap.Topic(name, id, partitions, 0, minInSyncReplicas));
        return this;
    }

    /**
     * Adds the next partition of the topic that was begun last.
     *
     * @param size the bytes of its largest replica, or {@link ReplicaMap#UNKNOWN_SIZE}
     * @param replicas node ids, the preferred leader first
     * @return this builder
     * @throws IllegalArgumentException if there is no replica, or a broker holds two
     * @throws IllegalStateException if no topic was begun
     */
    public ReplicaMapBuilder partition(long size, int... replicas) {
        if (topics.isEmpty()) {
            throw new IllegalStateException("Begin a topic before its partitions.");
        }
        ReplicaMap.Topic topic = topics.remove(topics.size() - 1);
        topics.add(new ReplicaMap.Topic(
                topic.name(),
                topic.id(),
                topic.firstPartition(),
                topic.partitionCount() + 1,
                topic.minInSyncReplicas()));
        int from = firstSlot[partitions];
        if (partitions + 1 == firstSlot.length) {
            firstSlot = Arrays.copyOf(firstSlot, firstSlot.length * 2);
            sizes = Arrays.copyOf(sizes, firstSlot.length);
        }
        if (from + replicas.length > slots.length) {
            slots = Arrays.copyOf(slots, Math.max(slots.length * 2, from + replicas.length));
        }
        for (int i = 0; i < replicas.length; i++) {
            for (int j = 0; j < i; j++) {
                if (replicas[i] == replicas[j]) {
                    throw new IllegalArgumentException(topic.name() + "-" + topic.partitionCount()
                            + " has two replicas on broker " + replicas[i] + ": " + Arrays.toString(replicas));
                }
            }
            slots[from + i] = replicas[i];
        }
        if (replicas.length == 0) {
            throw new IllegalArgumentException(topic.name() + "-" + topic.partitionCount() + " has no replicas.");
        }
        sizes[partitions] = size;
        partitions++;
        firstSlot[partitions] = from + replicas.length;
        return this;
    }

    /**
     * Says that a replica of the partition that was added last is not in the ISR. If not called, all are.
     *
     * @param position its position among the replicas, from 0
     * @return this builder
     */
    public ReplicaMapBuilder outOfSync(int position) {
        outOfSync.set(firstSlot[partitions - 1] + position);
        return this;
    }

    /**
     * Returns the map.
     *
     * @return an immutable map
     */
    public ReplicaMap build() {
        int count = firstSlot[partitions];
        for (int slot = 0; slot < count; slot++) {
            int node = slots[slot];
            if (!brokers.containsKey(node)) {
                brokers.put(node, PlacementBroker.offline(node, null));
            }
        }
        List<PlacementBroker> sorted = brokers.values().stream()
                .sorted(Comparator.comparingInt(PlacementBroker::id))
                .toList();
        int[] ids = sorted.stream().mapToInt(PlacementBroker::id).toArray();
        int[] indexes = new int[count];
        for (int slot = 0; slot < count; slot++) {
            indexes[slot] = Arrays.binarySearch(ids, slots[slot]);
        }
        return new ReplicaMap(
                sorted,
                topics,
                new ReplicaMap.Slots(Arrays.copyOf(firstSlot, partitions + 1), indexes, (BitSet) outOfSync.clone()),
                Arrays.copyOf(sizes, partitions));
    }
}
