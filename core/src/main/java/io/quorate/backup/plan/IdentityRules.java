// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.plan;

import io.quorate.backup.ClusterBackup;
import java.util.TreeMap;

/** Compares the clusters. */
final class IdentityRules {
    private IdentityRules() {}

    static boolean isSameCluster(ClusterBackup backup, RestoreTarget target) {
        return backup.clusterId().equals(target.cluster().clusterId());
    }

    static void decide(ClusterBackup backup, RestoreTarget target, Steps steps) {
        if (isSameCluster(backup, target)) {
            steps.same(RestoreSection.CLUSTER, "cluster id");
        } else {
            steps.notPossible(
                    RestoreSection.CLUSTER,
                    "cluster id",
                    "the backup is of " + backup.clusterId() + ", this is "
                            + target.cluster().clusterId()
                            + ": offsets mean nothing here, and configs of single brokers belong to others");
        }
        var saved = steps.saved(RestoreSection.CLUSTER, backup.features());
        if (saved.isEmpty()) {
            return;
        }
        steps.seen(RestoreSection.CLUSTER, target.cluster().features())
                .ifPresent(seen -> new TreeMap<>(saved.get().finalized()).forEach((feature, level) -> {
                    int now = seen.level(feature).orElse(0);
                    if (now >= level) {
                        steps.same(RestoreSection.CLUSTER, "feature " + feature);
                    } else {
                        steps.refuse(
                                RestoreSection.CLUSTER,
                                "feature " + feature,
                                "the backup has level " + level + ", the target " + now,
                                "upgrade the nodes and finalize the feature first; what needs it may be refused");
                    }
                }));
    }
}
