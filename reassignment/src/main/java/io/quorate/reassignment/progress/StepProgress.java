// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.progress;

/**
 * How far a step has come.
 *
 * @param done how many of its parts (partitions, nodes) are done
 * @param total how many there are
 * @param bytesDone how much was copied so far; as large as the new replicas are, so it counts what others write too
 * @param bytes how much there is to copy; 0 if the step copies nothing
 */
public record StepProgress(int done, int total, long bytesDone, long bytes) {
    /**
     * Returns the share that is done.
     *
     * @return 0 to 1, by bytes where bytes are copied, else by parts
     */
    public double fraction() {
        if (bytes > 0) {
            return Math.min(1.0, (double) bytesDone / bytes);
        }
        return total == 0 ? 1.0 : (double) done / total;
    }
}
