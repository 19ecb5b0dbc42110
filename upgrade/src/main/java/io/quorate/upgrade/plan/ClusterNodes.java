// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.QuorumReplica;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The nodes of a cluster and what each does: who is registered as a broker, and who is in the quorum.
 *
 * @param roles roles by node id, in ascending order of ids
 */
record ClusterNodes(Map<Integer, NodeRole> roles) {
    static ClusterNodes of(ClusterState state, Set<Integer> namedControllers) {
        Map<Integer, NodeRole> roles = new TreeMap<>();
        for (Broker broker : state.brokers().orElse(List.of())) {
            roles.put(broker.nodeId(), NodeRole.BROKER);
        }
        Optional<MetadataQuorum> quorum = state.quorum().value();
        quorum.ifPresent(found -> {
            found.voters().stream().map(QuorumReplica::nodeId).forEach(node -> controller(roles, node));
            // Every broker observes. Who observes and is no broker is a controller that does not vote.
            found.observers().stream()
                    .map(QuorumReplica::nodeId)
                    .forEach(node -> roles.putIfAbsent(node, NodeRole.CONTROLLER));
        });
        namedControllers.forEach(node -> controller(roles, node));
        return new ClusterNodes(roles);
    }

    private static void controller(Map<Integer, NodeRole> roles, int node) {
        roles.merge(node, NodeRole.CONTROLLER, (was, is) -> was == NodeRole.CONTROLLER ? was : NodeRole.COMBINED);
    }

    List<Integer> of(NodeRole role) {
        return roles.entrySet().stream()
                .filter(entry -> entry.getValue() == role)
                .map(Map.Entry::getKey)
                .toList();
    }
}
