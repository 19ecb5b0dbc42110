// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a plan of a placement: adds what a reader wants to know of it. */
final class PlacementSummary {
    private PlacementSummary() {}

    static ReassignmentPlan plan(
            String clusterId, ReplicaMap cluster, ReassignmentRequest request, Placement placement) {
        boolean failed = !placement.problems().isEmpty();
        ReplicaMap after = failed ? cluster : placement.after();
        int[] changed = cluster.changed(after);
        List<PlanWarning> warnings = new ArrayList<>(placement.warnings());
        if (!failed) {
            warnings.addAll(PlanNotes.of(cluster, after, request, changed));
        }
        List<LogDirMove> logDirMoves = !failed && request.goal() instanceof ReassignmentGoal.ExplicitTarget target
                ? TargetPlacement.logDirMoves(target)
                : List.of();
        boolean empty = !failed && changed.length == 0 && logDirMoves.isEmpty();
        return new ReassignmentPlan(
                clusterId,
                request,
                cluster,
                after,
                new ReassignmentPlan.Explanation(
                        placement.bound(),
                        MoveReasons.of(cluster, after, changed, request),
                        logDirMoves,
                        List.copyOf(warnings),
                        placement.problems(),
                        empty ? Optional.of(whyEmpty(cluster, request)) : Optional.empty()));
    }

    private static String whyEmpty(ReplicaMap cluster, ReassignmentRequest request) {
        if (cluster.partitionCount() == 0) {
            return "The cluster has no partitions.";
        }
        if (cluster.topics().stream().noneMatch(topic -> request.inScope(topic.name()))) {
            return "No topic is in scope.";
        }
        ReassignmentGoal goal = request.goal();
        if (goal instanceof ReassignmentGoal.ExplicitTarget) {
            return "Every partition that the target names has these replicas in this order already.";
        } else if (goal instanceof ReassignmentGoal.ChangeReplicationFactor) {
            return "Every partition in scope has the replication factor that is asked for already.";
        } else if (goal instanceof ReassignmentGoal.RepairRacks) {
            return "No partition in scope can be spread better over racks.";
        } else if (goal instanceof ReassignmentGoal.EvacuateLeadership) {
            return "No partition in scope is led by these brokers that another replica could lead.";
        } else if (goal instanceof ReassignmentGoal.BalanceLeaders) {
            return "No other order of replicas makes preferred leaders more even.";
        } else if (!BrokerRoles.leaving(goal).isEmpty()) {
            return "The brokers that go hold no replicas in scope, and nothing else has to move.";
        }
        return "Every broker holds its share: no move makes the balance better.";
    }

    static MovementBound nothing() {
        return new MovementBound(0, 0, 0, 0, MovementBound.Proof.FORCED, List.of());
    }
}
