// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.distribution.KafkaDistribution;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract, by child processes. */
class ProcessTestClusterIT extends TestClusterContract {
    ProcessTestClusterIT() {
        super(BackEnd.PROCESSES);
    }

    @Override
    List<String> traces(TestCluster of) {
        return of.nodes().stream()
                .map(node -> Long.toString(node.pid().orElseThrow()))
                .toList();
    }

    @Override
    boolean isThere(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).isPresent();
    }

    @Test
    void aKilledNodeHasNoProcessAnyMore() {
        long pid = cluster().node(2).pid().orElseThrow();
        cluster().kill(2);
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(cluster().node(2).pid()).isEmpty();
        cluster().start(2);
        assertThat(cluster().node(2).pid()).isPresent();
    }

    @Test
    void nothingIsInstalledOnANodeThatRuns() {
        assertThatThrownBy(() -> cluster().install(1, KafkaDistribution.of("3.9.2")))
                .hasMessageContaining("stop it first");
        assertThat(cluster().bootstrapControllers().split(",")).hasSize(3);
    }
}
