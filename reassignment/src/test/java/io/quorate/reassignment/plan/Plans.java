// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import io.quorate.reassignment.plan.MovementBound.Proof;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Uuid;

/** Plans made by hand, for those who tell or carry out plans and do not want to depend on how they come about. */
public final class Plans {
    private Plans() {}

    /** A plan from one map to another of the same partitions, with a bound that is {@code gap} below its moves. */
    public static ReassignmentPlan of(ReassignmentGoal goal, ReplicaMap before, ReplicaMap after, int gap) {
        return of(goal, before, after, gap, List.of());
    }

    public static ReassignmentPlan of(
            ReassignmentGoal goal, ReplicaMap before, ReplicaMap after, int gap, List<PlanWarning> warnings) {
        long moves = 0;
        long bytes = 0;
        List<MoveReason> reasons = new ArrayList<>();
        int[] changed = before.changed(after);
        List<PartitionMove> found = before.movesTo(after, changed);
        for (int i = 0; i < changed.length; i++) {
            int adding = found.get(i).adding().size();
            moves += adding;
            bytes += adding * Math.max(0, before.size(changed[i]));
            reasons.add(adding == 0 ? MoveReason.LEADERSHIP : MoveReason.BALANCE);
        }
        MovementBound bound = new MovementBound(moves, moves - gap, bytes, 0, Proof.OVERFLOW, List.of());
        Optional<String> whyEmpty =
                changed.length == 0 ? Optional.of("Every broker has its share already.") : Optional.empty();
        return new ReassignmentPlan(
                "a-cluster",
                ReassignmentRequest.of(goal),
                before,
                after,
                new ReassignmentPlan.Explanation(bound, reasons, List.of(), warnings, List.of(), whyEmpty));
    }

    public static ReassignmentPlan withProblems(ReassignmentGoal goal, ReplicaMap before, PlanProblem... problems) {
        return new ReassignmentPlan(
                "",
                ReassignmentRequest.of(goal),
                before,
                before,
                new ReassignmentPlan.Explanation(
                        new MovementBound(0, 0, 0, 0, Proof.FORCED, List.of()),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(problems),
                        Optional.empty()));
    }

    public static ReassignmentPlan withLogDirMoves(ReplicaMap before, ReplicaMap after, LogDirMove... moves) {
        return new ReassignmentPlan(
                "",
                ReassignmentRequest.of(new ReassignmentGoal.ExplicitTarget(List.of())),
                before,
                after,
                new ReassignmentPlan.Explanation(
                        new MovementBound(0, 0, 0, 0, Proof.FORCED, List.of()),
                        Collections.nCopies(before.changed(after).length, MoveReason.EXPLICIT),
                        List.of(moves),
                        List.of(),
                        List.of(),
                        Optional.empty()));
    }

    /** A topic "t" whose partitions have these replicas, a gigabyte each, on brokers that alternate between racks. */
    public static ReplicaMap map(int brokers, int racks, int[][] replicas) {
        List<PlacementBroker> all = new ArrayList<>();
        for (int id = 0; id < brokers; id++) {
            all.add(PlacementBroker.available(id, racks == 0 ? null : "r" + id % racks));
        }
        ReplicaMapBuilder map = ReplicaMap.builder(all).topic("t", Uuid.ZERO_UUID, 1);
        for (int[] nodes : replicas) {
            map.partition(1L << 30, nodes);
        }
        return map.build();
    }
}
