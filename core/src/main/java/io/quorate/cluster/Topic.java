// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * A topic and its partitions as they were seen.
 *
 * <p>Immutable. Partitions are kept in arrays; {@link #partition(int)} and {@link #partitions()} make the objects when
 * they are asked for, so hold on to the topic, not to them.
 */
public final class Topic {
    private final String name;
    private final Uuid id;
    private final boolean internal;
    private final int[] leaders;
    private final IntLists replicas;
    private final IntLists isr;
    private final IntLists elr;
    private final IntLists lastKnownElr;

    private Topic(Builder builder) {
        this.name = builder.name;
        this.id = builder.id;
        this.internal = builder.internal;
        this.leaders = builder.partitions.stream().mapToInt(Partition::leader).toArray();
        this.replicas = column(builder.partitions, Partition::replicas);
        this.isr = column(builder.partitions, Partition::isr).sharedWith(replicas);
        this.elr = column(builder.partitions, Partition::elr);
        this.lastKnownElr = column(builder.partitions, Partition::lastKnownElr).sharedWith(elr);
    }

    private static IntLists column(List<Partition> partitions, Function<Partition, List<Integer>> list) {
        List<List<Integer>> lists = new ArrayList<>(partitions.size());
        for (Partition partition : partitions) {
            lists.add(list.apply(partition));
        }
        return IntLists.copyOf(lists);
    }

    /**
     * Returns a builder of a topic without partitions.
     *
     * @param name the topic's name
     * @return the builder
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /**
     * Returns the topic's name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the topic's id: a topic that is deleted and created again has another one.
     *
     * @return the id; {@link Uuid#ZERO_UUID} where the brokers have none (before Kafka 2.8)
     */
    public Uuid id() {
        return id;
    }

    /**
     * Tells whether the topic belongs to Kafka itself, like {@code __consumer_offsets}.
     *
     * @return {@code true} if it is internal
     */
    public boolean isInternal() {
        return internal;
    }

    /**
     * Returns how many partitions the topic has.
     *
     * @return at least 1
     */
    public int partitionCount() {
        return leaders.length;
    }

    /**
     * Returns one partition.
     *
     * @param index from 0
     * @return the partition
     * @throws IndexOutOfBoundsException if there is no such partition
     */
    public Partition partition(int index) {
        return Partition.builder(index)
                .leader(leaders[index])
                .replicas(replicas.get(index))
                .isr(isr.get(index))
                .elr(elr.get(index))
                .lastKnownElr(lastKnownElr.get(index))
                .build();
    }

    /**
     * Returns how many replicas a partition has, without making an object.
     *
     * @param index the partition, from 0
     * @return the number of replicas
     * @throws IndexOutOfBoundsException if there is no such partition
     */
    public int replicationFactor(int index) {
        return replicas.size(index);
    }

    /**
     * Returns who holds one replica of a partition, without making an object.
     *
     * @param index the partition, from 0
     * @param position the replica, from 0, which is the preferred leader
     * @return the node id
     * @throws IndexOutOfBoundsException if there is no such partition or replica
     */
    public int replica(int index, int position) {
        return replicas.value(index, position);
    }

    /**
     * Returns who leads a partition, without making an object.
     *
     * @param index the partition, from 0
     * @return the node id, or {@link Partition#NO_LEADER}
     * @throws IndexOutOfBoundsException if there is no such partition
     */
    public int leader(int index) {
        return leaders[index];
    }

    /**
     * Returns how many replicas of a partition are in sync, without making an object.
     *
     * @param index the partition, from 0
     * @return the size of its ISR
     * @throws IndexOutOfBoundsException if there is no such partition
     */
    public int inSyncCount(int index) {
        return isr.size(index);
    }

    /**
     * Tells whether a node is in the ISR of a partition, without making an object.
     *
     * @param index the partition, from 0
     * @param nodeId the node
     * @return {@code true} if it is
     * @throws IndexOutOfBoundsException if there is no such partition
     */
    public boolean isInSync(int index, int nodeId) {
        return isr.contains(index, nodeId);
    }

    /**
     * Tells whether every partition has the same leader and the same ISR as before, without making an object.
     *
     * @param before the topic as it was seen before
     * @return {@code true} if leaders, and ISRs in the same order, are equal
     */
    public boolean leadsLike(Topic before) {
        return Arrays.equals(leaders, before.leaders) && isr.equals(before.isr);
    }

    /**
     * Returns all partitions, in order.
     *
     * @return a read-only view
     */
    public List<Partition> partitions() {
        return new Partitions();
    }

    /**
     * Returns the name of one of the partitions.
     *
     * @param index from 0
     * @return topic and number
     */
    public TopicPartition topicPartition(int index) {
        return new TopicPartition(name, index);
    }

    /**
     * Returns the topic as it would be seen after nodes are gone: they leave every ISR, and a partition that they led is
     * led by another member of its ISR. A partition whose last in-sync replica goes has no leader and keeps its ISR.
     * Kafka does the same where it keeps no ELR; where it does, that replica moves to the ELR, which is not projected.
     *
     * @param nodeIds the nodes that go
     * @return the topic afterwards
     */
    public Topic without(Set<Integer> nodeIds) {
        Builder after = new Builder(name).id(id);
        after.internal = internal;
        for (Partition partition : partitions()) {
            List<Integer> left = new ArrayList<>(partition.isr());
            left.removeAll(nodeIds);
            Partition.Builder projected = partition.toBuilder();
            if (left.isEmpty()) {
                projected.leader(Partition.NO_LEADER);
            } else {
                projected.isr(left);
                if (nodeIds.contains(partition.leader())) {
                    projected.leader(left.get(0));
                }
            }
            after.partition(projected.build());
        }
        return after.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Topic that
                && name.equals(that.name)
                && id.equals(that.id)
                && internal == that.internal
                && partitions().equals(that.partitions());
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, id);
    }

    @Override
    public String toString() {
        return "Topic " + name + " (" + id + ", " + partitionCount() + " partitions)";
    }

    private final class Partitions extends AbstractList<Partition> implements RandomAccess {
        @Override
        public Partition get(int index) {
            return partition(index);
        }

        @Override
        public int size() {
            return partitionCount();
        }
    }

    /** Builds a {@link Topic}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final List<Partition> partitions = new ArrayList<>();
        private Uuid id = Uuid.ZERO_UUID;
        private boolean internal;

        private Builder(String name) {
            this.name = Objects.requireNonNull(name, "name");
        }

        /**
         * Sets the topic's id. If not set, it is {@link Uuid#ZERO_UUID}.
         *
         * @param topicId the id
         * @return this builder
         */
        public Builder id(Uuid topicId) {
            this.id = topicId;
            return this;
        }

        /**
         * Marks the topic as internal. If not set, it is a topic of the users.
         *
         * @return this builder
         */
        public Builder internal() {
            this.internal = true;
            return this;
        }

        /**
         * Adds the next partition.
         *
         * @param partition its index is the number of partitions added before
         * @return this builder
         * @throws IllegalArgumentException if the index is another one
         */
        public Builder partition(Partition partition) {
            if (partition.index() != partitions.size()) {
                throw new IllegalArgumentException("Did not add partition " + partition.index() + " to topic " + name
                        + ": the next partition is " + partitions.size() + ". Add them in order.");
            }
            partitions.add(partition);
            return this;
        }

        /**
         * Returns the topic.
         *
         * @return an immutable topic
         */
        public Topic build() {
            return new Topic(this);
        }
    }
}
