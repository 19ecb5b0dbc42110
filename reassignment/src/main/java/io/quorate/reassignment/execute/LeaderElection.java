// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Partition;
import io.quorate.observe.Section;
import io.quorate.reassignment.execute.RunControl.Look;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets preferred replicas lead where they are in sync. A partition whose replicas or their order were changed keeps its
 * leader until an election (seen on 4.3.1).
 */
final class LeaderElection {
    private final ClusterGateway gateway;
    private final Set<TopicPartition> partitions;
    private final Set<String> topics = new HashSet<>();
    private Map<TopicPartition, KafkaException> refused = Map.of();

    LeaderElection(ClusterGateway gateway, Set<TopicPartition> partitions) {
        this.gateway = gateway;
        this.partitions = partitions;
        partitions.forEach(partition -> topics.add(partition.topic()));
    }

    /** Looks once, and asks for the elections that are missing. One whose preferred replica is out of sync is not. */
    Look look() {
        ClusterState state = gateway.observe(Set.of(Section.TOPICS), topics::contains);
        List<String> missing = new ArrayList<>(RunControl.unseen(state.topics()));
        Set<TopicPartition> elections = new HashSet<>();
        for (TopicPartition name : partitions) {
            find(state, name).filter(LeaderElection::canBeLedByPreferred).ifPresent(partition -> {
                elections.add(name);
                missing.add(name + " is led by " + partition.leader() + ", not yet by its preferred leader "
                        + partition.preferredLeader());
            });
        }
        refused = elections.isEmpty() ? Map.of() : gateway.electPreferredLeaders(elections);
        return new Look(missing);
    }

    /** What was refused at the last look. */
    Map<TopicPartition, KafkaException> refused() {
        return refused;
    }

    private static boolean canBeLedByPreferred(Partition partition) {
        return partition.leader() != partition.preferredLeader()
                && partition.isr().contains(partition.preferredLeader());
    }

    static Optional<Partition> find(ClusterState state, TopicPartition name) {
        return state.topic(name.topic())
                .filter(topic -> name.partition() < topic.partitionCount())
                .map(topic -> topic.partition(name.partition()));
    }
}
