// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import io.quorate.cluster.Gap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/** Why a cluster cannot be made durable as it is now. A plan with a problem is not run. */
public sealed interface DurabilityProblem {
    /**
     * Returns what was seen.
     *
     * @return a sentence with values
     */
    String describe();

    /**
     * Returns what to do about it.
     *
     * @return a sentence
     */
    String remedy();

    /**
     * Something that decides could not be read.
     *
     * @param gap what and why
     */
    record NotObserved(Gap gap) implements DurabilityProblem {
        @Override
        public String describe() {
            return "Could not see " + gap.describe() + ".";
        }

        @Override
        public String remedy() {
            return "Make it readable and plan again; what cannot be seen is never taken for good.";
        }
    }

    /**
     * There are fewer brokers than replicas wanted.
     *
     * @param needed how many brokers are needed
     * @param online the node ids of those that are online
     */
    record NotEnoughBrokers(int needed, Set<Integer> online) implements DurabilityProblem {
        /**
         * Copies the ids.
         *
         * @param needed how many brokers are needed
         * @param online the node ids of those that are online
         */
        public NotEnoughBrokers {
            online = Set.copyOf(online);
        }

        @Override
        public String describe() {
            return "Replication factor " + needed + " needs " + needed + " brokers, and online are only "
                    + new TreeSet<>(online) + ".";
        }

        @Override
        public String remedy() {
            return "Start " + (needed - online.size()) + " more and plan again.";
        }
    }

    /**
     * A topic asks for more replicas in sync than its partitions shall have.
     *
     * @param topic the topic
     * @param replicationFactor what its partitions shall have
     * @param minInSyncReplicas its {@code min.insync.replicas}
     */
    record BelowMinIsr(String topic, int replicationFactor, int minInSyncReplicas) implements DurabilityProblem {
        @Override
        public String describe() {
            return "Topic " + topic + " has min.insync.replicas=" + minInSyncReplicas
                    + ", and its partitions shall have " + replicationFactor
                    + " replicas: no acks=all producer could write.";
        }

        @Override
        public String remedy() {
            return "Lower its min.insync.replicas, or ask for a higher replication factor, and plan again.";
        }
    }

    /**
     * No broker takes a replica that a partition lacks.
     *
     * @param reason which one, and why
     */
    record NoPlacement(String reason) implements DurabilityProblem {
        @Override
        public String describe() {
            return "Replicas that partitions lack cannot be placed: " + reason;
        }

        @Override
        public String remedy() {
            return "Make brokers able to receive replicas (online, not cordoned, with log dirs that answer) and plan again.";
        }
    }

    /**
     * A broker is dead, or its id is in the replicas of a partition although no such broker is registered.
     *
     * @param nodeId its node id
     * @param replicas how many replicas it holds
     */
    record DeadBroker(int nodeId, int replicas) implements DurabilityProblem {
        @Override
        public String describe() {
            return "Broker " + nodeId + " is not online and holds " + replicas + " replicas.";
        }

        @Override
        public String remedy() {
            return replicas == 0
                    ? "Start it, or unregister it (kafka-cluster.sh unregister --id " + nodeId
                            + "): Kafka would place replicas of new topics on it."
                    : "Start it and wait until it is in sync, or move its replicas away first.";
        }
    }

    /**
     * A partition has no leader, so it cannot be copied.
     *
     * @param partition which
     * @param candidates the brokers of which one must come back: the ELR, else the last known ELR, else the ISR
     */
    record OfflinePartition(TopicPartition partition, List<Integer> candidates) implements DurabilityProblem {
        /**
         * Copies the ids.
         *
         * @param partition which
         * @param candidates the brokers of which one must come back: the ELR, else the last known ELR, else the ISR
         */
        public OfflinePartition {
            candidates = List.copyOf(candidates);
        }

        @Override
        public String describe() {
            return partition + " has no leader.";
        }

        @Override
        public String remedy() {
            return "Start one of the brokers " + candidates + " first.";
        }
    }

    /**
     * A partition is being reassigned to something that the policy does not want.
     *
     * @param partition which
     * @param target where the reassignment leads
     */
    record ForeignReassignment(TopicPartition partition, List<Integer> target) implements DurabilityProblem {
        /**
         * Copies the ids.
         *
         * @param partition which
         * @param target where the reassignment leads
         */
        public ForeignReassignment {
            target = List.copyOf(target);
        }

        @Override
        public String describe() {
            return partition + " is being reassigned to " + target + " by somebody else.";
        }

        @Override
        public String remedy() {
            return "Wait until it is done, or cancel it (kafka-reassign-partitions.sh --cancel), and plan again.";
        }
    }

    /**
     * A broker has a log dir that failed.
     *
     * @param nodeId the broker
     * @param path the log dir
     * @param cause what the broker says
     */
    record FailedLogDir(int nodeId, String path, String cause) implements DurabilityProblem {
        @Override
        public String describe() {
            return "Log dir " + path + " of broker " + nodeId + " has failed: " + cause + ".";
        }

        @Override
        public String remedy() {
            return "Repair the disk and restart the broker.";
        }
    }

    /**
     * A log dir may not have room for what would be copied into it.
     *
     * @param nodeId the broker
     * @param path the log dir
     * @param needed how many bytes may land there, with a reserve of a tenth
     * @param usable how many can be written; -1 if the broker does not say
     */
    record NotEnoughDisk(int nodeId, String path, long needed, long usable) implements DurabilityProblem {
        @Override
        public String describe() {
            return "Broker " + nodeId + " would receive up to " + Bytes.describe(needed) + " in " + path + ", where "
                    + (usable < 0 ? "the free space is not known" : Bytes.describe(usable) + " are free") + ".";
        }

        @Override
        public String remedy() {
            return "Make room, add a broker, or let topics keep less (retention.ms, retention.bytes).";
        }
    }
}
