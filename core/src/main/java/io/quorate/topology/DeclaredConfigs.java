// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import java.util.SortedMap;
import java.util.TreeMap;

/** What every broker of a topology is told about durability, and further properties. */
final class DeclaredConfigs {
    private DeclaredConfigs() {}

    static SortedMap<String, String> of(ClusterTopology topology) {
        SortedMap<String, String> all = new TreeMap<>();
        Durability durability = topology.durability();
        String replicas = String.valueOf(durability.internalReplicationFactor());
        String minIsr = String.valueOf(durability.internalMinIsr());
        all.put("default.replication.factor", String.valueOf(durability.replicationFactor()));
        all.put("min.insync.replicas", String.valueOf(durability.minInSyncReplicas()));
        all.put("offsets.topic.replication.factor", replicas);
        all.put("transaction.state.log.replication.factor", replicas);
        all.put("transaction.state.log.min.isr", minIsr);
        if (topology.release().isAtLeast(4, 0)) {
            all.put("share.coordinator.state.topic.replication.factor", replicas);
            all.put("share.coordinator.state.topic.min.isr", minIsr);
        }
        all.put(
                "unclean.leader.election.enable",
                String.valueOf(durability.uncleanElection() == Durability.UncleanElection.ALLOWED));
        all.put(
                "auto.create.topics.enable",
                String.valueOf(durability.topicCreation() == Durability.TopicCreation.AUTOMATIC));
        durability.retention().ifPresent(kept -> all.put("log.retention.ms", String.valueOf(kept.toMillis())));
        all.putAll(topology.properties());
        return all;
    }
}
