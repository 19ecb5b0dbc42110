// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import io.quorate.cluster.Observed;
import io.quorate.internal.ByPartition;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A group of which everything is known but how long its logs are.
 *
 * @param partitions where it has commits, and where its members read
 */
record SeenGroup(
        String id,
        GroupReader.Listed listed,
        Observed<ConsumerGroupDescription> description,
        Observed<Map<TopicPartition, OffsetAndMetadata>> commits,
        Set<TopicPartition> partitions) {
    static SeenGroup of(
            String id,
            GroupReader.Listed listed,
            Observed<ConsumerGroupDescription> description,
            Observed<Map<TopicPartition, OffsetAndMetadata>> commits) {
        return new SeenGroup(id, listed, description, commits, partitions(description, commits));
    }

    private static Set<TopicPartition> partitions(
            Observed<ConsumerGroupDescription> description, Observed<Map<TopicPartition, OffsetAndMetadata>> commits) {
        if (commits.value().isEmpty()) {
            return Set.of();
        }
        Set<TopicPartition> all = new HashSet<>(commits.value().get().keySet());
        description.value().ifPresent(described -> described
                .members()
                .forEach(member -> all.addAll(member.assignment().topicPartitions())));
        return all;
    }

    ConsumerGroup with(LogEnds ends) {
        return new ConsumerGroup(
                id,
                description.value().map(ConsumerGroupDescription::type).orElse(listed.type()),
                description.value().map(ConsumerGroupDescription::groupState).orElse(listed.state()),
                description
                        .value()
                        .map(described -> OptionalInt.of(described.members().size()))
                        .orElse(OptionalInt.empty()),
                commits.value()
                        // Without the description, partitions that are assigned and have no commit are missing.
                        .map(offsets -> Observed.of(progress(offsets, ends), description.gaps()))
                        .orElseGet(() -> Observed.unavailable(commits.gaps().get(0))),
                description.value().map(SeenGroup::assignedTopics));
    }

    private static Set<String> assignedTopics(ConsumerGroupDescription description) {
        return description.members().stream()
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .map(TopicPartition::topic)
                .collect(Collectors.toSet());
    }

    private Map<TopicPartition, GroupPartition> progress(Map<TopicPartition, OffsetAndMetadata> offsets, LogEnds ends) {
        Map<TopicPartition, GroupPartition> progress = new TreeMap<>(ByPartition.ORDER);
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata commit = offsets.get(partition);
            progress.put(
                    partition,
                    commit == null
                            ? new GroupPartition(Optional.empty(), new PartitionLag.NoCommit())
                            : new GroupPartition(Optional.of(committed(commit)), ends.lag(partition, commit.offset())));
        }
        return progress;
    }

    private static CommittedOffset committed(OffsetAndMetadata commit) {
        @Nullable String metadata = commit.metadata();
        return new CommittedOffset(commit.offset(), commit.leaderEpoch(), metadata == null ? "" : metadata);
    }
}
