// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import io.quorate.cluster.ControllerEndpoint;
import io.quorate.reassignment.plan.PartitionMove;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * A step on the way to a durable cluster. Steps are done in the order of the plan; each can be done again without harm,
 * and the cluster is consistent between any two of them.
 */
public sealed interface DurabilityStep {
    /**
     * Returns what the step does.
     *
     * @return a line for people
     */
    String describe();

    /**
     * Calls the method of a handler that is for this step.
     *
     * @param handler what to call
     * @param <R> what it returns
     * @return what it returned
     */
    <R> R accept(Handler<R> handler);

    /**
     * One method for each step.
     *
     * @param <R> what they return
     */
    interface Handler<R> {
        /**
         * Waits for brokers.
         *
         * @param step the step
         * @return the handler's result
         */
        R awaitBrokers(AwaitBrokers step);

        /**
         * Adds a controller to the quorum.
         *
         * @param step the step
         * @return the handler's result
         */
        R addVoter(AddVoter step);

        /**
         * Adds replicas to a topic.
         *
         * @param step the step
         * @return the handler's result
         */
        R growReplicas(GrowReplicas step);

        /**
         * Waits for the ISR of topics.
         *
         * @param step the step
         * @return the handler's result
         */
        R awaitFullIsr(AwaitFullIsr step);

        /**
         * Raises {@code min.insync.replicas} of a topic.
         *
         * @param step the step
         * @return the handler's result
         */
        R raiseMinIsr(RaiseMinIsr step);

        /**
         * Raises the cluster-wide default of {@code min.insync.replicas}.
         *
         * @param step the step
         * @return the handler's result
         */
        R raiseDefaultMinIsr(RaiseDefaultMinIsr step);

        /**
         * Lowers {@code min.insync.replicas} of a topic.
         *
         * @param step the step
         * @return the handler's result
         */
        R lowerMinIsr(LowerMinIsr step);

        /**
         * Takes replicas of a topic away.
         *
         * @param step the step
         * @return the handler's result
         */
        R shrinkReplicas(ShrinkReplicas step);

        /**
         * Spreads leaders.
         *
         * @param step the step
         * @return the handler's result
         */
        R spreadLeaders(SpreadLeaders step);
    }

    /**
     * The brokers that will receive replicas have joined and are not fenced. Changes nothing.
     *
     * @param nodeIds which
     */
    record AwaitBrokers(Set<Integer> nodeIds) implements DurabilityStep {
        /**
         * Copies the ids.
         *
         * @param nodeIds which
         */
        public AwaitBrokers {
            nodeIds = Set.copyOf(nodeIds);
        }

        @Override
        public String describe() {
            return "Wait until brokers " + new TreeSet<>(nodeIds) + " are online";
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.awaitBrokers(this);
        }
    }

    /**
     * A controller that follows the metadata log becomes a voter, once it has caught up (KIP-853, Kafka 3.9).
     *
     * @param nodeId the controller
     * @param directoryId the id of its metadata log directory
     * @param endpoints where it listens
     */
    record AddVoter(int nodeId, Uuid directoryId, List<ControllerEndpoint> endpoints) implements DurabilityStep {
        /**
         * Copies the endpoints.
         *
         * @param nodeId the controller
         * @param directoryId the id of its metadata log directory
         * @param endpoints where it listens
         */
        public AddVoter {
            endpoints = List.copyOf(endpoints);
        }

        @Override
        public String describe() {
            return "Add controller " + nodeId + " (" + endpoints.get(0).endpoint() + ") to the quorum, once caught up";
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.addVoter(this);
        }
    }

    /** Partitions of a topic get another number of replicas. */
    sealed interface ReplicaChange extends DurabilityStep permits GrowReplicas, ShrinkReplicas {
        /**
         * Returns which topic.
         *
         * @return the topic's name
         */
        String topic();

        /**
         * Returns which topic of that name: one that was deleted and created again is another.
         *
         * @return the topic's id
         */
        Uuid topicId();

        /**
         * Returns what changes.
         *
         * @return the partitions that change
         */
        List<PartitionMove> moves();

        /**
         * Returns how much is copied over the network, all new replicas together.
         *
         * @return bytes
         */
        long bytes();
    }

    /**
     * Partitions of a topic get more replicas. The replicas that are there stay, in their order.
     *
     * @param topic the topic's name
     * @param topicId the topic's id: a topic that was deleted and created again is another topic
     * @param moves the partitions that grow
     * @param bytes how much is copied over the network, all new replicas together
     */
    record GrowReplicas(String topic, Uuid topicId, List<PartitionMove> moves, long bytes) implements ReplicaChange {
        /**
         * Copies the moves.
         *
         * @param topic the topic's name
         * @param topicId the topic's id: a topic that was deleted and created again is another topic
         * @param moves the partitions that grow
         * @param bytes how much is copied over the network, all new replicas together
         */
        public GrowReplicas {
            moves = List.copyOf(moves);
        }

