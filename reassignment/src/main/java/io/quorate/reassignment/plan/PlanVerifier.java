// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.List;

/**
 * Checks a plan by other code than made it: it reads the two maps and the request, and shares nothing else with the planner.
 *
 * <ol>
 *   <li>{@link VerifierRules}: replicas, brokers, racks, limits, scope and policy, partition by partition.
 *   <li>{@link VerifierFigures}: moves, bytes and lower bounds.
 *   <li>{@link VerifierDrift}: whether the cluster still is what the plan was made from.
 * </ol>
 */
final class PlanVerifier {
    private PlanVerifier() {}

    static PlanVerification verify(ReassignmentPlan plan, ReplicaMap state) {
        VerifierNotes findings = new VerifierNotes();
        ReplicaMap before = plan.before();
        ReplicaMap after = plan.after();
        MovementBound recomputed = plan.bound();
        if (!plan.problems().isEmpty() && !plan.isEmpty()) {
            findings.add("The plan has problems, and moves " + plan.moves().size() + " partitions all the same.");
        }
        if (!before.brokers().equals(after.brokers()) || before.partitionCount() != after.partitionCount()) {
            findings.add(
                    "The cluster after has other brokers or partitions than before: " + after + ", before " + before);
        } else {
            moves(plan, findings);
            new VerifierRules(plan, findings).check();
            recomputed = new VerifierFigures(plan).check(findings);
        }
        return new PlanVerification(findings.all(), VerifierDrift.of(plan, state), recomputed);
    }

    private static void moves(ReassignmentPlan plan, VerifierNotes findings) {
        List<PartitionMove> moves = plan.moves();
        int next = 0;
        for (int partition = 0; partition < plan.before().partitionCount(); partition++) {
            if (!plan.before().replicas(partition).equals(plan.after().replicas(partition))) {
                PartitionMove move = next < moves.size() ? moves.get(next) : null;
                if (move == null
                        || !move.partition().equals(plan.before().name(partition))
                        || !move.from().equals(plan.before().replicas(partition))
                        || !move.to().equals(plan.after().replicas(partition))) {
                    findings.add(plan.before().name(partition) + " changes, and the plan's moves say " + move + ".");
                }
                next++;
            }
        }
        if (moves.size() != next || plan.reasons().size() != next) {
            findings.add(next + " partitions change; the plan has " + moves.size() + " moves and "
                    + plan.reasons().size() + " reasons.");
        }
        boolean idle =
                next == 0 && plan.logDirMoves().isEmpty() && plan.problems().isEmpty();
        if (plan.whyEmpty().isPresent() != idle) {
            findings.add(next + " partitions change, and why the plan is empty says " + plan.whyEmpty() + ".");
        }
    }
}
