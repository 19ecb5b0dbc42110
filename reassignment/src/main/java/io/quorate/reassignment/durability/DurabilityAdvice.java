// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something that keeps a cluster from being as durable as its policy wants, and that no plan can do through the Admin API:
 * it wants a hand on the nodes. Advice does not stop a plan.
 */
public sealed interface DurabilityAdvice {
    /**
     * Returns what was seen and what to do.
     *
     * @return one or two sentences
     */
    String describe();

    /**
     * The quorum has too few voters and is static, so none can be added while it runs.
     *
     * @param voters the node ids of the voters
     * @param wanted how many there should be
     */
    record StaticQuorum(Set<Integer> voters, int wanted) implements DurabilityAdvice {
        /**
         * Copies the ids.
         *
         * @param voters the node ids of the voters
         * @param wanted how many there should be
         */
        public StaticQuorum {
            voters = Set.copyOf(voters);
        }

        @Override
        public String describe() {
            return "The quorum is static (kraft.version 0) with voters " + new TreeSet<>(voters) + " of " + wanted
                    + " wanted, so no controller can be added through the Admin API. With Kafka 4.1 or newer: set"
                    + " controller.quorum.bootstrap.servers on every node, raise kraft.version to 1"
                    + " (kafka-features.sh upgrade --feature kraft.version=1; it cannot be lowered again), remove"
                    + " controller.quorum.voters, start the new controllers, and plan again. Until then the loss of "
                    + (voters.size() <= 2 ? "one controller" : (voters.size() - 1) / 2 + 1 + " controllers")
                    + " stops all changes of the cluster, elections included.";
        }
    }

    /**
     * There are too few controllers to make the quorum as large as wanted.
     *
     * @param voters the node ids of the voters
     * @param waiting the node ids of controllers that do not vote
     * @param wanted how many voters there should be
     */
    record TooFewControllers(Set<Integer> voters, Set<Integer> waiting, int wanted) implements DurabilityAdvice {
        /**
         * Copies the ids.
         *
         * @param voters the node ids of the voters
         * @param waiting the node ids of controllers that do not vote
         * @param wanted how many voters there should be
         */
        public TooFewControllers {
            voters = Set.copyOf(voters);
            waiting = Set.copyOf(waiting);
        }

        @Override
        public String describe() {
            return "The quorum has voters " + new TreeSet<>(voters) + " and " + wanted + " are wanted; controllers that"
                    + " could be added: " + new TreeSet<>(waiting) + ". Start more controllers (formatted with"
                    + " --no-initial-controllers) and plan again. Voters are added in pairs, because an even number"
                    + " survives no more losses than the odd number below it.";
        }
    }

    /**
     * A controller could vote, and nobody knows where it listens.
     *
     * @param nodeId the controller
     */
    record UnknownControllerEndpoint(int nodeId) implements DurabilityAdvice {
        @Override
        public String describe() {
            return "Controller " + nodeId + " follows the quorum and could vote, but the cluster does not tell where it"
                    + " listens. Name it with DurabilityPolicy.Builder.controllerEndpoint(" + nodeId
                    + ", ...) and plan again.";
        }
    }

    /**
     * A static broker config would give a new topic fewer replicas than wanted. It can only be changed in the properties of
     * the brokers.
     *
     * @param key the config
     * @param value what it is
     * @param wanted what it should be
     */
    record StaticBrokerConfig(String key, int value, int wanted) implements DurabilityAdvice {
        @Override
        public String describe() {
            return key + "=" + value + " on at least one broker: what Kafka creates by it later will have too few"
                    + " replicas. Set " + key + "=" + wanted + " in server.properties of every broker, and restart them"
                    + " one by one.";
        }
    }

    /**
     * The cluster's default of {@code min.insync.replicas} is left as it is, because topics that the policy does not cover
     * take their value from it and would stop at the loss of one broker.
     *
     * @param value what it is
     * @param wanted what it should be
     * @param topics the topics
     */
    record DefaultMinIsrKept(int value, int wanted, List<String> topics) implements DurabilityAdvice {
        /**
         * Copies the names.
         *
         * @param value what it is
         * @param wanted what it should be
         * @param topics the topics
         */
        public DefaultMinIsrKept {
            topics = List.copyOf(topics);
        }

        @Override
        public String describe() {
            return "The default min.insync.replicas=" + value
                    + " is kept, because topics that are left as they are take"
                    + " it over and have no more than " + wanted + " replicas: " + topics + ". Set min.insync.replicas"
                    + " on them, or cover them, and plan again.";
        }
    }
}
