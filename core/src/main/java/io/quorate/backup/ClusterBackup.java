// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Topic;
import io.quorate.group.CommittedOffset;
import io.quorate.group.ConsumerGroup;
import io.quorate.group.GroupPartition;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * What a cluster is made of, beside its records: topics, the configs that were set on them, and where its consumer groups
 * go on. A value; written as one JSON document whose order never changes, so that two of them can be compared line by
 * line.
 *
 * <p>It is no backup of records and none of the metadata log: a lost quorum needs the disks of its controllers. Internal
 * topics, ACLs, quotas, SCRAM credentials, delegation tokens and the state of transactions are not in it; nor is any
 * sensitive value.
 *
 * @param clusterId the cluster's id
 * @param observedAt when it was read
 * @param features the finalized feature levels
 * @param topics the topics of the users, by name
 * @param topicConfigs what was set on them, by topic name and config key
 * @param groups the consumer groups, by group id
 */
public record ClusterBackup(
        String clusterId,
        Instant observedAt,
        Observed<ClusterFeatures> features,
        Observed<Map<String, TopicBackup>> topics,
        Observed<Map<String, Map<String, String>>> topicConfigs,
        Observed<Map<String, GroupBackup>> groups) {

    /**
     * Copies the sections, sorted.
     *
     * @param clusterId the cluster's id
     * @param observedAt when it was read
     * @param features the finalized feature levels
     * @param topics the topics of the users
     * @param topicConfigs what was set on them
     * @param groups the consumer groups
     */
    public ClusterBackup {
        topics = Sections.map(topics, Sections::sorted);
        topicConfigs = Sections.map(topicConfigs, all -> Sections.values(all, Sections::sorted));
        groups = Sections.map(groups, Sections::sorted);
    }

    /**
     * Makes a backup of what was seen. Pure.
     *
     * @param state the cluster; sections needed: features, topics, topic configs
     * @param groups its consumer groups, as {@link io.quorate.group.ConsumerGroups#observe()} returns them
     * @return the backup; a section that was not seen is unavailable in it, too
     */
    public static ClusterBackup of(ClusterState state, Observed<Map<String, ConsumerGroup>> groups) {
        return new ClusterBackup(
                state.clusterId(),
                state.observedAt(),
                state.features(),
                Sections.map(state.topics(), ClusterBackup::userTopics),
                Sections.map(state.topicConfigs(), configs -> setOnTopics(configs, state)),
                Sections.map(groups, all -> Sections.values(all, ClusterBackup::group)));
    }

    /**
     * Tells whether nothing is missing.
     *
     * @return {@code true} if every section is complete
     */
    public boolean isComplete() {
        return features.isComplete() && topics.isComplete() && topicConfigs.isComplete() && groups.isComplete();
    }

    /**
     * Writes the backup. The file is replaced at once and only when all is written, or not at all.
     *
     * @param file where to; its directory must exist
     * @throws BackupException if it cannot be written
     */
    public void writeTo(Path file) {
        BackupWriter.write(this, file);
    }

    /**
     * Reads a backup.
     *
     * @param file one that {@link #writeTo} has written
     * @return an equal backup
     * @throws BackupException if the file cannot be read, is not a backup, or is one of a newer schema version
     */
    public static ClusterBackup readFrom(Path file) {
        return BackupReader.read(file);
    }

    private static Map<String, TopicBackup> userTopics(Map<String, Topic> topics) {
        Map<String, TopicBackup> users = new TreeMap<>();
        topics.forEach((name, topic) -> {
            if (!topic.isInternal()) {
                List<List<Integer>> replicas = topic.partitions().stream()
                        .map(partition -> partition.replicas())
                        .toList();
                users.put(name, new TopicBackup(topic.id(), replicas));
            }
        });
        return users;
    }

    private static Map<String, Map<String, String>> setOnTopics(Map<String, ConfigSet> configs, ClusterState state) {
        Map<String, Map<String, String>> users = new TreeMap<>();
        configs.forEach((name, config) -> {
            if (state.topic(name).filter(Topic::isInternal).isEmpty()) {
                users.put(name, setOnTopic(config));
            }
        });
        return users;
    }

    private static Map<String, String> setOnTopic(ConfigSet config) {
        Map<String, String> set = new TreeMap<>();
        config.values().forEach((key, value) -> {
            if (value.source() == ConfigValue.Source.DYNAMIC_TOPIC) {
                set.put(key, value.value());
            }
        });
        return set;
    }

    private static GroupBackup group(ConsumerGroup group) {
        return new GroupBackup(group.type(), group.state(), Sections.map(group.partitions(), ClusterBackup::commits));
    }

    private static Map<TopicPartition, CommittedOffset> commits(Map<TopicPartition, GroupPartition> partitions) {
        Map<TopicPartition, CommittedOffset> commits = new TreeMap<>(Sections.BY_TOPIC_AND_PARTITION);
        partitions.forEach((partition, seen) -> seen.commit().ifPresent(commit -> commits.put(partition, commit)));
        return commits;
    }
}
