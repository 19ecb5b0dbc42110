// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import io.quorate.cluster.ClusterState;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.RandomAccess;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Which broker holds which replica: all that the planner knows of a cluster, in compact arrays.
 *
 * <p>Partitions are numbered through, topic by topic; each has its replicas in consecutive slots, the preferred leader
 * first; a slot holds the index of a broker. A million partitions of three replicas take about 40 MB, and no object each.
 *
 * <p>Immutable.
 */
public final class ReplicaMap {
    /** The size of a partition that was not read. */
    public static final long UNKNOWN_SIZE = -1;

    private final List<PlacementBroker> brokers;
    private final List<Topic> topics;
    private final int[] topicOf;
    private final int[] firstSlot;
    private final int[] slots;
    private final long[] sizes;
    private final BitSet outOfSync;

    /**
     * A topic.
     *
     * @param name its name
     * @param id its id; {@link Uuid#ZERO_UUID} where it is not known
     * @param firstPartition the number that its partition 0 has among all partitions
     * @param partitionCount how many partitions it has
     * @param minInSyncReplicas its {@code min.insync.replicas}, or 0 where it is not known
     */
    public record Topic(String name, Uuid id, int firstPartition, int partitionCount, int minInSyncReplicas) {}

    /** The slots of all partitions. The arrays become the map's own. */
    static final class Slots {
        private final int[] first;
        private final int[] brokers;
        private final BitSet outOfSync;

        Slots(int[] first, int[] brokers, BitSet outOfSync) {
            this.first = first;
            this.brokers = brokers;
            this.outOfSync = outOfSync;
        }
    }

    ReplicaMap(List<PlacementBroker> brokers, List<Topic> topics, Slots slots, long[] sizes) {
        this.brokers = List.copyOf(brokers);
        this.topics = List.copyOf(topics);
        this.firstSlot = slots.first;
        this.slots = slots.brokers;
        this.sizes = sizes;
        this.outOfSync = slots.outOfSync;
        this.topicOf = new int[firstSlot.length - 1];
        for (int topic = 0; topic < topics.size(); topic++) {
            Topic found = topics.get(topic);
            Arrays.fill(topicOf, found.firstPartition(), found.firstPartition() + found.partitionCount(), topic);
        }
    }

    /**
     * Returns a builder of a cluster without topics.
     *
     * @param brokers its brokers
     * @return the builder
     */
    public static ReplicaMapBuilder builder(List<PlacementBroker> brokers) {
        return new ReplicaMapBuilder(brokers);
    }

    /**
     * Returns what was seen of a cluster, as the planner needs it: a broker is offline if it is fenced, and receives
     * nothing if all its log dirs are cordoned or failed, or were asked for and not seen; a partition that is being
     * reassigned counts as what it will be. Whether enough was seen for a certain request is what
     * {@link ReassignmentPlanner#plan(ClusterState, ReassignmentRequest)} checks.
     *
     * @param state what was seen
     * @return the map
     * @throws IllegalArgumentException if the brokers or the topics were not seen at all
     */
    public static ReplicaMap of(ClusterState state) {
        return ClusterReading.map(state);
    }

    /**
     * Returns the brokers, those that hold nothing too.
     *
     * @return in ascending order of their node ids; the position is the index that slots hold
     */
    public List<PlacementBroker> brokers() {
        return brokers;
    }

