// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.link;

/** What a link carries. */
public enum Traffic {
    /** From clients to a node. */
    CLIENT,
    /** From a broker to a broker: above all replication. */
    BROKER,
    /** To a controller, from brokers and from other controllers; to ZooKeeper, from brokers. */
    CONTROLLER
}
