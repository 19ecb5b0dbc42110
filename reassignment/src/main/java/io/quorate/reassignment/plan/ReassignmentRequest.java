// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What to plan: a goal, how much may move for it, and what must hold.
 *
 * <p>Immutable, and as thread-safe as the predicates it was given.
 */
public final class ReassignmentRequest {
    private final ReassignmentGoal goal;
    private final MovementPolicy movement;
    private final BalanceWeight weight;
    private final RackRule racks;
    private final Predicate<String> scope;
    private final PartitionFilter pinned;
    private final Set<Integer> excluded;
    private final Map<Integer, Double> capacities;
    private final Limits limits;

    private ReassignmentRequest(Builder builder) {
        this.goal = builder.goal;
        this.movement = builder.movement;
        this.weight = builder.weight;
        this.racks = builder.racks;
        this.scope = builder.scope;
        this.pinned = builder.pinned;
        this.excluded = Collections.unmodifiableSet(new TreeSet<>(builder.excluded));
        this.capacities = Collections.unmodifiableMap(new TreeMap<>(builder.capacities));
        this.limits = builder.limits();
    }

    /** Tells partitions apart without an object for each. */
    @FunctionalInterface
    public interface PartitionFilter {
        /**
         * Tells whether a partition is meant.
         *
         * @param topic the topic's name
         * @param partition the partition's number
         * @return {@code true} if it is
         */
        boolean matches(String topic, int partition);
    }

    /**
     * What a plan may not exceed.
     *
     * @param replicasPerTopicAndBroker the most replicas of one topic that a broker may hold; empty for no limit
     * @param replicasPerBroker the most replicas that a broker may hold; empty for no limit
     * @param byteTolerance how far from the mean a broker's bytes may be with {@link BalanceWeight#BYTES}, 0.05 for 5 %
     * @param searchSteps how many steps the exact search may take; empty for as many as the optimum needs
     */
    public record Limits(
            OptionalInt replicasPerTopicAndBroker,
            OptionalInt replicasPerBroker,
            double byteTolerance,
            Optional<Long> searchSteps) {}

    /**
     * Returns a request with default settings.
     *
     * @param goal what for
     * @return the request
     */
    public static ReassignmentRequest of(ReassignmentGoal goal) {
        return builder(goal).build();
    }

    /**
     * Returns a builder.
     *
     * @param goal what for
     * @return the builder
     */
    public static Builder builder(ReassignmentGoal goal) {
        return new Builder(goal);
    }

    /**
     * Returns what the reassignment is for.
     *
     * @return the goal
     */
    public ReassignmentGoal goal() {
        return goal;
    }

    /**
     * Returns how much may move.
     *
     * @return the policy
     */
    public MovementPolicy movement() {
        return movement;
    }

    /**
     * Returns what is made even.
     *
     * @return the weight
     */
    public BalanceWeight weight() {
        return weight;
    }

    /**
     * Returns how replicas are spread over racks.
     *
     * @return the rule
     */
    public RackRule racks() {
        return racks;
    }

    /**
     * Tells whether a topic is in scope. Partitions of others count as load, and stay where they are.
     *
     * @param topic its name
     * @return {@code true} if it may be changed
     */
    public boolean inScope(String topic) {
        return scope.test(topic);
    }

    /**
     * Tells whether a partition stays as it is although its topic is in scope.
     *
     * @param topic the topic's name
     * @param partition the partition's number
     * @return {@code true} if it is pinned
     */
    public boolean isPinned(String topic, int partition) {
        return pinned.matches(topic, partition);
    }

    /**
     * Returns the brokers that receive nothing.
     *
     * @return node ids in ascending order
     */
    public Set<Integer> excluded() {
        return excluded;
    }

    /**
     * Returns what brokers can bear where the request says so.
     *
     * @return capacity by node id, 1 for a usual broker
     */
    public Map<Integer, Double> capacities() {
        return capacities;
    }

    /**
     * Returns what a plan may not exceed.
     *
     * @return the limits
     */
    public Limits limits() {
        return limits;
    }

    @Override
    public String toString() {
        return goal + ", " + movement + ", " + weight + ", racks " + racks;
    }

    /** Builds a {@link ReassignmentRequest}. Not thread-safe. */
    public static final class Builder {
        private final ReassignmentGoal goal;
        private MovementPolicy movement;
        private BalanceWeight weight = BalanceWeight.COUNT;
        private RackRule racks = RackRule.BEST_EFFORT;
        private Predicate<String> scope = topic -> true;
        private PartitionFilter pinned = (topic, partition) -> false;
        private Set<Integer> excluded = Set.of();
        private Map<Integer, Double> capacities = Map.of();
        private OptionalInt replicasPerTopicAndBroker = OptionalInt.empty();
        private OptionalInt replicasPerBroker = OptionalInt.empty();
        private double byteTolerance = 0.05;
        private Optional<Long> searchSteps = Optional.empty();

