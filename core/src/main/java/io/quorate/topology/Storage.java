// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

/** Whether what a node has written is there when it comes back. */
public enum Storage {
    /** A disk or a volume that outlives the process, the container and the pod. */
    PERSISTENT,
    /** Gone with the container or the pod. */
    EPHEMERAL
}