    /**
     * Finds a broker.
     *
     * @param nodeId its node id
     * @return its index, or a negative number if there is none
     */
    public int brokerIndex(int nodeId) {
        int low = 0;
        int high = brokers.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int id = brokers.get(middle).id();
            if (id == nodeId) {
                return middle;
            }
            if (id < nodeId) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /**
     * Returns the topics.
     *
     * @return in alphabetical order
     */
    public List<Topic> topics() {
        return topics;
    }

    /**
     * Returns how many partitions there are.
     *
     * @return 0 or more
     */
    public int partitionCount() {
        return topicOf.length;
    }

    /**
     * Returns how many replicas there are.
     *
     * @return 0 or more
     */
    public int slotCount() {
        return slots.length;
    }

    /**
     * Returns the topic of a partition.
     *
     * @param partition its number among all partitions
     * @return the topic's index in {@link #topics()}
     */
    public int topicOf(int partition) {
        return topicOf[partition];
    }

    /**
     * Returns the name of a partition.
     *
     * @param partition its number among all partitions
     * @return topic and number
     */
    public TopicPartition name(int partition) {
        Topic topic = topics.get(topicOf[partition]);
        return new TopicPartition(topic.name(), partition - topic.firstPartition());
    }

    /**
     * Returns where the replicas of a partition begin.
     *
     * @param partition its number among all partitions, or {@link #partitionCount()} for the end
     * @return its first slot
     */
    public int firstSlot(int partition) {
        return firstSlot[partition];
    }

    /**
     * Returns how many replicas a partition has.
     *
     * @param partition its number among all partitions
     * @return 1 or more
     */
    public int replicationFactor(int partition) {
        return firstSlot[partition + 1] - firstSlot[partition];
    }

    /**
     * Returns which broker holds a replica.
     *
     * @param slot the slot
     * @return the broker's index in {@link #brokers()}
     */
    public int brokerAt(int slot) {
        return slots[slot];
    }

    /**
     * Tells whether a replica was in the ISR.
     *
     * @param slot the slot
     * @return {@code true} if it was in sync, or nothing is known
     */
    public boolean isInSync(int slot) {
        return !outOfSync.get(slot);
    }

    /**
     * Returns the size of a partition.
     *
     * @param partition its number among all partitions
     * @return the bytes of its largest replica, or {@link #UNKNOWN_SIZE}
     */
    public long size(int partition) {
        return sizes[partition];
    }

    /**
     * Returns the replicas of a partition.
     *
     * @param partition its number among all partitions
     * @return node ids, the preferred leader first; a new list
     */
    public List<Integer> replicas(int partition) {
        List<Integer> nodes = new ArrayList<>(replicationFactor(partition));
        for (int slot = firstSlot[partition]; slot < firstSlot[partition + 1]; slot++) {
            nodes.add(brokers.get(slots[slot]).id());
        }
        return nodes;
    }

    /**
     * Returns what every broker bears.
     *
     * @return in the order of {@link #brokers()}
     */
    public List<BrokerLoad> loads() {
        int[] replicas = new int[brokers.size()];
        int[] leaders = new int[brokers.size()];
        long[] bytes = new long[brokers.size()];
        for (int partition = 0; partition < partitionCount(); partition++) {
            leaders[slots[firstSlot[partition]]]++;
            for (int slot = firstSlot[partition]; slot < firstSlot[partition + 1]; slot++) {
                replicas[slots[slot]]++;
                bytes[slots[slot]] += Math.max(0, sizes[partition]);
            }
        }
        return new AbstractList<>() {
            @Override
            public BrokerLoad get(int index) {
                PlacementBroker broker = brokers.get(index);
                return new BrokerLoad(broker.id(), broker.rack(), replicas[index], leaders[index], bytes[index]);
            }

            @Override
            public int size() {
                return brokers.size();
            }
        };
    }

    /** Returns the same cluster with other replicas; what was out of sync is forgotten. The arrays become the map's own. */
    ReplicaMap with(int[] newFirstSlot, int[] newSlots) {
        return new ReplicaMap(brokers, topics, new Slots(newFirstSlot, newSlots, new BitSet()), sizes);
    }

    /** Returns the partitions whose replicas or their order differ, in ascending order. */
    int[] changed(ReplicaMap after) {
        int[] found = new int[16];
        int count = 0;
        for (int partition = 0; partition < partitionCount(); partition++) {
            if (!Arrays.equals(
                    slots,
                    firstSlot[partition],
                    firstSlot[partition + 1],
                    after.slots,
                    after.firstSlot[partition],
                    after.firstSlot[partition + 1])) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = partition;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** The moves from this map to another one of the same partitions, made when they are asked for. */
    List<PartitionMove> movesTo(ReplicaMap after, int[] changed) {
        final class Moves extends AbstractList<PartitionMove> implements RandomAccess {
            @Override
            public PartitionMove get(int index) {
                int partition = changed[index];
                return new PartitionMove(name(partition), replicas(partition), after.replicas(partition));
            }

            @Override
            public int size() {
                return changed.length;
            }
        }
        return new Moves();
    }

    @Override
    public String toString() {
        return "ReplicaMap of " + brokers.size() + " brokers, " + topics.size() + " topics, " + partitionCount()
                + " partitions, " + slotCount() + " replicas";
    }
}
