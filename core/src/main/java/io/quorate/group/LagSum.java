// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import java.util.Collection;

/**
 * The lag of a group over several partitions. What is not known is counted and never taken for 0.
 *
 * @param offsets how far it is behind, where that is known; what is left of logs that begin after its commits is in it
 * @param lost how much retention took before the group had read it
 * @param withoutCommit partitions that it has no commit in
 * @param unknown partitions whose log ends could not be read
 */
public record LagSum(long offsets, long lost, int withoutCommit, int unknown) {
    /**
     * Adds up.
     *
     * @param partitions the group in each partition
     * @return the sum
     */
    public static LagSum of(Collection<GroupPartition> partitions) {
        long offsets = 0;
        long lost = 0;
        int withoutCommit = 0;
        int unknown = 0;
        for (GroupPartition partition : partitions) {
            if (partition.lag() instanceof PartitionLag.Lag lag) {
                offsets += lag.offsets();
            } else if (partition.lag() instanceof PartitionLag.BelowLogStart below) {
                offsets += below.remaining();
                lost += below.lost();
            } else if (partition.lag() instanceof PartitionLag.NoCommit) {
                withoutCommit++;
            } else {
                unknown++;
            }
        }
        return new LagSum(offsets, lost, withoutCommit, unknown);
    }

    /**
     * Returns whether the sum is all there is to know.
     *
     * @return {@code true} if every partition has a commit and a log whose end was read
     */
    public boolean isExact() {
        return withoutCommit == 0 && unknown == 0;
    }

    /**
     * Returns it for people.
     *
     * @return for example {@code 12, and 1 partition without a commit}
     */
    public String describe() {
        return offsets
                + (lost > 0 ? ", " + lost + " lost to retention" : "")
                + (withoutCommit > 0 ? ", " + withoutCommit + " partitions without a commit" : "")
                + (unknown > 0 ? ", " + unknown + " partitions unknown" : "");
    }
}