        private Builder(ReassignmentGoal goal) {
            this.goal = Objects.requireNonNull(goal, "goal");
            this.movement = goal.defaultMovement();
        }

        /**
         * Sets how much may move. If not set, what the goal says.
         *
         * @param policy the policy
         * @return this builder
         */
        public Builder movement(MovementPolicy policy) {
            this.movement = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Sets what is made even. If not set, {@link BalanceWeight#COUNT}.
         *
         * @param balance the weight
         * @return this builder
         */
        public Builder weight(BalanceWeight balance) {
            this.weight = Objects.requireNonNull(balance, "balance");
            return this;
        }

        /**
         * Sets how replicas are spread over racks. If not set, {@link RackRule#BEST_EFFORT}.
         *
         * @param rule the rule
         * @return this builder
         */
        public Builder racks(RackRule rule) {
            this.racks = Objects.requireNonNull(rule, "rule");
            return this;
        }

        /**
         * Sets which topics may be changed. If not set, all, internal ones too.
         *
         * @param topics tells by name
         * @return this builder
         */
        public Builder topics(Predicate<String> topics) {
            this.scope = Objects.requireNonNull(topics, "topics");
            return this;
        }

        /**
         * Sets which partitions stay as they are. If not set, none.
         *
         * @param partitions tells by topic and number
         * @return this builder
         */
        public Builder pin(PartitionFilter partitions) {
            this.pinned = Objects.requireNonNull(partitions, "partitions");
            return this;
        }

        /**
         * Sets which brokers receive nothing, besides those that cannot. If not set, none.
         *
         * @param brokers their node ids
         * @return this builder
         */
        public Builder exclude(Set<Integer> brokers) {
            this.excluded = Set.copyOf(brokers);
            return this;
        }

        /**
         * Sets what brokers can bear compared with others. If not set, what the cluster's description says: 1 each.
         *
         * @param byBroker capacity by node id, more than 0
         * @return this builder
         * @throws IllegalArgumentException if one is not a finite number above 0
         */
        public Builder capacities(Map<Integer, Double> byBroker) {
            byBroker.forEach((broker, capacity) -> {
                if (!(capacity > 0) || capacity.isInfinite()) {
                    throw new IllegalArgumentException("The capacity of broker " + broker
                            + " must be a number above 0 (1 for a usual broker), not " + capacity);
                }
            });
            this.capacities = Map.copyOf(byBroker);
            return this;
        }

        /**
         * Sets the most replicas of one topic that a broker may hold. If not set, there is no limit.
         *
         * @param replicas 1 or more
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxReplicasPerTopicAndBroker(int replicas) {
            this.replicasPerTopicAndBroker = OptionalInt.of(atLeastOne("maxReplicasPerTopicAndBroker", replicas));
            return this;
        }

        /**
         * Sets the most replicas that a broker may hold. If not set, there is no limit, and above 4,000 a warning (what the
         * Kafka documentation advises).
         *
         * @param replicas 1 or more
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxReplicasPerBroker(int replicas) {
            this.replicasPerBroker = OptionalInt.of(atLeastOne("maxReplicasPerBroker", replicas));
            return this;
        }

        /**
         * Sets how far from the mean a broker's bytes may be. If not set, 0.05 (5 %).
         *
         * @param share above 0 and below 1
         * @return this builder
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder byteTolerance(double share) {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException("byteTolerance must be above 0 and below 1, not " + share);
            }
            this.byteTolerance = share;
            return this;
        }

        /**
         * Sets how many steps the exact search may take before it gives the best it has, with a warning. If not set, as
         * many as the optimum needs below 200,000 replicas, and a bounded number above. A count, not a time, so that the
         * same input gives the same plan everywhere.
         *
         * @param steps 0 for no exact search, or more
         * @return this builder
         * @throws IllegalArgumentException if it is negative
         */
        public Builder searchSteps(long steps) {
            if (steps < 0) {
                throw new IllegalArgumentException("searchSteps must be 0 or more, not " + steps);
            }
            this.searchSteps = Optional.of(steps);
            return this;
        }

        /**
         * Returns the request.
         *
         * @return the request
         */
        public ReassignmentRequest build() {
            return new ReassignmentRequest(this);
        }

        private Limits limits() {
            return new Limits(replicasPerTopicAndBroker, replicasPerBroker, byteTolerance, searchSteps);
        }

        private static int atLeastOne(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be at least 1, not " + value);
            }
            return value;
        }
    }
}
