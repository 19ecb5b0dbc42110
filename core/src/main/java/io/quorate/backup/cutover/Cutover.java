// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.Topic;
import io.quorate.group.ConsumerGroup;
import io.quorate.group.GroupPartition;
import io.quorate.internal.ByPartition;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What is compared: two clusters, and the part of them that moves. */
final class Cutover {
    private final SeenCluster source;
    private final SeenCluster target;
    private final CutoverSettings settings;
    private final List<Topic> topics;
    private final List<TopicPartition> partitions;
    private final Set<TopicPartition> copies;
    private final Map<String, Map<TopicPartition, Long>> commits;

    Cutover(SeenCluster source, SeenCluster target, CutoverSettings settings) {
        this.source = source;
        this.target = target;
        this.settings = settings;
        this.topics = source.state().topics().orElse(Map.of()).values().stream()
                .filter(topic -> !topic.isInternal() && settings.topics().test(topic.name()))
                .toList();
        this.partitions = topics.stream()
                .flatMap(topic -> IntStream.range(0, topic.partitionCount())
                        .mapToObj(index -> new TopicPartition(topic.name(), index)))
                .toList();
        this.copies = partitions.stream().map(this::copyOf).collect(Collectors.toUnmodifiableSet());
        this.commits = commitsOfGroups();
    }

    SeenCluster source() {
        return source;
    }

    SeenCluster target() {
        return target;
    }

    CutoverSettings settings() {
        return settings;
    }

    /** The topics of the source that move, by name. */
    List<Topic> topics() {
        return topics;
    }

    List<TopicPartition> partitions() {
        return partitions;
    }

    /** The partitions of the target that are copies. */
    Set<TopicPartition> copies() {
        return copies;
    }

    /** Where the groups of the source go on in what moves; only groups that go on anywhere in it. */
    Map<String, Map<TopicPartition, Long>> commits() {
        return commits;
    }

    boolean moves(TopicPartition partition) {
        return settings.topics().test(partition.topic())
                && source.state()
                        .topic(partition.topic())
                        .filter(Topic::isInternal)
                        .isEmpty();
    }

    String targetName(String topic) {
        return settings.mapping().targetName(topic);
    }

    TopicPartition copyOf(TopicPartition partition) {
        return new TopicPartition(targetName(partition.topic()), partition.partition());
    }

    Optional<SeenLog> sourceLog(TopicPartition partition) {
        return log(source, partition);
    }

    Optional<SeenLog> targetLog(TopicPartition partition) {
        return log(target, copyOf(partition));
    }

    private static Optional<SeenLog> log(SeenCluster cluster, TopicPartition partition) {
        return Optional.ofNullable(cluster.logs().partitions().orElse(Map.of()).get(partition));
    }

    private Map<String, Map<TopicPartition, Long>> commitsOfGroups() {
        Map<String, Map<TopicPartition, Long>> all = new TreeMap<>();
        source.groups().orElse(Map.of()).forEach((id, group) -> {
            Map<TopicPartition, Long> ofGroup = commits(group);
            if (settings.groups().test(id) && !ofGroup.isEmpty()) {
                all.put(id, ofGroup);
            }
        });
        return all;
    }

    private Map<TopicPartition, Long> commits(ConsumerGroup group) {
        Map<TopicPartition, Long> found = new TreeMap<>(ByPartition.ORDER);
        group.partitions().orElse(Map.of()).forEach((partition, seen) -> {
            if (moves(partition)) {
                seen.commit().ifPresent(commit -> found.put(partition, commit.offset()));
            }
        });
        return found;
    }

    /** Where a group goes on in the copy of a partition. */
    Optional<Long> targetCommit(String groupId, TopicPartition partition) {
        @Nullable ConsumerGroup group = target.groups().orElse(Map.of()).get(groupId);
        return Optional.ofNullable(group)
                .map(found -> found.partitions().orElse(Map.of()).get(copyOf(partition)))
                .flatMap(GroupPartition::commit)
                .map(commit -> commit.offset());
    }

    /** Offsets and records are the same thing: nothing was removed between, and there are no markers of transactions. */
    boolean offsetsCountRecords(TopicPartition partition) {
        return !settings.transactional().contains(partition.topic())
                && keepsAll(source, partition.topic())
                && keepsAll(target, targetName(partition.topic()))
                && sourceLog(partition).filter(SeenLog::endsWithRecord).isPresent()
                && targetLog(partition).filter(SeenLog::endsWithRecord).isPresent();
    }

    private static boolean keepsAll(SeenCluster cluster, String topic) {
        return config(cluster, topic, "cleanup.policy")
                .filter(policy -> !Arrays.asList(policy.split(",", -1)).contains("compact"))
                .isPresent();
    }

    /** The broker's clock stamps the records of at least one side, or nobody knows which clock does. */
    boolean clocksDiffer(TopicPartition partition) {
        return !Stream.of(
                        config(source, partition.topic(), "message.timestamp.type"),
                        config(target, targetName(partition.topic()), "message.timestamp.type"))
                .allMatch(type -> type.filter("CreateTime"::equals).isPresent());
    }

    private static Optional<String> config(SeenCluster cluster, String topic, String key) {
        @Nullable
        ConfigSet configs = cluster.state().topicConfigs().orElse(Map.of()).get(topic);
        return Optional.ofNullable(configs).flatMap(found -> found.value(key));
    }

    /** Says of a side what it was not asked about; without topics there is nothing to compare. */
    boolean hasTopics(Findings findings) {
        findings.read("topics of the source", source.state().topics());
        if (source.state().topics().value().isPresent() && topics().isEmpty()) {
            findings.unread(
                    "topics of the source", "none moves", "Check the filter of topics, and that they may be described");
        }
        return !topics().isEmpty();
    }

    /** The groups of both sides, whose commits are compared: one whose commits were not read is unread itself. */
    void readGroups(Findings findings) {
        readGroups("source", source, findings);
        readGroups("target", target, findings);
    }

    private void readGroups(String side, SeenCluster cluster, Findings findings) {
        findings.read("groups of the " + side, cluster.groups())
                .ifPresent(all -> new TreeMap<>(all).forEach((id, group) -> {
                    if (settings.groups().test(id)) {
                        findings.read("commits of group " + id + " at the " + side, group.partitions());
                    }
                }));
    }
}
