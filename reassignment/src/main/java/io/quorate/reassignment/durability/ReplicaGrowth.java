// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import io.quorate.reassignment.plan.PartitionMove;
import io.quorate.reassignment.plan.ReplicaPlacement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The replicas that are missing, topic by topic.
 *
 * @param steps a step for each topic that lacks some
 * @param problems what stands in the way
 */
record ReplicaGrowth(List<DurabilityStep.GrowReplicas> steps, List<DurabilityProblem> problems) {

    static ReplicaGrowth plan(DurabilityPolicy policy, ClusterState state) {
        Map<TopicPartition, OngoingReassignment> ongoing = new HashMap<>();
        state.reassignments().orElse(List.of()).forEach(found -> ongoing.put(found.partition(), found));
        ReplicaPlacement placement = ReplicaPlacement.onto(state);
        List<DurabilityStep.GrowReplicas> steps = new ArrayList<>();
        List<DurabilityProblem> problems = new ArrayList<>();
        for (Topic topic : state.topics().orElse(Map.of()).values()) {
            List<PartitionMove> moves = new ArrayList<>();
            for (Partition partition : topic.partitions()) {
                TopicPartition name = topic.topicPartition(partition.index());
                Optional<OngoingReassignment> found = Optional.ofNullable(ongoing.get(name));
                if (found.isPresent() && !(policy.covers(topic.name()) && isWanted(policy, state, found.get()))) {
                    problems.add(new DurabilityProblem.ForeignReassignment(
                            name, found.get().target()));
                } else if (policy.covers(topic.name())) {
                    List<Integer> from = found.map(ReplicaGrowth::original).orElse(partition.replicas());
                    List<Integer> to = found.map(OngoingReassignment::target)
                            .orElseGet(() -> placement.grow(partition.replicas(), policy.replicationFactor()));
                    if (to.size() > from.size()) {
                        moves.add(new PartitionMove(name, from, to));
                    }
                }
            }
            if (!moves.isEmpty()) {
                steps.add(new DurabilityStep.GrowReplicas(topic.name(), topic.id(), moves, bytes(state, moves)));
            }
        }
        return new ReplicaGrowth(steps, problems);
    }

    /** A reassignment of our own that a crash left behind, or one that anybody started for the same end. */
    private static boolean isWanted(DurabilityPolicy policy, ClusterState state, OngoingReassignment ongoing) {
        return ongoing.removing().isEmpty()
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
