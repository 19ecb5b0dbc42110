// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

/** Whether the process of a node runs. */
public enum NodeState {
    /** The process runs. */
    RUNNING,
    /** There is no process: it was stopped or killed, or it ended by itself. */
    STOPPED
}
