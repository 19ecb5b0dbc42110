// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.probe;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import io.quorate.internal.KafkaFutures;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topic of a probe: a partition for each broker, led by it when all is well. */
final class ProbeTopic {
    private static final int REPLICAS = 3;

    private final String name;
    private final Duration timeout;

    ProbeTopic(String name, Duration timeout) {
        this.name = name;
        this.timeout = timeout;
    }

    String prepare(Admin admin) {
        ClusterState state = ClusterObserver.builder(admin)
                .callTimeout(timeout)
                .sections(Set.of(Section.TOPICS))
                .topics(name::equals)
                .build()
                .observe();
        List<Integer> brokers = List.copyOf(state.onlineBrokers());
        Optional<Topic> seen = state.topic(name);
        int replicas = seen.map(topic -> topic.replicationFactor(0)).orElse(Math.min(REPLICAS, brokers.size()));
        List<List<Integer>> missing = missing(brokers, seen, replicas);
        if (missing.isEmpty()) {
            return "Topic " + name + " has a partition for each of the brokers " + brokers + ".";
        }
        try {
            if (seen.isEmpty()) {
                create(admin, missing, replicas);
                return "Made topic " + name + " with a partition for each of the brokers " + brokers + ".";
            }
            grow(admin, seen.get().partitionCount() + missing.size(), missing);
            return "Added " + missing.size() + " partitions to topic " + name + ".";
        } catch (TopicExistsException e) {
            return "Topic " + name + " has just been made by somebody else.";
        } catch (KafkaException e) {
            throw new ProbeTopicException(name, e);
        }
    }

    /** The replicas of the partitions that brokers lack, each its own preferred leader. */
    static List<List<Integer>> missing(List<Integer> brokers, Optional<Topic> seen, int replicas) {
        Set<Integer> served = new HashSet<>();
        seen.ifPresent(topic ->
                topic.partitions().stream().map(Partition::preferredLeader).forEach(served::add));
        List<List<Integer>> missing = new ArrayList<>();
        for (int i = 0; i < brokers.size(); i++) {
            if (!served.contains(brokers.get(i))) {
                List<Integer> ring = new ArrayList<>();
                for (int next = 0; next < Math.min(replicas, brokers.size()); next++) {
                    ring.add(brokers.get((i + next) % brokers.size()));
                }
                missing.add(ring);
            }
        }
        return missing;
    }

    private void create(Admin admin, List<List<Integer>> assignments, int replicas) {
        Map<Integer, List<Integer>> byPartition = new HashMap<>();
        assignments.forEach(ring -> byPartition.put(byPartition.size(), ring));
        NewTopic topic = new NewTopic(name, byPartition)
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                                String.valueOf(Duration.ofMinutes(10).toMillis()),
                        TopicConfig.RETENTION_BYTES_CONFIG, String.valueOf(1 << 20),
                        TopicConfig.SEGMENT_BYTES_CONFIG, String.valueOf(1 << 20),
                        TopicConfig.SEGMENT_MS_CONFIG,
                                String.valueOf(Duration.ofMinutes(10).toMillis()),
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(Math.max(1, replicas - 1))));
        KafkaFutures.join(
                admin.createTopics(List.of(topic), new CreateTopicsOptions().timeoutMs(millis()))
                        .all(),
                timeout,
                "topic " + name);
    }

    private void grow(Admin admin, int partitions, List<List<Integer>> assignments) {
        KafkaFutures.join(
                admin.createPartitions(
                                Map.of(name, NewPartitions.increaseTo(partitions, assignments)),
                                new CreatePartitionsOptions().timeoutMs(millis()))
                        .all(),
                timeout,
                "topic " + name);
    }

    private int millis() {
        return Math.toIntExact(timeout.toMillis());
    }
}
