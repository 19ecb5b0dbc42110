// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Observed;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Topic;
import io.quorate.group.ConsumerGroup;
import io.quorate.group.GroupPartition;
import io.quorate.internal.ByPartition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Makes the sections of a backup from what observers have seen. */
final class BackupMaker {
    private BackupMaker() {}

    static ClusterBackup.Builder backup(ClusterState state, Observed<Map<String, ConsumerGroup>> groups) {
        return ClusterBackup.builder(state.clusterId(), state.observedAt())
                .features(Sections.map(state.features(), seen -> new ClusterFeatures(seen.finalized())))
                .racks(Sections.map(state.brokers(), BackupMaker::racks))
                .topics(Sections.map(state.topics(), topics -> userTopics(topics, leadingTo(state))))
                .configs(ConfigScope.TOPIC, Sections.map(state.topicConfigs(), configs -> setOnTopics(configs, state)))
                .groups(Sections.map(groups, all -> Sections.values(all, BackupMaker::group)));
    }

    private static Map<Integer, Optional<String>> racks(List<Broker> brokers) {
        Map<Integer, Optional<String>> racks = new TreeMap<>();
        brokers.forEach(broker -> racks.put(broker.nodeId(), Optional.ofNullable(broker.rack())));
        return racks;
    }

    private static Map<TopicPartition, List<Integer>> leadingTo(ClusterState state) {
        Map<TopicPartition, List<Integer>> targets = new HashMap<>();
        for (OngoingReassignment reassignment : state.reassignments().orElse(List.of())) {
            targets.put(reassignment.partition(), reassignment.target());
        }
        return targets;
    }

    private static Map<String, TopicBackup> userTopics(
            Map<String, Topic> topics, Map<TopicPartition, List<Integer>> leadingTo) {
        Map<String, TopicBackup> users = new TreeMap<>();
        topics.forEach((name, topic) -> {
            if (!topic.isInternal()) {
                List<List<Integer>> replicas = topic.partitions().stream()
                        .map(partition ->
                                leadingTo.getOrDefault(topic.topicPartition(partition.index()), partition.replicas()))
                        .toList();
                users.put(name, new TopicBackup(topic.id(), replicas));
            }
        });
        return users;
    }

    private static Map<String, ConfigBackup> setOnTopics(Map<String, ConfigSet> configs, ClusterState state) {
        Map<String, ConfigBackup> users = new TreeMap<>();
        configs.forEach((name, config) -> {
            if (state.topic(name).filter(Topic::isInternal).isEmpty()) {
                users.put(name, setOnTopic(config));
            }
        });
        return users;
    }

    private static ConfigBackup setOnTopic(ConfigSet config) {
        Map<String, String> set = new TreeMap<>();
        config.values().forEach((key, value) -> {
            if (value.source() == ConfigValue.Source.DYNAMIC_TOPIC) {
                set.put(key, value.value());
            }
        });
        // No topic config of Kafka is sensitive.
        return ConfigBackup.of(set);
    }

    private static GroupBackup group(ConsumerGroup group) {
        return new GroupBackup(group.type(), group.state(), Sections.map(group.partitions(), BackupMaker::commits));
    }

    private static Map<TopicPartition, OffsetBackup> commits(Map<TopicPartition, GroupPartition> partitions) {
        Map<TopicPartition, OffsetBackup> commits = new TreeMap<>(ByPartition.ORDER);
        partitions.forEach((partition, seen) ->
                seen.commit().ifPresent(commit -> commits.put(partition, OffsetBackup.of(commit))));
        return commits;
    }
}
