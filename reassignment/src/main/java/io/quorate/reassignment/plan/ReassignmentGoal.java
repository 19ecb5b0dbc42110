// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a reassignment is for. */
public sealed interface ReassignmentGoal {
    /** Gives every broker its share. Moves with {@link MovementPolicy#FULL_BALANCE} if nothing else is asked for. */
    record Rebalance() implements ReassignmentGoal {}

    /**
     * Gives new brokers their share. Moves with {@link MovementPolicy#NEW_BROKERS_ONLY} if nothing else is asked for.
     *
     * @param brokers the node ids of the new brokers
     */
    record AddBrokers(Set<Integer> brokers) implements ReassignmentGoal {
        /**
         * Copies the brokers.
         *
         * @param brokers the node ids of the new brokers
         * @throws IllegalArgumentException if there are none
         */
        public AddBrokers {
            brokers = some("AddBrokers", brokers);
        }
    }

    /**
     * Takes every replica off brokers. Moves with {@link MovementPolicy#FORCED_ONLY} if nothing else is asked for.
     *
     * @param brokers the node ids of the brokers that go
     */
    record Decommission(Set<Integer> brokers) implements ReassignmentGoal {
        /**
         * Copies the brokers.
         *
         * @param brokers the node ids of the brokers that go
         * @throws IllegalArgumentException if there are none
         */
        public Decommission {
            brokers = some("Decommission", brokers);
        }
    }

    /**
     * Puts one broker in the place of another: each replica of the old one goes to the new one, which leads what the old
     * one led. Where the new one cannot take a replica (it holds one already, or the racks forbid it), another broker does.
     *
     * @param broker the node id of the broker that goes
     * @param replacement the node id of the broker that comes
     */
    record ReplaceBroker(int broker, int replacement) implements ReassignmentGoal {
        /**
         * Checks the brokers.
         *
         * @param broker the node id of the broker that goes
         * @param replacement the node id of the broker that comes
         * @throws IllegalArgumentException if they are the same
         */
        public ReplaceBroker {
            if (broker == replacement) {
                throw new IllegalArgumentException(
                        "Broker " + broker + " cannot replace itself. Name another broker to take its place.");
            }
        }
    }

    /**
     * Gives every partition in scope a number of replicas. More: only adds. Fewer: only drops, in this order: replicas
     * that are offline, out of sync, in a rack that holds another one, on the fullest broker; never the preferred leader
     * while it is live. Moves with {@link MovementPolicy#FORCED_ONLY} if nothing else is asked for.
     *
     * @param replicationFactor for topics that {@code byTopic} does not name; 0 leaves those alone
     * @param byTopic for single topics
     */
    record ChangeReplicationFactor(int replicationFactor, Map<String, Integer> byTopic) implements ReassignmentGoal {
        /**
         * Copies the map and checks the numbers.
         *
         * @param replicationFactor for topics that {@code byTopic} does not name; 0 leaves those alone
         * @param byTopic for single topics
         * @throws IllegalArgumentException if a number is below 1 (or 0 for the first), or nothing is asked for
         */
        public ChangeReplicationFactor {
            byTopic = Map.copyOf(new TreeMap<>(byTopic));
            if (replicationFactor < 0
                    || byTopic.values().stream().anyMatch(factor -> factor < 1)
                    || (replicationFactor == 0 && byTopic.isEmpty())) {
                throw new IllegalArgumentException(
                        "Not replication factors: " + replicationFactor + ", by topic " + byTopic
                                + ". Each must be 1 or more; 0 as the first leaves the topics alone that are not named.");
            }
        }

        /**
         * Returns what a topic shall have.
         *
         * @param topic its name
         * @return the replication factor, or 0 if it is left alone
         */
        public int factorOf(String topic) {
            return byTopic.getOrDefault(topic, replicationFactor);
        }
    }

    /** Spreads replicas over racks where they are not. Moves with {@link MovementPolicy#FORCED_ONLY} by default. */
    record RepairRacks() implements ReassignmentGoal {}

    /** Makes every broker the preferred leader of its share of partitions, by reordering only. Copies no data. */
    record BalanceLeaders() implements ReassignmentGoal {}

    /**
     * Takes preferred leadership away from brokers that keep their replicas, by reordering only. Copies no data.
     *
     * @param brokers the node ids of the brokers that shall not lead
     */
    record EvacuateLeadership(Set<Integer> brokers) implements ReassignmentGoal {
        /**
         * Copies the brokers.
         *
         * @param brokers the node ids of the brokers that shall not lead
         * @throws IllegalArgumentException if there are none
         */
        public EvacuateLeadership {
            brokers = some("EvacuateLeadership", brokers);
        }
    }

    /**
     * Exactly this placement, for the partitions that it names. It is checked like any other plan.
     *
     * @param placements the replicas that partitions shall have
     */
    record ExplicitTarget(List<TargetReplicas> placements) implements ReassignmentGoal {
        /**
         * Copies the placements.
         *
         * @param placements the replicas that partitions shall have
         */
        public ExplicitTarget {
            placements = List.copyOf(placements);
        }
    }

    /**
     * Returns how much moves for this goal if the request does not say so.
     *
     * @return the policy
     */
    default MovementPolicy defaultMovement() {
        if (this instanceof Rebalance) {
            return MovementPolicy.FULL_BALANCE;
        }
        return this instanceof AddBrokers ? MovementPolicy.NEW_BROKERS_ONLY : MovementPolicy.FORCED_ONLY;
    }

    private static Set<Integer> some(String goal, Collection<Integer> brokers) {
        if (brokers.isEmpty()) {
            throw new IllegalArgumentException(goal + " needs at least one broker. Name the node ids.");
        }
        return Collections.unmodifiableSet(new TreeSet<>(brokers));
    }
}
