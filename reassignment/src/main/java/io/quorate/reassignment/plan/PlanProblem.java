// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.List;

/** Why there is no valid plan. */
public sealed interface PlanProblem {
    /**
     * Returns what stands in the way and what to do about it.
     *
     * @return one or two sentences
     */
    String describe();

    /**
     * The request names a broker that the cluster does not have, or that cannot do what is asked of it.
     *
     * @param broker the node id
     * @param reason what was seen, and what to do
     */
    record UnusableBroker(int broker, String reason) implements PlanProblem {
        @Override
        public String describe() {
            return "Broker " + broker + ": " + reason;
        }
    }

    /**
     * The request names a topic or a partition that the cluster does not have.
     *
     * @param name the topic or partition
     * @param reason what was seen, and what to do
     */
    record UnknownPartition(String name, String reason) implements PlanProblem {
        @Override
        public String describe() {
            return name + ": " + reason;
        }
    }

    /**
     * There are fewer brokers that may hold replicas than a partition shall have.
     *
     * @param topic the topic
     * @param replicationFactor what its partitions shall have
     * @param brokers how many brokers may hold them
     */
    record TooFewBrokers(String topic, int replicationFactor, int brokers) implements PlanProblem {
        @Override
        public String describe() {
            return "Partitions of " + topic + " shall have " + replicationFactor + " replicas, and only " + brokers
                    + " brokers may hold them. Add brokers, exclude fewer, or ask for fewer replicas.";
        }
    }

    /**
     * Partitions cannot be spread over racks as {@link RackRule#STRICT} asks for.
     *
     * @param partitions some of them
     * @param count how many there are
     * @param reason why
     */
    record RacksNotSpread(List<String> partitions, int count, String reason) implements PlanProblem {
        /**
         * Copies the partitions.
         *
         * @param partitions some of them
         * @param count how many there are
         * @param reason why
         */
        public RacksNotSpread {
            partitions = List.copyOf(partitions);
        }

        @Override
        public String describe() {
            return count + " partitions cannot be spread over racks (" + String.join(", ", partitions)
                    + (count > partitions.size() ? ", ..." : "") + "): " + reason
                    + " Add brokers in the racks that lack them, or ask for BEST_EFFORT.";
        }
    }

    /**
     * A limit of the request or of the disks leaves no room.
     *
     * @param broker the broker that is full, or -1 if all are
     * @param reason which limit, with values, and what to do
     */
    record NoRoom(int broker, String reason) implements PlanProblem {
        @Override
        public String describe() {
            return (broker < 0 ? "No broker has room: " : "Broker " + broker + " has no room: ") + reason;
        }
    }

    /**
     * The replication factor would not be above, or would be below, what {@code min.insync.replicas} asks for.
     *
     * @param topic the topic
     * @param replicationFactor what its partitions shall have
     * @param minInSyncReplicas what is configured
     */
    record BelowMinIsr(String topic, int replicationFactor, int minInSyncReplicas) implements PlanProblem {
        @Override
        public String describe() {
            return "Partitions of " + topic + " shall have " + replicationFactor + " replicas, and its"
                    + " min.insync.replicas is " + minInSyncReplicas + ": no producer with acks=all could write."
                    + " Lower min.insync.replicas first.";
        }
    }

    /**
     * The cluster was not seen well enough to plan.
     *
     * @param section what was not seen
     * @param reason why, and what to do
     */
    record NotSeen(String section, String reason) implements PlanProblem {
        @Override
        public String describe() {
            return "Could not see " + section + ": " + reason;
        }
    }
}
