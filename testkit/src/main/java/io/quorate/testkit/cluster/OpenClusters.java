// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ends the clusters that a test did not close, when the JVM ends in an orderly way (Ctrl-C, SIGTERM). */
final class OpenClusters {
    private static final Set<TestCluster> OPEN = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> OPEN.forEach(TestCluster::close), "quorate-close-clusters"));
    }

    private OpenClusters() {}

    static void add(TestCluster cluster) {
        OPEN.add(cluster);
    }

    static void remove(TestCluster cluster) {
        OPEN.remove(cluster);
    }
}