        @Override
        public String describe() {
            int before =
                    moves.stream().mapToInt(move -> move.from().size()).min().orElse(0);
            int after = moves.stream().mapToInt(move -> move.to().size()).max().orElse(0);
            return "Raise the replication factor of " + topic + " from " + before + " to " + after + ": " + moves.size()
                    + " partitions, copying " + Bytes.describe(bytes);
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.growReplicas(this);
        }
    }

    /**
     * Every replica of topics is in the ISR. Changes nothing.
     *
     * @param topics their names
     */
    record AwaitFullIsr(Set<String> topics) implements DurabilityStep {
        /**
         * Copies the names.
         *
         * @param topics their names
         */
        public AwaitFullIsr {
            topics = Set.copyOf(topics);
        }

        @Override
        public String describe() {
            return "Wait until every replica of " + topics.size() + " topics is in the ISR";
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.awaitFullIsr(this);
        }
    }

    /**
     * {@code min.insync.replicas} is set on a topic, after its ISR is full.
     *
     * @param topic the topic's name
     * @param topicId the topic's id
     * @param from what it is
     * @param to what it will be
     */
    record RaiseMinIsr(String topic, Uuid topicId, int from, int to) implements DurabilityStep {
        @Override
        public String describe() {
            return "Set min.insync.replicas=" + to + " on " + topic + " (now " + from + ")";
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.raiseMinIsr(this);
        }
    }

    /**
     * {@code min.insync.replicas} is set for all brokers, for topics that will be made later.
     *
     * @param from what it is on the broker that has the lowest
     * @param to what it will be
     */
    record RaiseDefaultMinIsr(int from, int to) implements DurabilityStep {
        @Override
        public String describe() {
            return "Set min.insync.replicas=" + to + " as the default of the cluster (now " + from + ")";
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.raiseDefaultMinIsr(this);
        }
    }

    /**
     * {@code min.insync.replicas} of a topic is lowered, before it loses replicas: the other way round {@code acks=all}
     * producers of a partition could stop.
     *
     * @param topic the topic's name
     * @param topicId the topic's id
     * @param from what it is
     * @param to what it will be
     */
    record LowerMinIsr(String topic, Uuid topicId, int from, int to) implements DurabilityStep {
        @Override
        public String describe() {
            return "Lower min.insync.replicas of " + topic + " from " + from + " to " + to;
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.lowerMinIsr(this);
        }
    }

    /**
     * Partitions of a topic lose replicas, after {@code min.insync.replicas} was lowered. The live preferred leader stays.
     *
     * @param topic the topic's name
     * @param topicId the topic's id: a topic that was deleted and created again is another topic
     * @param moves the partitions that shrink
     */
    record ShrinkReplicas(String topic, Uuid topicId, List<PartitionMove> moves) implements ReplicaChange {
        /**
         * Copies the moves.
         *
         * @param topic the topic's name
         * @param topicId the topic's id: a topic that was deleted and created again is another topic
         * @param moves the partitions that shrink
         */
        public ShrinkReplicas {
            moves = List.copyOf(moves);
        }

        @Override
        public long bytes() {
            return 0;
        }

        @Override
        public String describe() {
            int before =
                    moves.stream().mapToInt(move -> move.from().size()).max().orElse(0);
            int after = moves.stream().mapToInt(move -> move.to().size()).min().orElse(0);
            return "Lower the replication factor of " + topic + " from " + before + " to " + after + ": " + moves.size()
                    + " partitions";
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.shrinkReplicas(this);
        }
    }

    /**
     * The order of replicas is changed so that each broker is the preferred leader of its share, and preferred leaders
     * are elected. Copies nothing.
     *
     * @param reorders the partitions whose order changes
     * @param elections the partitions whose preferred leader is elected afterwards
     */
    record SpreadLeaders(List<PartitionMove> reorders, Set<TopicPartition> elections) implements DurabilityStep {
        /**
         * Copies the collections.
         *
         * @param reorders the partitions whose order changes
         * @param elections the partitions whose preferred leader is elected afterwards
         */
        public SpreadLeaders {
            reorders = List.copyOf(reorders);
            elections = Set.copyOf(elections);
        }

        @Override
        public String describe() {
            return "Spread leaders: another preferred leader for " + reorders.size() + " partitions, election of "
                    + elections.size();
        }

        @Override
        public <R> R accept(Handler<R> handler) {
            return handler.spreadLeaders(this);
        }
    }
}
