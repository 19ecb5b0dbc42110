// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What every topic of a cluster should be like, declared or not. Rules about replicas hold for Kafka's own topics, too;
 * those about names and partitions do not.
 *
 * <p>Immutable and thread-safe.
 */
public final class TopicRules {
    private final int minReplicationFactor;
    private final int minInSyncReplicas;
    private final boolean uncleanAllowed;
    private final @Nullable Pattern namePattern;
    private final @Nullable PartitionRange partitions;
    private final boolean racksSpanned;

    private TopicRules(Builder builder) {
        this.minReplicationFactor = builder.minReplicationFactor;
        this.minInSyncReplicas = builder.minInSyncReplicas;
        this.uncleanAllowed = builder.uncleanAllowed;
        this.namePattern = builder.namePattern;
        this.partitions = builder.partitions;
        this.racksSpanned = builder.racksSpanned;
    }

    /**
     * Returns a builder of rules that ask for nothing.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns no rules.
     *
     * @return rules that every topic keeps
     */
    public static TopicRules none() {
        return builder().build();
    }

    /**
     * Returns the rules of a cluster that loses a broker without losing records or writes: replication factor at least 3,
     * {@code min.insync.replicas} at least 2 and below the replication factor, no unclean leader election, and replicas
     * spread over racks.
     *
     * @return the rules
     */
    public static TopicRules highlyAvailable() {
        return builder()
                .minReplicationFactor(3)
                .minInSyncReplicas(2)
                .noUncleanLeaderElection()
                .racksSpanned()
                .build();
    }

    /**
     * Returns the fewest replicas.
     *
     * @return empty if any number will do
     */
    public OptionalInt minReplicationFactor() {
        return minReplicationFactor == 0 ? OptionalInt.empty() : OptionalInt.of(minReplicationFactor);
    }

    /**
     * Returns the lowest {@code min.insync.replicas}; it must also be below the replication factor.
     *
     * @return empty if any will do
     */
    public OptionalInt minInSyncReplicas() {
        return minInSyncReplicas == 0 ? OptionalInt.empty() : OptionalInt.of(minInSyncReplicas);
    }

    /**
     * Tells whether {@code unclean.leader.election.enable} must be {@code false}.
     *
     * @return {@code true} if it must
     */
    public boolean forbidsUncleanLeaderElection() {
        return !uncleanAllowed;
    }

    /**
     * Returns what the names of topics must match.
     *
     * @return empty if any name will do
     */
    public Optional<Pattern> namePattern() {
        return Optional.ofNullable(namePattern);
    }

    /**
     * Returns how many partitions a topic may have.
     *
     * @return empty if any number will do
     */
    public Optional<PartitionRange> partitions() {
        return Optional.ofNullable(partitions);
    }

    /**
     * Tells whether the replicas of a partition must be in as many racks as there can be.
     *
     * @return {@code true} if they must
     */
    public boolean wantsRacksSpanned() {
        return racksSpanned;
    }

    /** Tells whether the configs of every topic must be read to check the rules. */
    boolean needConfigs() {
        return minInSyncReplicas > 0 || !uncleanAllowed;
    }

    /** Builds {@link TopicRules}. Not thread-safe. */
    public static final class Builder {
        private int minReplicationFactor;
        private int minInSyncReplicas;
        private boolean uncleanAllowed = true;
        private @Nullable Pattern namePattern;
        private @Nullable PartitionRange partitions;
        private boolean racksSpanned;

        private Builder() {}

        /**
         * Sets the fewest replicas. If not set, any number will do.
         *
         * @param replicas at least 1
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder minReplicationFactor(int replicas) {
            this.minReplicationFactor = positive("minReplicationFactor", replicas);
            return this;
        }

        /**
         * Sets the lowest {@code min.insync.replicas}; it must also be below the replication factor of each topic. If not
         * set, any will do.
         *
         * @param replicas at least 1
         * @return this builder
         * @throws IllegalArgumentException if it is not
         */
        public Builder minInSyncReplicas(int replicas) {
            this.minInSyncReplicas = positive("minInSyncReplicas", replicas);
            return this;
        }

        /**
         * Wants {@code unclean.leader.election.enable} to be {@code false}. If not set, it may be either.
         *
         * @return this builder
         */
        public Builder noUncleanLeaderElection() {
            this.uncleanAllowed = false;
            return this;
        }

        /**
         * Sets what the whole name of a topic must match. If not set, any name will do.
         *
         * @param pattern a regular expression
         * @return this builder
         */
        public Builder namePattern(String pattern) {
            this.namePattern = Pattern.compile(pattern);
            return this;
        }

        /**
         * Sets how many partitions a topic may have. If not set, any number will do.
         *
         * @param minimum the fewest, at least 1
         * @param maximum the most
         * @return this builder
         */
        public Builder partitionsBetween(int minimum, int maximum) {
            this.partitions = new PartitionRange(minimum, maximum);
            return this;
        }

        /**
         * Wants the replicas of each partition in as many racks as there can be. If not set, they may be anywhere.
         *
         * @return this builder
         */
        public Builder racksSpanned() {
            this.racksSpanned = true;
            return this;
        }

        /**
         * Returns the rules.
         *
         * @return immutable rules
         * @throws IllegalArgumentException if no topic can keep them
         */
        public TopicRules build() {
            if (minReplicationFactor > 0 && minInSyncReplicas >= minReplicationFactor) {
                throw new IllegalArgumentException(
                        "Did not make rules for topics: minInSyncReplicas " + minInSyncReplicas
                                + " is not below minReplicationFactor " + minReplicationFactor
                                + ", so a topic with the fewest replicas could not keep both. Set it to "
                                + (minReplicationFactor - 1) + " or less.");
            }
            return new TopicRules(this);
        }

        private static int positive(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be at least 1, not " + value);
            }
            return value;
        }
    }
}
