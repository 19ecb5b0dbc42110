// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

/**
 * How many records, and committed offsets, something was wrong with. Each anomaly is counted under one heading.
 *
 * @param lost acknowledged, and not in the log that the group read to its end
 * @param duplicated second and further offsets that hold a record which an earlier offset holds already
 * @param reordered records behind a later record of the same producer in the same partition
 * @param corrupt records whose magic, length or checksum is wrong, or that claim what was never sent. A
 *     record that was damaged is not in the log as it was sent, so if it was acknowledged it is lost as well
 * @param abortedRead records of aborted transactions that a reader of committed records was shown
 * @param rewritten offsets that held one record when they were read and another when they were read again: the log was
 *     truncated below what consumers had seen
 * @param commitRegressions how often the group's committed offset was seen below, or gone after, one whose commit had been
 *     acknowledged. Whoever resets the group while the workload runs is found as well
 */
public record RecordFaults(
        long lost,
        long duplicated,
        long reordered,
        long corrupt,
        long abortedRead,
        long rewritten,
        long commitRegressions) {
    static final RecordFaults NONE = new RecordFaults(0, 0, 0, 0, 0, 0, 0);

    /**
     * Returns whether nothing was wrong.
     *
     * @return true if every count is 0
     */
    public boolean isNone() {
        return equals(NONE);
    }

    RecordFaults plus(RecordFaults other) {
        return new RecordFaults(
                lost + other.lost,
                duplicated + other.duplicated,
                reordered + other.reordered,
                corrupt + other.corrupt,
                abortedRead + other.abortedRead,
                rewritten + other.rewritten,
                commitRegressions + other.commitRegressions);
    }
}
