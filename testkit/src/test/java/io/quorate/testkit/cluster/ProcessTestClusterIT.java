// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.util.List;

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
}
