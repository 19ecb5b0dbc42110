// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.state;

/** Whether a run goes on by itself. */
public enum RunControl {
    /** It does. */
    RUNNING,
    /** It was asked to pause, and brings the nodes that are down back first. */
    PAUSING,
    /** It waits to be resumed. Every node is up. */
    PAUSED,
    /** It waits for somebody's approval after the first node of a role. Every node is up. */
    AWAITING_APPROVAL,
    /** It waits until the next nodes may be stopped. */
    AT_GATE
}
