// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.version;

/** Where a cluster keeps its metadata, which decides how it is upgraded. */
public enum Era {
    /** In ZooKeeper: {@code inter.broker.protocol.version} is pinned for a first roll and raised in a second. */
    ZOOKEEPER,
    /** In the metadata quorum: binaries are rolled once, then feature levels are finalized. */
    KRAFT
}
