// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

/** A node that was started and is waited for, whatever runs it. */
interface Member extends TestNode {
    NodeSpec spec();

    NodePorts ports();

    boolean isRunning();

    /** What is known of the node, for messages. */
    String describe();
}
