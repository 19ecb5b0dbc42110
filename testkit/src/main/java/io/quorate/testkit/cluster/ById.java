// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The nodes that a caller names by their ids. */
final class ById {
    private ById() {}

    static <N> N one(Map<Integer, N> nodes, int nodeId) {
        N node = nodes.get(nodeId);
        if (node == null) {
            throw new IllegalArgumentException("No node " + nodeId + ": the cluster has the nodes " + nodes.keySet());
        }
        return node;
    }

    static <N> List<N> some(Map<Integer, N> nodes, int... nodeIds) {
        return Arrays.stream(nodeIds).mapToObj(nodeId -> one(nodes, nodeId)).toList();
    }
}
