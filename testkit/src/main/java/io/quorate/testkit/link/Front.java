// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.link;

import java.net.InetSocketAddress;

/**
 * A port in front of a listener of a node.
 *
 * @param port the port that others connect to
 * @param nodeId the node behind it, or {@link Link#ZOOKEEPER}
 * @param forNodes what nodes use the listener for: {@code BROKER} or {@code CONTROLLER}
 * @param destination where the node listens
 */
public record Front(int port, int nodeId, Traffic forNodes, InetSocketAddress destination) {}
