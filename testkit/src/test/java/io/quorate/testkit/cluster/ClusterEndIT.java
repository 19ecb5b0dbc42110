// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.Alone;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Alone
class ClusterEndIT {
    @Test
    void closingLeavesNoProcessNoPortAndNoFile() {
        TestCluster cluster = TestCluster.builder().nodes(2).start();
        List<TestNode> nodes = cluster.nodes();
        List<Long> pids = nodes.stream().map(node -> node.pid().orElseThrow()).toList();
        int port = nodes.get(0).clientEndpoint().orElseThrow().port();
        assertThat(PortLease.tryTake(port)).as("a port in use").isEmpty();

        cluster.close();
        cluster.close();
        assertThat(pids).allSatisfy(pid -> assertThat(ProcessHandle.of(pid)).isEmpty());
        assertThat(cluster.directory()).doesNotExist();
        assertThatThrownBy(() -> cluster.start(1)).hasMessageContaining("closed");
        try (PortLease free = PortLease.tryTake(port).orElseThrow()) {
            assertThat(free.port()).isEqualTo(port);
        }
    }

    @Test
    void aNodeThatCannotStartShowsItsLogItsExitCodeAndItsProperties(@TempDir Path directory) {
        TestClusterBuilder builder =
                TestCluster.builder().nodes(1).directory(directory).property("log.retention.hours", "a while");
        assertThatThrownBy(builder::start)
                .isInstanceOf(TestClusterException.class)
                .hasMessageContaining("exit code 1")
                .hasMessageContaining("Invalid value a while for configuration log.retention.hours")
                .hasMessageContaining("log.retention.hours=a while")
                .hasMessageContaining(directory.resolve("node-1/node.log").toString());
        assertThat(directory.resolve("node-1/node.log")).exists();
    }

    @Test
    void filesThatAreToBeKeptStay(@TempDir Path directory) {
        Path log;
        try (TestCluster cluster =
                TestCluster.builder().nodes(1).directory(directory).start()) {
            log = cluster.node(1).logFile();
        }
        assertThat(log).startsWith(directory).content().contains("Kafka Server started");
    }
}
