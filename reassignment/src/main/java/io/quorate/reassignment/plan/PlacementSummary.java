// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Makes a plan of a placement: adds what a reader wants to know of it. */
final class PlacementSummary {
    private PlacementSummary() {}

    static ReassignmentPlan plan(
            String clusterId, ReplicaMap cluster, ReassignmentRequest request, Placement placement) {
        int changed = cluster.changed(placement.after()).length;
        return new ReassignmentPlan(
                clusterId,
                request,
                cluster,
                placement.after(),
                new ReassignmentPlan.Explanation(
                        placement.bound(),
                        Collections.nCopies(changed, MoveReason.EXPLICIT),
                        List.of(),
                        placement.warnings(),
                        placement.problems(),
                        Optional.empty()));
    }

    static MovementBound nothing() {
        return new MovementBound(0, 0, 0, 0, MovementBound.Proof.FORCED, List.of());
    }
}
