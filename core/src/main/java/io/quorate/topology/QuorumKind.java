// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

/** Who keeps the metadata, and how its controllers are known. */
public enum QuorumKind {
    /** Every node lists all controllers in {@code controller.quorum.voters}; to change them, all nodes restart. */
    STATIC,
    /** The controllers are in the metadata log and change while it runs (KIP-853); needs Kafka 3.9. */
    DYNAMIC,
    /** ZooKeeper keeps it; before Kafka 4.0. */
    ZOOKEEPER
}
