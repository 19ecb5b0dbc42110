// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.List;

/** Places nothing anew: only the order of replicas changes ({@code BalanceLeaders}, {@code EvacuateLeadership}). */
final class LeaderGoals {
    private LeaderGoals() {}

    static Placement place(PlacementTask task) {
        return new Placement(
                task.cluster,
                new MovementBound(0, 0, 0, 0, MovementBound.Proof.FORCED, List.of()),
                List.of(),
                List.of());
    }
}
