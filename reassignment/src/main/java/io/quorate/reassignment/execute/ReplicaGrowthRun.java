// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.LogDir;
import io.quorate.cluster.Topic;
import io.quorate.observe.Section;
import io.quorate.reassignment.durability.DurabilityStep;
import io.quorate.reassignment.execute.RunControl.Look;
import io.quorate.reassignment.plan.MoveStatus;
import io.quorate.reassignment.plan.PartitionMove;
import io.quorate.reassignment.progress.StepProgress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Gives the partitions of one topic more replicas, or fewer, a number of partitions at a time.
 *
 * <p>Each poll reads how far every partition is, and starts as many of those that are pending as fit. Nothing is
 * remembered between polls, so it does not matter who started a reassignment, or whether an answer was lost.
 */
final class ReplicaGrowthRun {
    private final DurabilityStep.ReplicaChange step;
    private final ClusterGateway gateway;
    private final RunControl control;
    private final int partitionsInFlight;
    private final StepTeller teller;

    ReplicaGrowthRun(
            DurabilityStep.ReplicaChange step,
            ClusterGateway gateway,
            RunControl control,
            int partitionsInFlight,
            StepTeller teller) {
        this.step = step;
        this.gateway = gateway;
        this.control = control;
        this.partitionsInFlight = partitionsInFlight;
        this.teller = teller;
    }

    /** Returns false if the run was asked to stop. */
    boolean run() {
        return control.until(step.describe(), missing -> {}, this::look);
    }

    private Look look() {
        ClusterState state =
                gateway.observe(Set.of(Section.TOPICS, Section.REASSIGNMENTS, Section.LOG_DIRS), step.topic()::equals);
        StepRunner.refuseAnotherTopic(state, step.topic(), step.topicId());
        List<String> unseen = RunControl.unseen(state.topics(), state.reassignments());
        if (!unseen.isEmpty()) {
            return new Look(unseen);
        }
        Map<MoveStatus, List<PartitionMove>> moves = byStatus(state);
        refuseDrifted(state, moves.getOrDefault(MoveStatus.DRIFTED, List.of()));
        List<PartitionMove> inFlight = moves.getOrDefault(MoveStatus.IN_FLIGHT, List.of());
        List<String> missing = new ArrayList<>();
        inFlight.forEach(move -> missing.add(move.partition() + " is being reassigned to " + move.to()));
        missing.addAll(startSome(state, moves.getOrDefault(MoveStatus.PENDING, List.of()), inFlight.size()));

        StepProgress progress = progress(state, moves);
        teller.advanced(progress);
        return new Look(missing, progress);
    }

    private Map<MoveStatus, List<PartitionMove>> byStatus(ClusterState state) {
        Ongoing ongoing = Ongoing.in(state);
        Topic topic = state.topic(step.topic()).orElseThrow();
        Map<MoveStatus, List<PartitionMove>> moves = new HashMap<>();
        for (PartitionMove move : step.moves()) {
            MoveStatus status =
                    MoveStatus.of(move, topic.partition(move.partition().partition()), ongoing.of(move.partition()));
            moves.computeIfAbsent(status, any -> new ArrayList<>()).add(move);
        }
        return moves;
    }

    private void refuseDrifted(ClusterState state, List<PartitionMove> drifted) {
        if (!drifted.isEmpty()) {
            Topic topic = state.topic(step.topic()).orElseThrow();
            throw new StalePlanException(drifted.stream()
                    .map(move -> move.partition() + " has replicas "
                            + topic.partition(move.partition().partition()).replicas() + ", and the plan is for "
                            + move.from() + " -> " + move.to())
                    .toList());
        }
    }

    /** Starts as many as fit, and returns what is missing for all that are pending. */
    private List<String> startSome(ClusterState state, List<PartitionMove> pending, int inFlight) {
        List<String> missing = new ArrayList<>();
        Map<TopicPartition, Optional<List<Integer>>> start = new LinkedHashMap<>();
        for (PartitionMove move : pending) {
            List<Integer> offline = new ArrayList<>(move.adding());
            offline.removeAll(state.onlineBrokers());
            if (!offline.isEmpty()) {
                missing.add(move.partition() + " cannot be copied to " + offline + ": not online");
            } else {
                missing.add(move.partition()
                        + (move.adding().isEmpty()
                                ? " still has the replicas " + move.from()
                                : " is still to be copied to " + move.adding()));
                if (inFlight + start.size() < partitionsInFlight) {
                    start.put(move.partition(), Optional.of(move.to()));
                }
            }
        }
        if (!start.isEmpty()) {
            gateway.reassign(start).forEach(this::refuseUnlessItMayPass);
        }
        return missing;
    }

    private void refuseUnlessItMayPass(TopicPartition partition, KafkaException error) {
        if (!(error instanceof RetriableException)) {
            throw new OperationHaltedException(
                    step.describe(), List.of("Kafka refused to reassign " + partition + ": " + error), error);
        }
    }

    private StepProgress progress(ClusterState state, Map<MoveStatus, List<PartitionMove>> moves) {
        List<PartitionMove> done = moves.getOrDefault(MoveStatus.DONE, List.of());
        if (done.size() == step.moves().size()) {
            return new StepProgress(done.size(), done.size(), step.bytes(), step.bytes());
        }
        long copied = 0;
        for (PartitionMove move : step.moves()) {
            for (int node : move.adding()) {
                for (LogDir dir : state.logDirs().orElse(Map.of()).getOrDefault(node, List.of())) {
                    copied += dir.size(move.partition()).orElse(0);
                }
            }
        }
        return new StepProgress(done.size(), step.moves().size(), Math.min(copied, step.bytes()), step.bytes());
    }
}
