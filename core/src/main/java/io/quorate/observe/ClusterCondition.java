// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

import io.quorate.cluster.ClusterState;
import java.util.ArrayList;
import java.util.List;

/** Something that a cluster can be waited for, and that can say why it does not hold yet. */
@FunctionalInterface
public interface ClusterCondition {
    /**
     * Returns what is still missing.
     *
     * @param state the cluster as it was just seen
     * @return a sentence for each thing; empty if the condition holds. A section that could not be read is something
     *     missing, too
     */
    List<String> missing(ClusterState state);

    /**
     * Returns the condition that this one and another both hold.
     *
     * @param other the other one
     * @return both
     */
    default ClusterCondition and(ClusterCondition other) {
        return state -> {
            List<String> missing = new ArrayList<>(missing(state));
            missing.addAll(other.missing(state));
            return missing;
        };
    }
}
