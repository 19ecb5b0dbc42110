// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.List;

/**
 * Where an algorithm puts the replicas, how close that is to the least that could move, and what did not work.
 *
 * @param after the cluster afterwards; the cluster as it is if there are problems
 * @param bound what is moved and the least that could be
 * @param warnings what a reader should know
 * @param problems why there is no valid placement; empty if there is one
 */
record Placement(ReplicaMap after, MovementBound bound, List<PlanWarning> warnings, List<PlanProblem> problems) {
    Placement {
        warnings = List.copyOf(warnings);
        problems = List.copyOf(problems);
    }
}
