// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Topic;
import io.quorate.reassignment.plan.PartitionMove;
import io.quorate.reassignment.plan.ReassignmentGoal;
import io.quorate.reassignment.plan.ReassignmentPlanner;
import io.quorate.reassignment.plan.ReassignmentRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;

/**
 * Plans the way from the cluster that is there to one that meets a {@link DurabilityPolicy}.
 *
 * <ol>
 *   <li>The brokers that receive replicas are online.
 *   <li>Controllers join the quorum, one after the other, up to the number wanted.
 *   <li>Topic by topic, internal ones too, partitions get the replicas they lack. Replicas that are there stay.
 *   <li>Every replica is in the ISR.
 *   <li>Only then {@code min.insync.replicas} is raised, per topic and as the cluster's default: raised earlier it would
 *       stop every {@code acks=all} producer of a partition whose ISR is not full yet.
 *   <li>Where the policy is {@linkplain DurabilityPolicy.Builder#exactly() exact}, {@code min.insync.replicas} that is
 *       above it is lowered, and only then replicas are taken away: the other way round producers would stop.
 *   <li>Preferred leaders are spread and elected.
 * </ol>
 *
 * <p>If the policy is not exact, nothing is taken away. Where to put replicas, which ones go, and who leads, is the decision
 * of the {@link ReassignmentPlanner}.
 *
 * <p>What the cluster has already is not planned again, so planning on the result gives an empty plan, and planning after
 * a crash gives the rest. A reassignment that is going on and leads where the policy wants to go is adopted; any other is
 * a problem. Pure, deterministic, thread-safe.
 */
public final class DurabilityPlanner {
    private final DurabilityPolicy policy;

    private DurabilityPlanner(DurabilityPolicy policy) {
        this.policy = Objects.requireNonNull(policy, "policy");
    }

    /**
     * Returns a planner.
     *
     * @param policy what to aim at
     * @return the planner
     */
    public static DurabilityPlanner targeting(DurabilityPolicy policy) {
        return new DurabilityPlanner(policy);
    }

    /**
     * Plans. Changes nothing.
     *
     * @param state the cluster as it was seen, with all sections
     * @return the plan; with problems where it cannot be run
     */
    public DurabilityPlan plan(ClusterState state) {
        ReplicaGrowth growth = ReplicaGrowth.plan(policy, state);
        QuorumGrowth quorum = QuorumGrowth.plan(policy, state);
        List<DurabilityProblem> problems = new ArrayList<>(Preconditions.check(policy, state));
        problems.addAll(growth.problems());
        problems.addAll(DiskCheck.check(state, growth.steps()));

        List<DurabilityStep> steps = new ArrayList<>();
        Set<Integer> receivers = receivers(growth);
        if (!receivers.isEmpty()) {
            steps.add(new DurabilityStep.AwaitBrokers(receivers));
        }
        steps.addAll(quorum.steps());
        steps.addAll(growth.steps());
        MinIsrRaise minIsr = MinIsrRaise.plan(policy, state);
        Set<String> unsettled = unsettledTopics(state, growth, !minIsr.steps().isEmpty());
        if (!unsettled.isEmpty()) {
            steps.add(new DurabilityStep.AwaitFullIsr(unsettled));
        }
        steps.addAll(minIsr.steps());
        steps.addAll(MinIsrLowering.steps(policy, state));
        steps.addAll(growth.shrinks());
        steps.addAll(leaderSteps(state, growth));

        List<DurabilityAdvice> advice = new ArrayList<>(quorum.advice());
        advice.addAll(minIsr.advice());
        advice.addAll(ConfigAdvice.of(policy, state));
        // Without enough brokers none of the steps would do any good, and the later ones would do harm.
        boolean hopeless = problems.stream().anyMatch(DurabilityProblem.NotEnoughBrokers.class::isInstance);
        return new DurabilityPlan(state.clusterId(), policy, hopeless ? List.of() : steps, problems, advice);
    }

    private static Set<Integer> receivers(ReplicaGrowth growth) {
        Set<Integer> receivers = new TreeSet<>();
        growth.steps().forEach(step -> step.moves().forEach(move -> receivers.addAll(move.adding())));
        return receivers;
    }

    /** Topics whose ISR is not full yet; all of them when something that needs full ISRs follows. */
    private Set<String> unsettledTopics(ClusterState state, ReplicaGrowth growth, boolean all) {
        Set<String> unsettled = new TreeSet<>();
        growth.steps().forEach(step -> unsettled.add(step.topic()));
        growth.shrinks().forEach(step -> unsettled.add(step.topic()));
        for (Topic topic : covered(state)) {
            if (all || topic.partitions().stream().anyMatch(partition -> partition.isUnderReplicated())) {
                unsettled.add(topic.name());
            }
        }
        return unsettled;
    }

    private List<DurabilityStep> leaderSteps(ClusterState state, ReplicaGrowth growth) {
        Map<TopicPartition, List<Integer>> after = new HashMap<>();
        Map<TopicPartition, Integer> leaders = new HashMap<>();
        for (Topic topic : covered(state)) {
            topic.partitions().forEach(partition -> {
                TopicPartition name = topic.topicPartition(partition.index());
                after.put(name, partition.replicas());
                leaders.put(name, partition.leader());
            });
        }
        Stream.<DurabilityStep.ReplicaChange>concat(growth.steps().stream(), growth.shrinks().stream())
                .forEach(step -> step.moves().forEach(move -> after.put(move.partition(), move.to())));
        List<PartitionMove> reorders = growth.after()
                .map(map -> ReassignmentPlanner.plan(
                                state.clusterId(),
                                map,
                                ReassignmentRequest.builder(new ReassignmentGoal.BalanceLeaders())
                                        .topics(policy::covers)
                                        .build())
                        .moves())
                .orElse(List.of());
        reorders.forEach(move -> after.put(move.partition(), move.to()));
        Set<TopicPartition> elections = new HashSet<>();
        after.forEach((partition, replicas) -> {
            if (!replicas.get(0).equals(leaders.get(partition))) {
                elections.add(partition);
            }
        });
        return reorders.isEmpty() && elections.isEmpty()
                ? List.of()
                : List.of(new DurabilityStep.SpreadLeaders(reorders, elections));
    }

    private List<Topic> covered(ClusterState state) {
        return state.topics().orElse(Map.of()).values().stream()
                .filter(topic -> policy.covers(topic.name()))
                .toList();
    }
}
