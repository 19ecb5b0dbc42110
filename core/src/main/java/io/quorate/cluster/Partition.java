// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import java.util.List;
import java.util.Objects;

/**
 * One partition of a topic as it was seen.
 *
 * <p>Immutable. Built with {@link #builder(int)}.
 */
public final class Partition {
    /** The leader of a partition that has none. */
    public static final int NO_LEADER = -1;

    private final int index;
    private final int leader;
    private final List<Integer> replicas;
    private final List<Integer> isr;
    private final List<Integer> elr;
    private final List<Integer> lastKnownElr;

    private Partition(Builder builder) {
        this.index = builder.index;
        this.leader = builder.leader;
        this.replicas = builder.replicas;
        this.isr = builder.isr;
        this.elr = builder.elr;
        this.lastKnownElr = builder.lastKnownElr;
    }

    /**
     * Returns a builder of a partition without replicas and leader.
     *
     * @param index the partition's number in its topic, from 0
     * @return the builder
     */
    public static Builder builder(int index) {
        return new Builder(index);
    }

    /**
     * Returns the partition's number in its topic.
     *
     * @return from 0
     */
    public int index() {
        return index;
    }

    /**
     * Returns the node id of the leader.
     *
     * @return the leader, or {@link #NO_LEADER}
     */
    public int leader() {
        return leader;
    }

    /**
     * Returns the replicas.
     *
     * @return node ids, the preferred leader first
     */
    public List<Integer> replicas() {
        return replicas;
    }

    /**
     * Returns the in-sync replicas.
     *
     * @return node ids
     */
    public List<Integer> isr() {
        return isr;
    }

    /**
     * Returns the eligible leader replicas (KIP-966): out of the ISR, yet certain to have every committed record.
     *
     * @return node ids; empty where the cluster does not keep them
     */
    public List<Integer> elr() {
        return elr;
    }

    /**
     * Returns the replicas that were last known to be eligible, when neither ISR nor ELR has any left (KIP-966).
     *
     * @return node ids; empty where the cluster does not keep them
     */
    public List<Integer> lastKnownElr() {
        return lastKnownElr;
    }

    /**
     * Returns the replica that leads when everything is well.
     *
     * @return the first replica
     */
    public int preferredLeader() {
        return replicas.get(0);
    }

    /**
     * Tells whether nobody can read or write the partition.
     *
     * @return {@code true} if it has no leader
     */
    public boolean isOffline() {
        return leader == NO_LEADER;
    }

    /**
     * Tells whether a replica is out of sync.
     *
     * @return {@code true} if the ISR is smaller than the replicas
     */
    public boolean isUnderReplicated() {
        return isr.size() < replicas.size();
    }

    /**
     * Returns the {@code min.insync.replicas} that the broker enforces: a value above the number of replicas counts as
     * the number of replicas (seen on 4.3.1, and since 3.7).
     *
     * @param minInSyncReplicas the configured value
     * @return the smaller of {@code minInSyncReplicas} and the number of replicas
     */
    public int effectiveMinIsr(int minInSyncReplicas) {
        return Math.min(minInSyncReplicas, replicas.size());
    }

    /**
     * Tells whether producers with {@code acks=all} are refused.
     *
     * @param minInSyncReplicas the topic's {@code min.insync.replicas}
     * @return {@code true} if the ISR is smaller than its effective value
     */
    public boolean isUnderMinIsr(int minInSyncReplicas) {
        return isr.size() < effectiveMinIsr(minInSyncReplicas);
    }

    /**
     * Returns a builder with everything this partition has.
     *
     * @return the builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder(index);
        builder.leader = leader;
        builder.replicas = replicas;
        builder.isr = isr;
        builder.elr = elr;
        builder.lastKnownElr = lastKnownElr;
        return builder;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Partition that
                && index == that.index
                && leader == that.leader
                && replicas.equals(that.replicas)
                && isr.equals(that.isr)
                && elr.equals(that.elr)
                && lastKnownElr.equals(that.lastKnownElr);
    }

    @Override
    public int hashCode() {
        return Objects.hash(index, leader, replicas, isr, elr, lastKnownElr);
    }

    @Override
    public String toString() {
        return "Partition " + index + " leader=" + leader + " replicas=" + replicas + " isr=" + isr
                + (elr.isEmpty() ? "" : " elr=" + elr)
                + (lastKnownElr.isEmpty() ? "" : " lastKnownElr=" + lastKnownElr);
    }

    /** Builds a {@link Partition}. Not thread-safe. */
    public static final class Builder {
        private final int index;
        private int leader = NO_LEADER;
        private List<Integer> replicas = List.of();
        private List<Integer> isr = List.of();
        private List<Integer> elr = List.of();
        private List<Integer> lastKnownElr = List.of();

        private Builder(int index) {
            this.index = index;
        }

        /**
         * Sets the leader. If not set, the partition is offline.
         *
         * @param nodeId the leader, or {@link #NO_LEADER}
         * @return this builder
         */
        public Builder leader(int nodeId) {
            this.leader = nodeId;
            return this;
        }

        /**
         * Sets the replicas. If not set, there are none.
         *
         * @param nodeIds the preferred leader first
         * @return this builder
         */
        public Builder replicas(List<Integer> nodeIds) {
            this.replicas = List.copyOf(nodeIds);
            return this;
        }

        /**
         * Sets the in-sync replicas. If not set, there are none.
         *
         * @param nodeIds the ISR
         * @return this builder
         */
        public Builder isr(List<Integer> nodeIds) {
            this.isr = List.copyOf(nodeIds);
            return this;
        }

        /**
         * Sets the eligible leader replicas. If not set, there are none.
         *
         * @param nodeIds the ELR
         * @return this builder
         */
        public Builder elr(List<Integer> nodeIds) {
            this.elr = List.copyOf(nodeIds);
            return this;
        }

        /**
         * Sets the last known eligible leader replicas. If not set, there are none.
         *
         * @param nodeIds the last known ELR
         * @return this builder
         */
        public Builder lastKnownElr(List<Integer> nodeIds) {
            this.lastKnownElr = List.copyOf(nodeIds);
            return this;
        }

        /**
         * Returns the partition.
         *
         * @return an immutable partition
         */
        public Partition build() {
            return new Partition(this);
        }
    }
}
