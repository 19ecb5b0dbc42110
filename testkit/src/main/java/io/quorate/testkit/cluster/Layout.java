// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

/** How the roles of a cluster are spread over its nodes. */
public enum Layout {
    /** Every node is a broker and a controller (KRaft; 3.3.0 and later). */
    COMBINED,
    /** Every node has one role; brokers have ids from 1, controllers from 101 (KRaft; 3.3.0 and later). */
    SEPARATE,
    /** Every node is a broker, and one ZooKeeper, which is no node, keeps their metadata (2.1.0 to 3.9). */
    ZOOKEEPER
}
