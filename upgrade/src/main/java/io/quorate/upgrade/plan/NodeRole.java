// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

/** What a node does in its cluster, in the order in which an upgrade takes them. */
public enum NodeRole {
    /** Only a controller: replicates metadata and decides. */
    CONTROLLER,
    /** A controller and a broker in one process. */
    COMBINED,
    /** Only a broker. In the ZooKeeper era every node is one; the controller is one of them. */
    BROKER;

    /**
     * Tells whether such a node votes in, or could lead, the metadata quorum.
     *
     * @return {@code true} for a controller, combined or not
     */
    public boolean isController() {
        return this != BROKER;
    }

    /**
     * Tells whether such a node holds replicas of topics.
     *
     * @return {@code true} for a broker, combined or not
     */
    public boolean isBroker() {
        return this != CONTROLLER;
    }
}
