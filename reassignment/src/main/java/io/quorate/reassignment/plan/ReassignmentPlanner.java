// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import io.quorate.cluster.ClusterState;
import java.util.List;

/**
 * Decides what to move for a goal: as little as possible, and says how little is possible.
 *
 * <p>A pure function: the same cluster and the same request give the same plan. Thread-safe. Changes nothing in the
 * cluster.
 */
public final class ReassignmentPlanner {
    private ReassignmentPlanner() {}

    /**
     * Plans for a cluster as it was seen. What was not seen and is needed is a problem of the plan, never a guess.
     *
     * @param state what was seen: brokers, topics and ongoing reassignments; log dirs unless only leaders change; topic
     *     configs where the replication factor changes
     * @param request what to plan
     * @return the plan, or what stands in its way
     */
    public static ReassignmentPlan plan(ClusterState state, ReassignmentRequest request) {
        List<PlanProblem> unseen = ClusterReading.unseen(state, request);
        if (unseen.isEmpty()) {
            return plan(state.clusterId(), ReplicaMap.of(state), request);
        }
        ReplicaMap nothing = ReplicaMap.builder(List.of()).build();
        Placement none = new Placement(nothing, PlacementSummary.nothing(), List.of(), unseen);
        return PlacementSummary.plan(state.clusterId(), nothing, request, none);
    }

    /**
     * Plans.
     *
     * @param clusterId the cluster's id; empty if it is not known
     * @param cluster which broker holds which replica
     * @param request what to plan
     * @return the plan, or what stands in its way
     */
    public static ReassignmentPlan plan(String clusterId, ReplicaMap cluster, ReassignmentRequest request) {
        List<PlanProblem> problems = RequestCheck.of(cluster, request);
        Placement placement = problems.isEmpty()
                ? place(cluster, request)
                : new Placement(cluster, PlacementSummary.nothing(), List.of(), problems);
        return PlacementSummary.plan(clusterId, cluster, request, placement);
    }

    private static Placement place(ReplicaMap cluster, ReassignmentRequest request) {
        ReassignmentGoal goal = request.goal();
        if (goal instanceof ReassignmentGoal.ExplicitTarget target) {
            return TargetPlacement.place(cluster, request, target);
        }
        PlacementTask task = new PlacementTask(cluster, request);
        if (goal instanceof ReassignmentGoal.BalanceLeaders || goal instanceof ReassignmentGoal.EvacuateLeadership) {
            return LeaderGoals.place(task);
        }
        Placement placement =
                request.weight() == BalanceWeight.BYTES ? BytePlacement.place(task) : CountPlacement.place(task);
        return LeaderGoals.after(task, placement);
    }
}
