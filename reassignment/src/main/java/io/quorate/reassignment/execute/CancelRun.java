// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import io.quorate.observe.Section;
import io.quorate.reassignment.execute.RunControl.Look;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.NoReassignmentInProgressException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Cancels what a run has in flight, in all its topics: a plan that was made after a crash may have adopted reassignments of
 * topics that it had not come to yet.
 *
 * <p>A partition of which not enough original replicas are in sync any more is left alone: going back would leave it without
 * a leader, or its producers waiting (KAFKA-14424).
 */
final class CancelRun {
    private static final String WHAT = "cancelling what is in flight";

    private final ClusterGateway gateway;
    private final RunControl control;
    private final Map<String, Uuid> topics;
    private final Predicate<OngoingReassignment> mine;
    private final ToIntFunction<String> minIsr;

    /**
     * Prepares to cancel.
     *
     * @param gateway the cluster
     * @param control who may end the wait
     * @param topics the topics of the run with the ids that it knows
     * @param mine tells which reassignments of those topics are the run's
     * @param minIsr how many originals of a topic's partition must be in sync
     */
    CancelRun(
            ClusterGateway gateway,
            RunControl control,
            Map<String, Uuid> topics,
            Predicate<OngoingReassignment> mine,
            ToIntFunction<String> minIsr) {
        this.gateway = gateway;
        this.control = control;
        this.topics = topics;
        this.mine = mine;
        this.minIsr = minIsr;
    }

    void run() {
        try {
            control.untilUndone(WHAT, missing -> {}, this::look);
        } catch (KafkaException e) {
            throw new OperationHaltedException(WHAT, List.of("Kafka refused: " + e), e);
        }
    }

    private Look look() {
        ClusterState state = gateway.observe(Set.of(Section.TOPICS, Section.REASSIGNMENTS), topics::containsKey);
        List<String> missing = new ArrayList<>(RunControl.unseen(state.topics(), state.reassignments()));
        Map<TopicPartition, Optional<List<Integer>>> cancel = new LinkedHashMap<>();
        for (OngoingReassignment ongoing : state.reassignments().orElse(List.of())) {
            if (topics.containsKey(ongoing.partition().topic()) && mine.test(ongoing) && mayGoBack(state, ongoing)) {
                cancel.put(ongoing.partition(), Optional.empty());
                missing.add(ongoing.partition() + " is still being copied to " + ongoing.adding());
            }
        }
        if (!cancel.isEmpty()) {
            gateway.reassign(cancel).forEach(CancelRun::refuseUnlessItMayPass);
        }
        return new Look(missing);
    }

    private boolean mayGoBack(ClusterState state, OngoingReassignment ongoing) {
        String name = ongoing.partition().topic();
        Optional<Partition> partition = state.topic(name)
                .filter(topic -> topic.id().equals(topics.get(name)))
                .filter(topic -> ongoing.partition().partition() < topic.partitionCount())
                .map((Topic topic) -> topic.partition(ongoing.partition().partition()));
        return partition
                .filter(found -> isSafe(found, ongoing, minIsr.applyAsInt(name)))
                .isPresent();
    }

    /** Whether enough of the replicas that are left would be in sync. */
    static boolean isSafe(Partition partition, OngoingReassignment ongoing, int minInSyncReplicas) {
        List<Integer> originals = Course.without(ongoing.replicas(), ongoing.adding());
        long inSync = originals.stream().filter(partition.isr()::contains).count();
        return inSync >= Math.max(1, Math.min(minInSyncReplicas, originals.size()));
    }

    private static void refuseUnlessItMayPass(TopicPartition partition, KafkaException error) {
        if (!(error instanceof RetriableException) && !(error instanceof NoReassignmentInProgressException)) {
            throw new OperationHaltedException(
                    WHAT, List.of("Kafka refused to cancel the reassignment of " + partition + ": " + error), error);
        }
    }
}
