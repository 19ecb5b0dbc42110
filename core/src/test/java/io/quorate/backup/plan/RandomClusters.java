// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.plan;

import io.quorate.backup.ConfigScope;
import io.quorate.group.CommittedOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Clusters of few names, so that two of them have things in common. */
final class RandomClusters {
    private static final List<String> TOPICS = List.of("orders", "payments", "audit");
    private static final List<String> GROUPS = List.of("billing", "shipping");
    private static final List<String> USERS = List.of("alice", "bob");
    private static final Map<String, List<String>> TOPIC_VALUES = Map.of(
            "retention.ms", List.of("-1", "1000", "604800000", "700000000"),
            "cleanup.policy", List.of("delete", "compact", "compact,delete", "delete,compact"),
            "min.insync.replicas", List.of("1", "2"),
            "segment.bytes", List.of("1048576", "2097152"));

    private final Random random;
    private final int brokers;

    private RandomClusters(Random random, int brokers) {
        this.random = random;
        this.brokers = brokers;
    }

    static SimulatedCluster cluster(Random random, String clusterId, int brokers) {
        SimulatedCluster cluster = new SimulatedCluster(clusterId, brokers);
        new RandomClusters(random, brokers).fill(cluster);
        return cluster;
    }

    private void fill(SimulatedCluster cluster) {
        for (String name : TOPICS) {
            if (often()) {
                topic(cluster, name);
            }
        }
        for (String id : GROUPS) {
            if (often()) {
                group(cluster, id);
            }
        }
        config(cluster, ConfigScope.BROKER, ConfigScope.EVERY_BROKER, "log.cleaner.threads");
        config(cluster, ConfigScope.BROKER, ConfigScope.EVERY_BROKER, "num.io.threads");
        config(cluster, ConfigScope.BROKER, String.valueOf(1 + random.nextInt(brokers)), "log.cleaner.threads");
        config(cluster, ConfigScope.GROUP, "billing", "consumer.session.timeout.ms");
        config(cluster, ConfigScope.CLIENT_METRICS, "slow", "interval.ms");
        for (String user : USERS) {
            access(cluster, user);
        }
    }

    private void topic(SimulatedCluster cluster, String name) {
        int factor = 1 + random.nextInt(brokers);
        List<List<Integer>> replicas = new ArrayList<>();
        List<Integer> nodes = new ArrayList<>();
        for (int id = 1; id <= brokers; id++) {
            nodes.add(id);
        }
        int partitions = 1 + random.nextInt(4);
        List<SimulatedCluster.Log> logs = new ArrayList<>();
        for (int index = 0; index < partitions; index++) {
            Collections.shuffle(nodes, random);
            replicas.add(List.copyOf(nodes.subList(0, factor)));
            logs.add(log());
        }
        cluster.topics.put(
                name,
                new SimulatedCluster.SimulatedTopic(
                        org.apache.kafka.common.Uuid.randomUuid(), new ArrayList<>(replicas), logs));
        Map<String, String> configs = new TreeMap<>();
        TOPIC_VALUES.forEach((key, values) -> {
            if (often()) {
                configs.put(key, values.get(random.nextInt(values.size())));
            }
        });
        Objects.requireNonNull(cluster.configs.get(ConfigScope.TOPIC)).put(name, configs);
    }

    /** Timestamps go back now and then. */
    private SimulatedCluster.Log log() {
        List<Long> times = new ArrayList<>();
        long time = 1_000_000;
        for (int left = random.nextInt(12); left > 0; left--) {
            time += random.nextInt(6) - 1;
            times.add(time);
        }
        return new SimulatedCluster.Log(random.nextInt(5), times);
    }

    private void group(SimulatedCluster cluster, String id) {
        Map<TopicPartition, CommittedOffset> commits = new HashMap<>();
        cluster.topics.forEach((name, topic) -> {
            for (int index = 0; index < topic.logs().size(); index++) {
                if (often()) {
                    SimulatedCluster.Log log = topic.logs().get(index);
                    long offset = log.start() + random.nextInt(log.times().size() + 1);
                    Optional<Integer> epoch = often() ? Optional.of(random.nextInt(3)) : Optional.empty();
                    commits.put(
                            new TopicPartition(name, index), new CommittedOffset(offset, epoch, often() ? "m" : ""));
                }
            }
        });
        if (!commits.isEmpty()) {
            cluster.groups.put(id, new SimulatedCluster.Group(GroupState.EMPTY, commits));
        }
    }

    private void config(SimulatedCluster cluster, ConfigScope scope, String name, String key) {
        if (often()) {
            Objects.requireNonNull(cluster.configs.get(scope))
                    .computeIfAbsent(name, any -> new TreeMap<>())
                    .put(key, String.valueOf(1 + random.nextInt(3)));
        }
    }

    private void access(SimulatedCluster cluster, String user) {
        if (often()) {
            AclOperation operation = often() ? AclOperation.READ : AclOperation.WRITE;
            cluster.acls.add(new AclBinding(
                    new ResourcePattern(
                            ResourceType.TOPIC, "orders", often() ? PatternType.LITERAL : PatternType.PREFIXED),
                    new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW)));
        }
        if (often()) {
            Map<String, Double> limits = new TreeMap<>();
            limits.put("producer_byte_rate", 1000.0 + random.nextInt(3));
            if (often()) {
                limits.put("request_percentage", 10.0 * (1 + random.nextInt(3)));
            }
            cluster.quotas.put(Map.of("user", often() ? Optional.of(user) : Optional.empty()), limits);
        }
        if (often()) {
            cluster.users.put(user, Map.of("SCRAM-SHA-256", 4096));
        }
    }

    private boolean often() {
        return random.nextInt(3) > 0;
    }
}
