// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Which group shall go on where. Immutable. */
public final class ResetRequest {
    private final String groupId;
    private final ResetTarget target;
    private final Set<String> topics;
    private final Set<TopicPartition> partitions;
    private final OutOfRange outOfRange;
    private final boolean create;

    private ResetRequest(Builder builder) {
        this.groupId = builder.groupId;
        this.target = builder.target;
        this.topics = builder.topics;
        this.partitions = Set.copyOf(builder.partitions);
        this.outOfRange = builder.outOfRange;
        this.create = builder.create;
    }

    /** What to do about an offset that is not in the log. The broker takes any. */
    public enum OutOfRange {
        /** Refuse the plan. */
        REFUSE,
        /** Take the start or the end of the log in its place. */
        CLAMP
    }

    /**
     * Returns a builder.
     *
     * @param groupId the group
     * @param target where it shall go on
     * @return the builder
     */
    public static Builder builder(String groupId, ResetTarget target) {
        return new Builder(groupId, target);
    }

    /**
     * Returns the group.
     *
     * @return its id
     */
    public String groupId() {
        return groupId;
    }

    /**
     * Returns where the group shall go on.
     *
     * @return the target
     */
    public ResetTarget target() {
        return target;
    }

    /**
     * Returns the topics all of whose partitions are meant.
     *
     * @return their names
     */
    public Set<String> topics() {
        return topics;
    }

    /**
     * Returns the single partitions that are meant.
     *
     * @return the partitions
     */
    public Set<TopicPartition> partitions() {
        return partitions;
    }

    /**
     * Returns what to do about offsets that are not in the log.
     *
     * @return refuse or clamp
     */
    public OutOfRange outOfRange() {
        return outOfRange;
    }

    boolean mayCreate() {
        return create;
    }

    /** Builds a {@link ResetRequest}. Not thread-safe. */
    public static final class Builder {
        private final String groupId;
        private final ResetTarget target;
        private final Set<TopicPartition> partitions = new HashSet<>();
        private Set<String> topics = Set.of();
        private OutOfRange outOfRange = OutOfRange.REFUSE;
        private boolean create;

        private Builder(String groupId, ResetTarget target) {
            this.groupId = Objects.requireNonNull(groupId, "groupId");
            this.target = Objects.requireNonNull(target, "target");
        }

        /**
         * Means all partitions of these topics. If not set, and no partitions are, those that the group has commits for, or that
         * the target names.
         *
         * @param names the topics
         * @return this builder
         */
        public Builder topics(Set<String> names) {
            this.topics = Set.copyOf(names);
            return this;
        }

        /**
         * Means these partitions. If not set, see {@link #topics}.
         *
         * @param some the partitions
         * @return this builder
         */
        public Builder partitions(Set<TopicPartition> some) {
            this.partitions.addAll(some);
            return this;
        }

        /**
         * Sets what to do about offsets that are not in the log, and about times after the last record. If not set, {@link
         * OutOfRange#REFUSE}.
         *
         * @param what refuse or clamp
         * @return this builder
         */
        public Builder outOfRange(OutOfRange what) {
            this.outOfRange = Objects.requireNonNull(what, "what");
            return this;
        }

        /**
         * Allows a group that is not there: the commits make it, as an empty classic group. If not set, it is refused, since
         * Kafka would make a group of a name that is spelt wrong.
         *
         * @return this builder
         */
        public Builder createGroup() {
            this.create = true;
            return this;
        }

        /**
         * Returns the request.
         *
         * @return the request
         */
        public ResetRequest build() {
            return new ResetRequest(this);
        }
    }
}
