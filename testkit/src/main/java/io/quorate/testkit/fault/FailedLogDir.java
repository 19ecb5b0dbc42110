// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import io.quorate.testkit.cluster.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A log dir that was taken away, with a file in its place, so that nobody makes it again. */
final class FailedLogDir {
    private final TestCluster cluster;
    private final int nodeId;
    private final Path logDir;
    private final Path aside;

    private FailedLogDir(TestCluster cluster, int nodeId, Path logDir) {
        this.cluster = cluster;
        this.nodeId = nodeId;
        this.logDir = logDir;
        this.aside = logDir.resolveSibling(logDir.getFileName() + ".failed");
    }

    static FailedLogDir take(TestCluster cluster, int nodeId) {
        List<Path> logDirs = cluster.node(nodeId).logDirs();
        FailedLogDir failed = new FailedLogDir(cluster, nodeId, logDirs.get(logDirs.size() - 1));
        try {
            Files.move(failed.logDir, failed.aside);
            Files.createFile(failed.logDir);
            return failed;
        } catch (IOException e) {
            throw new FaultException("Log dir " + failed.logDir + " of node " + nodeId + " was not taken away", e);
        }
    }

    void undo() {
        cluster.kill(nodeId);
        try {
            Files.delete(logDir);
            Files.move(aside, logDir);
        } catch (IOException e) {
            throw new FaultException("Log dir " + logDir + " of node " + nodeId + " was not put back from " + aside, e);
        }
        cluster.start(nodeId);
    }

    @Override
    public String toString() {
        return logDir.toString();
    }
}
