// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

/** Whether acknowledged records outlive a loss of nodes together with their disks. */
public enum DataSafety {
    /** A replica that has them is left, even if the ISR had shrunk to {@code min.insync.replicas} before. */
    SAFE,
    /** A replica that has them is left if every ISR was full before; else maybe not. */
    SAFE_IF_ISR_WAS_FULL,
    /** No replica is left of some partitions: their records are back only if the lost disks are. */
    ON_LOST_NODES;

    /**
     * Returns the answer in words.
     *
     * @return a few words
     */
    public String describe() {
        return switch (this) {
            case SAFE -> "yes";
            case SAFE_IF_ISR_WAS_FULL -> "yes, if every ISR was full";
            case ON_LOST_NODES -> "no: only on the lost disks";
        };
    }
}
