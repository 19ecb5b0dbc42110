// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import io.quorate.cluster.Gap;

/**
 * How far a group is behind in one partition. A group without a commit, and an end that nobody could read, are not a lag
 * of 0.
 *
 * <p>The lag is counted in offsets. A topic with transactions has markers in its log that no consumer gets, so a group
 * that has read everything may keep a small lag for ever.
 */
public sealed interface PartitionLag {
    /**
     * The group has something, or nothing, left to read.
     *
     * @param offsets from its commit to the end of the log; 0 if the commit is at the end or beyond it, which happens
     *     after an unclean leader election or a wrong reset
     */
    record Lag(long offsets) implements PartitionLag {}

    /** The group was assigned the partition and has committed nothing in it. */
    record NoCommit() implements PartitionLag {}

    /**
     * The log begins after what the group wanted to read next: retention was faster than the group.
     *
     * @param lost from its commit to the start of the log
     * @param remaining from the start of the log to its end
     */
    record BelowLogStart(long lost, long remaining) implements PartitionLag {}

    /**
     * The start or the end of the log could not be read, so nobody knows.
     *
     * @param gap why, for example that the partition has no leader or that the topic was deleted
     */
    record EndUnknown(Gap gap) implements PartitionLag {}

    /**
     * Computes a lag.
     *
     * @param committed the next offset to read; read before the ends, or the group may seem to be ahead of its log
     * @param logStart the first offset of the log
     * @param logEnd the offset that the next record will get
     * @return lag, or below log start
     */
    static PartitionLag between(long committed, long logStart, long logEnd) {
        return committed < logStart
                ? new BelowLogStart(logStart - committed, logEnd - logStart)
                : new Lag(Math.max(0, logEnd - committed));
    }
}
