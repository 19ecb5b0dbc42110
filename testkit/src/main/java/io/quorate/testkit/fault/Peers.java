// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import io.quorate.testkit.link.Traffic;

/** Who is at the other end of a node's links. */
public enum Peers {
    /** The other brokers: replication, what brokers ask each other, and with ZooKeeper what a controller tells them. */
    BROKERS(Traffic.BROKER),
    /**
     * The controllers, and as a controller also the brokers that follow it: heartbeats, metadata, votes. With ZooKeeper,
     * ZooKeeper: sessions, metadata, and who is the controller.
     */
    CONTROLLERS(Traffic.CONTROLLER),
    /** Producers, consumers and admin clients. */
    CLIENTS(Traffic.CLIENT);

    private final Traffic traffic;

    Peers(Traffic traffic) {
        this.traffic = traffic;
    }

    Traffic traffic() {
        return traffic;
    }
}
