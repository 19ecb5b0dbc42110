// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Partition;
import io.quorate.observe.Section;
import io.quorate.reassignment.durability.DurabilityPlan;
import io.quorate.reassignment.durability.DurabilityStep;
import io.quorate.reassignment.execute.RunControl.Look;
import io.quorate.reassignment.plan.MoveStatus;
import io.quorate.reassignment.plan.PartitionMove;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.NoReassignmentInProgressException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Cancels what a plan has in flight, in all its topics: a plan that was made after a crash may have adopted reassignments
 * of topics that it had not come to yet.
 *
 * <p>A partition none of whose original replicas is in sync any more is left alone: going back would leave it without a
 * leader (KAFKA-14424).
 */
final class CancelRun {
    private static final String WHAT = "cancelling what is in flight";

    private final ClusterGateway gateway;
    private final RunControl control;
    private final List<DurabilityStep.GrowReplicas> steps = new ArrayList<>();
    private final Set<String> topics = new HashSet<>();

    CancelRun(DurabilityPlan plan, ClusterGateway gateway, RunControl control) {
        this.gateway = gateway;
        this.control = control;
        for (DurabilityStep step : plan.steps()) {
            if (step instanceof DurabilityStep.GrowReplicas growth) {
                steps.add(growth);
                topics.add(growth.topic());
            }
        }
    }

    void run() {
        try {
            control.untilUndone(WHAT, missing -> {}, this::look);
        } catch (KafkaException e) {
            throw new OperationHaltedException(WHAT, List.of("Kafka refused: " + e), e);
        }
    }

    private Look look() {
        ClusterState state = gateway.observe(Set.of(Section.TOPICS, Section.REASSIGNMENTS), topics::contains);
        List<String> missing = new ArrayList<>(RunControl.unseen(state.topics(), state.reassignments()));
        Map<TopicPartition, Optional<List<Integer>>> cancel = new LinkedHashMap<>();
        for (PartitionMove move : inFlight(state)) {
            cancel.put(move.partition(), Optional.empty());
            missing.add(move.partition() + " is still being copied to " + move.adding());
        }
        if (!cancel.isEmpty()) {
            gateway.reassign(cancel).forEach(CancelRun::refuseUnlessItMayPass);
        }
        return new Look(missing);
    }

    private List<PartitionMove> inFlight(ClusterState state) {
        Map<TopicPartition, OngoingReassignment> ongoing = new HashMap<>();
        state.reassignments().orElse(List.of()).forEach(found -> ongoing.put(found.partition(), found));
        List<PartitionMove> found = new ArrayList<>();
        for (DurabilityStep.GrowReplicas step : steps) {
            state.topic(step.topic())
                    .filter(topic -> topic.id().equals(step.topicId()))
                    .ifPresent(topic -> step.moves().forEach(move -> {
                        Partition partition = topic.partition(move.partition().partition());
                        Optional<OngoingReassignment> own = Optional.ofNullable(ongoing.get(move.partition()));
                        if (MoveStatus.of(move, partition, own) == MoveStatus.IN_FLIGHT
                                && move.from().stream().anyMatch(partition.isr()::contains)) {
                            found.add(move);
                        }
                    }));
        }
        return found;
    }

    private static void refuseUnlessItMayPass(TopicPartition partition, KafkaException error) {
        if (!(error instanceof RetriableException) && !(error instanceof NoReassignmentInProgressException)) {
            throw new OperationHaltedException(
                    WHAT, List.of("Kafka refused to cancel the reassignment of " + partition + ": " + error), error);
        }
    }
}
