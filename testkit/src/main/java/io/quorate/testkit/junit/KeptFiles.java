// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.TestNode;
import java.util.stream.Collectors;

/** A note that goes with the failure of a test: where the files of its cluster are, and how its nodes were. */
final class KeptFiles extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeptFiles(TestCluster cluster) {
        super(text(cluster), null, false, false);
    }

    private static String text(TestCluster cluster) {
        return "The logs and data of the Kafka nodes of this test are kept in %s\n%s"
                .formatted(
                        cluster.directory(),
                        cluster.nodes().stream().map(KeptFiles::text).collect(Collectors.joining("\n")));
    }

    private static String text(TestNode node) {
        return "  node %d, Kafka %s, %s, log %s".formatted(node.nodeId(), node.release(), node.state(), node.logFile());
    }
}
