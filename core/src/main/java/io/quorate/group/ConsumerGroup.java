// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import io.quorate.cluster.Observed;
import io.quorate.internal.ByPartition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;

/**
 * A consumer group as it was seen.
 *
 * @param groupId its id
 * @param type classic or consumer (KIP-848); unknown where the brokers do not say (before Kafka 3.8)
 * @param state whether it is empty, stable, being rebalanced
 * @param members how many members it has; empty if it could not be described
 * @param partitions the partitions that it has commits for or that are assigned to its members, in order
 * @param assignedTopics the topics that its members read now; empty if it could not be described
 */
public record ConsumerGroup(
        String groupId,
        GroupType type,
        GroupState state,
        OptionalInt members,
        Observed<Map<TopicPartition, GroupPartition>> partitions,
        Optional<Set<String>> assignedTopics) {
    /**
     * Copies the partitions, sorted.
     *
     * @param groupId its id
     * @param type classic or consumer
     * @param state whether it is empty
     * @param members how many members it has
     * @param partitions the partitions that it has commits for or that are assigned to its members
     * @param assignedTopics the topics that its members read now
     */
    public ConsumerGroup {
        partitions = sorted(partitions);
        assignedTopics = assignedTopics.map(Set::copyOf);
    }

    /**
     * A group of which nobody knows what its members read.
     *
     * @param groupId its id
     * @param type classic or consumer
     * @param state whether it is empty
     * @param members how many members it has
     * @param partitions the partitions that it has commits for or that are assigned to its members
     */
    public ConsumerGroup(
            String groupId,
            GroupType type,
            GroupState state,
            OptionalInt members,
            Observed<Map<TopicPartition, GroupPartition>> partitions) {
        this(groupId, type, state, members, partitions, Optional.empty());
    }

    /**
     * Adds up how far the group is behind.
     *
     * @return the sum over all partitions; empty if its commits could not be read
     */
    public Optional<LagSum> lag() {
        return partitions.value().map(all -> LagSum.of(all.values()));
    }

    /**
     * Adds up how far the group is behind in each topic.
     *
     * @return the sums by topic, in alphabetical order; empty if its commits could not be read
     */
    public Map<String, LagSum> lagByTopic() {
        Map<String, List<GroupPartition>> byTopic = new TreeMap<>();
        partitions.orElse(Map.of()).forEach((partition, one) -> byTopic.computeIfAbsent(
                        partition.topic(), any -> new ArrayList<>())
                .add(one));
        Map<String, LagSum> sums = new TreeMap<>();
        byTopic.forEach((topic, all) -> sums.put(topic, LagSum.of(all)));
        return Collections.unmodifiableMap(sums);
    }

    private static Observed<Map<TopicPartition, GroupPartition>> sorted(
            Observed<Map<TopicPartition, GroupPartition>> section) {
        return section.value()
                .map(value -> {
                    Map<TopicPartition, GroupPartition> copy = new TreeMap<>(ByPartition.ORDER);
                    copy.putAll(value);
                    return Observed.of(Collections.unmodifiableMap(copy), section.gaps());
                })
                .orElse(section);
    }
}
