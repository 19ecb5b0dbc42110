// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.distribution.KafkaRelease;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** What each node of a cluster runs now, or will run from its next start on. */
record Releases(Map<Integer, KafkaRelease> installed) {
    Releases {
        installed = Map.copyOf(installed);
    }

    /** The oldest line ({@code 2.1}) of the cluster, if it is older than that of the node. */
    Optional<String> olderThan(int nodeId) {
        KafkaRelease own = installed.get(nodeId);
        return installed.values().stream()
                .min(Comparator.naturalOrder())
                .filter(oldest -> own != null && !oldest.isAtLeast(own.major(), own.minor()))
                .map(oldest -> oldest.major() + "." + oldest.minor());
    }
}
