// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.LogDir;
import io.quorate.cluster.Observed;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import io.quorate.reassignment.plan.PartitionMove;
import io.quorate.reassignment.plan.PlanProblem;
import io.quorate.reassignment.plan.ReassignmentGoal;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.plan.ReassignmentPlanner;
import io.quorate.reassignment.plan.ReassignmentRequest;
import io.quorate.reassignment.plan.ReplicaMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The replicas that are missing, topic by topic, where the planner puts them, and those that are too many where the policy
 * is exact.
 *
 * @param steps a step for each topic that lacks some
 * @param shrinks a step for each topic that has too many
 * @param problems what stands in the way
 * @param after the cluster once the steps are done; empty if it was not seen
 */
record ReplicaGrowth(
        List<DurabilityStep.GrowReplicas> steps,
        List<DurabilityStep.ShrinkReplicas> shrinks,
        List<DurabilityProblem> problems,
        Optional<ReplicaMap> after) {

    static ReplicaGrowth plan(DurabilityPolicy policy, ClusterState seen) {
        if (seen.brokers().value().isEmpty() || seen.topics().value().isEmpty()) {
            return new ReplicaGrowth(List.of(), List.of(), List.of(), Optional.empty());
        }
        ClusterState state = MinIsrLowering.applied(policy, seen);
        Map<TopicPartition, OngoingReassignment> ongoing = new HashMap<>();
        state.reassignments().orElse(List.of()).forEach(found -> ongoing.put(found.partition(), found));
        List<DurabilityProblem> problems = new ArrayList<>(belowMinIsr(policy, state));
        ReassignmentPlan placed = place(policy, state, ongoing);
        Map<TopicPartition, List<Integer>> targets = new HashMap<>();
        placed.moves().forEach(move -> targets.put(move.partition(), move.to()));
        // Too few brokers are a problem of the cluster that is told once, not for each topic.
        placed.problems().stream()
                .filter(problem -> !(problem instanceof PlanProblem.TooFewBrokers)
                        || state.onlineBrokers().size() >= policy.replicationFactor())
                .forEach(problem -> problems.add(new DurabilityProblem.NoPlacement(problem.describe())));
        List<DurabilityStep.GrowReplicas> steps = new ArrayList<>();
        List<DurabilityStep.ShrinkReplicas> shrinks = new ArrayList<>();
        for (Topic topic : state.topics().orElse(Map.of()).values()) {
            List<PartitionMove> moves = new ArrayList<>();
            List<PartitionMove> fewer = new ArrayList<>();
            for (Partition partition : topic.partitions()) {
                TopicPartition name = topic.topicPartition(partition.index());
                Optional<OngoingReassignment> found = Optional.ofNullable(ongoing.get(name));
                if (found.isPresent() && !(policy.covers(topic.name()) && isWanted(policy, state, found.get()))) {
                    problems.add(new DurabilityProblem.ForeignReassignment(
                            name, found.get().target()));
                } else if (policy.covers(topic.name())) {
                    List<Integer> from = found.map(ReplicaGrowth::original).orElse(partition.replicas());
                    List<Integer> to = found.map(OngoingReassignment::target)
                            .orElseGet(() -> targets.getOrDefault(name, partition.replicas()));
                    if (to.size() > from.size()) {
                        moves.add(new PartitionMove(name, from, to));
                    } else if (to.size() < from.size()) {
                        fewer.add(new PartitionMove(name, from, to));
                    }
                }
            }
            if (!moves.isEmpty()) {
                steps.add(new DurabilityStep.GrowReplicas(topic.name(), topic.id(), moves, bytes(state, moves)));
            }
            if (!fewer.isEmpty()) {
                shrinks.add(new DurabilityStep.ShrinkReplicas(topic.name(), topic.id(), fewer));
            }
        }
        return new ReplicaGrowth(steps, shrinks, problems, Optional.of(placed.after()));
    }

    /** Only adds unless the policy is exact: what has enough replicas is pinned, and so is what moves already. */
    private static ReassignmentPlan place(
            DurabilityPolicy policy, ClusterState state, Map<TopicPartition, OngoingReassignment> ongoing) {
        ReplicaMap map = ReplicaMap.of(withoutRoom(state));
        int wanted = policy.replicationFactor();
        Map<String, Topic> topics = state.topics().orElse(Map.of());
        return ReassignmentPlanner.plan(
                state.clusterId(),
                map,
                ReassignmentRequest.builder(new ReassignmentGoal.ChangeReplicationFactor(wanted, Map.of()))
                        .topics(topic -> policy.covers(topic) && !isBelowMinIsr(policy, state, topic))
                        .pin((topic, partition) -> ongoing.containsKey(new TopicPartition(topic, partition))
                                || Optional.ofNullable(topics.get(topic))
                                        .filter(found ->
                                                !policy.isExact() && found.replicationFactor(partition) >= wanted)
                                        .isPresent())
                        .build());
    }

    /** {@link DiskCheck} looks at the room for what is planned, and names the log dir that has too little. */
    private static ClusterState withoutRoom(ClusterState state) {
        Map<Integer, List<LogDir>> dirs = new TreeMap<>();
        state.logDirs()
                .orElse(Map.of())
                .forEach((node, found) -> dirs.put(
                        node,
                        found.stream()
                                .map(dir -> new LogDir(
                                        dir.path(), dir.problem(), Optional.empty(), dir.cordoned(), dir.sizes()))
                                .toList()));
        return state.logDirs().value().isEmpty()
                ? state
                : state.toBuilder()
                        .logDirs(Observed.of(dirs, state.logDirs().gaps()))
                        .build();
    }

    private static List<DurabilityProblem> belowMinIsr(DurabilityPolicy policy, ClusterState state) {
        return state.topics().orElse(Map.of()).keySet().stream()
                .filter(policy::covers)
                .filter(topic -> isBelowMinIsr(policy, state, topic))
                .map(topic -> (DurabilityProblem) new DurabilityProblem.BelowMinIsr(
                        topic,
                        policy.replicationFactor(),
                        state.minInSyncReplicas(topic).orElse(0)))
                .toList();
    }

    private static boolean isBelowMinIsr(DurabilityPolicy policy, ClusterState state, String topic) {
        return state.minInSyncReplicas(topic).orElse(0) > policy.replicationFactor()
                && state.topic(topic).stream()
                        .flatMap(found -> found.partitions().stream())
                        .anyMatch(partition -> partition.replicas().size() < policy.replicationFactor());
    }

    /** A reassignment of our own that a crash left behind, or one that anybody started for the same end. */
    private static boolean isWanted(DurabilityPolicy policy, ClusterState state, OngoingReassignment ongoing) {
        boolean shrinks = policy.isExact() && ongoing.adding().isEmpty();
        return (shrinks || ongoing.removing().isEmpty())
                && ongoing.target().size() == policy.replicationFactor()
                && state.onlineBrokers().containsAll(ongoing.adding());
    }

    private static List<Integer> original(OngoingReassignment ongoing) {
        List<Integer> original = new ArrayList<>(ongoing.replicas());
        original.removeAll(ongoing.adding());
        return original;
    }

    /** What is still to be copied to a node: of what a crash left half-way, only the rest. */
    static long missing(ClusterState state, TopicPartition partition, int node) {
        long there = state.logDirs().orElse(Map.of()).getOrDefault(node, List.of()).stream()
                .mapToLong(dir -> dir.size(partition).orElse(0))
                .max()
                .orElse(0);
        return state.sizeOf(partition).orElse(0) - there;
    }

    private static long bytes(ClusterState state, List<PartitionMove> moves) {
        return moves.stream()
                .flatMapToLong(move -> move.adding().stream().mapToLong(node -> missing(state, move.partition(), node)))
                .sum();
    }
}
