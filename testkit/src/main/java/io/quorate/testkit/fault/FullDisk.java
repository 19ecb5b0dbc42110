// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.internal.Signal;
import java.util.List;

/** Disks that are full, for one node: a limit on the size of the files that its process writes. */
final class FullDisk {
    private final TestCluster cluster;
    private final int nodeId;

    FullDisk(TestCluster cluster, int nodeId) {
        this.cluster = cluster;
        this.nodeId = nodeId;
    }

    static FullDisk fill(TestCluster cluster, int nodeId) {
        long pid = cluster.node(nodeId)
                .pid()
                .orElseThrow(() -> new FaultException("No fault was begun: node " + nodeId + " has just ended", null));
        // The soft limit alone. The JVM does not die of SIGXFSZ: its writes fail.
        try {
            Signal.run(List.of("prlimit", "--pid", Long.toString(pid), "--fsize=1:"));
        } catch (IllegalStateException e) {
            throw new FaultException("The disks of node " + nodeId + " were not filled: " + e.getMessage(), e);
        }
        return new FullDisk(cluster, nodeId);
    }

    /** A new process has no limit, and all the log dirs that a broker gave up. */
    void undo() {
        cluster.kill(nodeId);
        cluster.start(nodeId);
    }
}
