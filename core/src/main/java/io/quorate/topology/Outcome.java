// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

/**
 * What is left after a loss.
 *
 * @param writes whether producers with {@code acks=all} can write to every partition
 * @param data whether acknowledged records are safe although the lost disks never come back
 * @param quorumKept whether a majority of the controllers is left: without it no leader changes, nothing is created, and
 *     no broker starts
 */
public record Outcome(Writes writes, DataSafety data, boolean quorumKept) {
    /** Whether producers can write. */
    public enum Writes {
        /** To every partition. */
        ACCEPTED,
        /** Not to partitions that had too many replicas, or their leader without a quorum, on what is lost. */
        REFUSED
    }

    /**
     * Returns the outcome as a sentence.
     *
     * @return for people
     */
    public String describe() {
        return (writes == Writes.ACCEPTED ? "writes are accepted" : "some writes are refused")
                + ", acknowledged data is "
                + switch (data) {
                    case SAFE -> "safe";
                    case SAFE_IF_ISR_WAS_FULL -> "safe if every ISR was full";
                    case ON_LOST_NODES -> "only on the lost disks";
                }
                + ", the quorum is " + (quorumKept ? "kept" : "lost");
    }
}
