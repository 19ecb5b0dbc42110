// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.link;

import java.util.OptionalInt;

/**
 * All connections that one side opens to another for one purpose; requests and their answers go over the same link.
 *
 * @param from the node that opens the connections, or nothing for clients
 * @param to the node that accepts them, or {@link #ZOOKEEPER}
 * @param traffic what they carry
 */
public record Link(OptionalInt from, int to, Traffic traffic) {
    /** In place of a node, where brokers reach ZooKeeper. */
    public static final int ZOOKEEPER = -1;

    /**
     * Tells whether a node is at one end, and something else at the other.
     *
     * @param nodeId a node
     * @return whether a fault of the network around this node can touch the link
     */
    public boolean touches(int nodeId) {
        return !isWithin() && (to == nodeId || leaves(nodeId));
    }

    /**
     * Tells whether a node opens the connections.
     *
     * @param nodeId a node
     * @return whether it is the opening side
     */
    public boolean leaves(int nodeId) {
        return from.isPresent() && from.getAsInt() == nodeId;
    }

    /**
     * Tells whether both ends are the same node: no network is between them.
     *
     * @return whether a node speaks to itself
     */
    public boolean isWithin() {
        return leaves(to);
    }

    @Override
    public String toString() {
        return (from.isPresent() ? "node " + from.getAsInt() : "clients") + " -> "
                + (to == ZOOKEEPER ? "ZooKeeper" : "node " + to) + " (" + traffic + ")";
    }
}
