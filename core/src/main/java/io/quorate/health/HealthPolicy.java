// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import io.quorate.internal.Durations;
import io.quorate.topology.ClusterTopology;
import io.quorate.topology.TopologyNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What counts as well. Every setting has a default; the one to set is {@link Builder#expectedBrokers}, without which a
 * broker that never came up and holds nothing cannot be missed.
 *
 * <p>Immutable.
 */
public final class HealthPolicy {
    private final Optional<SortedSet<Integer>> expectedBrokers;
    private final int toleratedBrokers;
    private final int toleratedVoters;
    private final Duration quorumTolerance;
    private final Duration staleRegistrationAfter;
    private final double usableWarning;
    private final double usableCritical;
    private final double leaderImbalance;
    private final Set<HealthSection> notToBeSeen;

    private HealthPolicy(Builder builder) {
        this.expectedBrokers = builder.expectedBrokers;
        this.toleratedBrokers = builder.toleratedBrokers;
        this.toleratedVoters = builder.toleratedVoters;
        this.quorumTolerance = builder.quorumTolerance;
        this.staleRegistrationAfter = builder.staleRegistrationAfter;
        this.usableWarning = builder.usableWarning;
        this.usableCritical = builder.usableCritical;
        this.leaderImbalance = builder.leaderImbalance;
        this.notToBeSeen = builder.notToBeSeen.clone();
    }

    /**
     * Returns a policy in which everything has its default.
     *
     * @return the policy
     */
    public static HealthPolicy defaults() {
        return builder().build();
    }

    /**
     * Returns a builder.
     *
     * @return the builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Empty: whoever is registered or holds a replica is expected. */
    Optional<SortedSet<Integer>> expectedBrokers() {
        return expectedBrokers;
    }

    int toleratedBrokers() {
        return toleratedBrokers;
    }

    int toleratedVoters() {
        return toleratedVoters;
    }

    Duration quorumTolerance() {
        return quorumTolerance;
    }

    Duration staleRegistrationAfter() {
        return staleRegistrationAfter;
    }

    double usableWarning() {
        return usableWarning;
    }

    double usableCritical() {
        return usableCritical;
    }

    double leaderImbalance() {
        return leaderImbalance;
    }

    boolean isToBeSeen(HealthSection section) {
        return !notToBeSeen.contains(section);
    }

    /** Builds a {@link HealthPolicy}. Not thread-safe. */
    public static final class Builder {
        private Optional<SortedSet<Integer>> expectedBrokers = Optional.empty();
        private int toleratedBrokers = 1;
        private int toleratedVoters;
        private Duration quorumTolerance = Duration.ofSeconds(5);
        private Duration staleRegistrationAfter = Duration.ofHours(24);
        private double usableWarning = 0.15;
        private double usableCritical = 0.05;
        private double leaderImbalance = 0.10;
        private EnumSet<HealthSection> notToBeSeen = EnumSet.noneOf(HealthSection.class);

        private Builder() {}

        /**
         * Sets which brokers should be online. If not set, those that are registered or hold a replica.
         *
         * @param nodeIds their node ids
         * @return this builder
         */
        public Builder expectedBrokers(Set<Integer> nodeIds) {
            this.expectedBrokers = Optional.of(new TreeSet<>(nodeIds));
            return this;
        }

        /**
         * Sets which brokers should be online. If not set, those that are registered or hold a replica.
         *
         * @param topology a cluster whose brokers they are
         * @return this builder
         */
        public Builder expected(ClusterTopology topology) {
            return expectedBrokers(topology.brokers().stream()
                    .map(TopologyNode::nodeId)
                    .collect(Collectors.toCollection(TreeSet::new)));
        }

        /**
         * Sets how many brokers may be missing before that alone is critical. If not set, 1: what a replication factor of
         * 3 with {@code min.insync.replicas=2} survives without a writer noticing.
         *
         * @param brokers 0 or more
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder toleratedBrokers(int brokers) {
            this.toleratedBrokers = notNegative("toleratedBrokers", brokers);
            return this;
        }

        /**
         * Sets how many voters of the metadata quorum may be gone before it is critical that the quorum stops with the next.
         * If not set, 0: a quorum that lost a voter and can lose no other is critical. A cluster of three combined nodes
         * is that during each restart; who does not want to be called then sets 1.
         *
         * @param voters 0 or more
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder toleratedVoters(int voters) {
            this.toleratedVoters = notNegative("toleratedVoters", voters);
            return this;
        }

        /**
         * Sets how far a voter or broker may be behind the leader of the metadata quorum. If not set, 5 s: more than {@code
         * controller.quorum.fetch.timeout.ms} (2 s), because a reading is itself some time old.
         *
         * @param behind more than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not more than zero
         */
        public Builder quorumTolerance(Duration behind) {
            this.quorumTolerance = Durations.positive("quorumTolerance", behind);
            return this;
        }

        /**
         * Sets how long a broker without replicas must be fenced before its registration is stale. If not set, 24 h.
         *
         * @param fenced more than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not more than zero
         */
        public Builder staleRegistrationAfter(Duration fenced) {
            this.staleRegistrationAfter = Durations.positive("staleRegistrationAfter", fenced);
            return this;
        }

        /**
         * Sets which share of the volume of a log dir must be usable. If not set, 0.15 and 0.05.
         *
         * @param warning below it is a warning, 0 to 1
         * @param critical below it is critical, 0 to {@code warning}
         * @return this builder
         * @throws IllegalArgumentException if they are out of range or in the wrong order
         */
        public Builder usable(double warning, double critical) {
            if (!(critical >= 0 && critical <= warning && warning <= 1)) {
                throw new IllegalArgumentException("usable must have 0 <= critical <= warning <= 1, not warning="
                        + warning + " and critical=" + critical);
            }
            this.usableWarning = warning;
            this.usableCritical = critical;
            return this;
        }

        /**
         * Sets which share of partitions may be led by another than their preferred leader although that is in sync. If not
         * set, 0.10, as {@code leader.imbalance.per.broker.percentage}.
         *
         * @param ratio 0 to 1
         * @return this builder
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder leaderImbalance(double ratio) {
            if (!(ratio >= 0 && ratio <= 1)) {
                throw new IllegalArgumentException("leaderImbalance must be 0 to 1, not " + ratio);
            }
            this.leaderImbalance = ratio;
            return this;
        }

        /**
         * Sets what is meant not to be seen: because the principal may not, the release cannot tell or nobody asks. It is
         * then worth an INFO and does not keep the cluster from being healthy; that it cannot be read although it should is
         * not excused. If not set, everything is to be seen.
         *
         * <p>Brokers and topics cannot be excused: there would be no verdict. Who excuses the quorum gives up to be told when
         * what brokers tell is old.
         *
         * @param sections what is meant not to be seen
         * @return this builder
         * @throws IllegalArgumentException if brokers or topics are among them
         */
        public Builder notToBeSeen(HealthSection... sections) {
            EnumSet<HealthSection> excused = EnumSet.noneOf(HealthSection.class);
            excused.addAll(Arrays.asList(sections));
            if (excused.contains(HealthSection.BROKERS) || excused.contains(HealthSection.TOPICS)) {
                throw new IllegalArgumentException(
                        "notToBeSeen must not have BROKERS or TOPICS: without them there is no verdict; was "
                                + excused);
            }
            this.notToBeSeen = excused;
            return this;
        }

        /**
         * Returns the policy.
         *
         * @return an immutable policy
         */
        public HealthPolicy build() {
            return new HealthPolicy(this);
        }

        private static int notNegative(String setting, int value) {
            if (value < 0) {
                throw new IllegalArgumentException(setting + " must be 0 or more, not " + value);
            }
            return value;
        }
    }
}
