// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.distribution.KafkaRelease;
import java.util.Optional;

/** Where a cluster keeps its metadata, and which releases can. */
enum MetadataStore {
    /** In a log of its own; "ready for production" since 3.3, and not to be used before. */
    KRAFT,
    /** In ZooKeeper, until 4.0 took it away. */
    ZOOKEEPER;

    /** Why a node of this release cannot be in such a cluster, if it cannot. */
    Optional<String> problem(KafkaRelease release) {
        if (this == KRAFT && !release.isAtLeast(3, 3)) {
            return Optional.of("Kafka " + release
                    + " needs ZooKeeper: use Layout.ZOOKEEPER for the cluster, or 3.3.0 or later for the node");
        }
        if (this == ZOOKEEPER && release.isAtLeast(4, 0)) {
            return Optional.of(
                    "Kafka " + release
                            + " knows no ZooKeeper: use Layout.COMBINED or SEPARATE for the cluster, or 3.9 or earlier for the node");
        }
        return Optional.empty();
    }
}
