// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.reassignment.plan.PartitionMove;
import io.quorate.reassignment.plan.ReassignmentPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What keeps a plan from being begun. Pure. The controller takes any broker that is registered, dead ones too, and such a
 * reassignment hangs for ever (seen on 4.3.1).
 */
final class Preflight {
    private Preflight() {}

    static List<String> problems(ReassignmentPlan plan, ClusterState state, ForeignReassignments foreign) {
        List<String> problems = new ArrayList<>();
        Set<Integer> online = state.onlineBrokers();
        Map<Integer, Integer> offline = new TreeMap<>();
        Ongoing ongoing = Ongoing.in(state);
        int others = 0;
        String first = "";
        for (PartitionMove move : plan.moves()) {
            for (int node : move.to()) {
                if (!online.contains(node) && !move.from().contains(node)) {
                    offline.merge(node, 1, Integer::sum);
                }
            }
            OngoingReassignment found = ongoing.of(move.partition()).orElse(null);
            if (found != null && !Course.same(found.target(), move.to())) {
                others++;
                first = move.partition() + " to " + found.target();
            }
        }
        offline.forEach((node, count) -> problems.add("Broker " + node + ", which is to get " + count
                + " replicas, is not online. Start it, or plan again without it."));
        if (foreign == ForeignReassignments.REFUSE && others > 0) {
            problems.add(others + " partitions of the plan are being reassigned by somebody else, such as " + first
                    + ". Wait until that has ended, and plan again.");
        }
        problems.addAll(RunControl.unseen(state.reassignments()));
        return problems;
    }
}
