// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle;

/** Whether the process of a node runs, as far as this can be told from outside Kafka. */
public enum ProcessState {
    /** There is a process. It need not serve, nor be in the cluster: that is for the cluster to say. */
    RUNNING,
    /** It is proven that there is none. */
    STOPPED,
    /** It cannot be told. Nothing may be started then: a second process on the same log dirs destroys them. */
    UNKNOWN
}
