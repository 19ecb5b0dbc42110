// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Partition;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How far a move has come, read from the cluster and from nothing else. */
public enum MoveStatus {
    /** The partition is as it was before the move. */
    PENDING,
    /** The partition is being reassigned to where the move leads, no matter who started it. */
    IN_FLIGHT,
    /** The partition has all the replicas that the move wants; perhaps more, unless the move takes some away. */
    DONE,
    /** The partition is neither as before nor as after, nor on its way: somebody else changed it. */
    DRIFTED;

    /**
     * Tells how far a move has come.
     *
     * @param move the move
     * @param partition the partition as it was seen
     * @param ongoing its ongoing reassignment, if there is one
     * @return the status; the order of replicas does not count
     */
    public static MoveStatus of(PartitionMove move, Partition partition, Optional<OngoingReassignment> ongoing) {
        if (ongoing.isPresent()) {
            return sameNodes(ongoing.get().target(), move.to()) ? IN_FLIGHT : DRIFTED;
        }
        boolean shrinks = move.to().size() < move.from().size();
        if (shrinks
                ? sameNodes(partition.replicas(), move.to())
                : partition.replicas().containsAll(move.to())) {
            return DONE;
        }
        return sameNodes(partition.replicas(), move.from()) ? PENDING : DRIFTED;
    }

    private static boolean sameNodes(List<Integer> some, List<Integer> others) {
        return Set.copyOf(some).equals(Set.copyOf(others));
    }
}
