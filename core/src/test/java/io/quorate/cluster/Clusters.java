// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Uuid;

/** Clusters built by hand, for tests. */
public final class Clusters {
    public static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private Clusters() {}

    /** Brokers 1 to {@code count}, all online. */
    public static Observed<List<Broker>> brokers(int count) {
        Broker[] brokers = new Broker[count];
        Arrays.setAll(brokers, i -> broker(i + 1));
        return Observed.present(List.of(brokers));
    }

    public static Broker broker(int nodeId) {
        return new Broker(nodeId, new Endpoint("localhost", 9000 + nodeId), null, false);
    }

    /** A voter that was last caught up this long before now. */
    public static QuorumReplica voter(int nodeId, Duration behind) {
        return new QuorumReplica(
                nodeId,
                Uuid.ZERO_UUID,
                new QuorumReplica.Progress(100, Optional.of(NOW), Optional.of(NOW.minus(behind))));
    }

    /** A voter of which nobody knows how far it is. */
    public static QuorumReplica silentVoter(int nodeId) {
        return new QuorumReplica(
                nodeId, Uuid.ZERO_UUID, new QuorumReplica.Progress(-1, Optional.empty(), Optional.empty()));
    }

    /** A quorum that the first voter leads. */
    public static MetadataQuorum quorum(QuorumReplica... voters) {
        return new MetadataQuorum(
                new MetadataQuorum.Leadership(voters[0].nodeId(), 7, 100), List.of(voters), List.of(), Map.of());
    }

    /** Voters 1 to {@code count}, all caught up, led by 1. */
    public static MetadataQuorum quorum(int count) {
        QuorumReplica[] voters = new QuorumReplica[count];
        Arrays.setAll(voters, i -> voter(i + 1, Duration.ZERO));
        return quorum(voters);
    }

    /** The next partition of a topic, led by the first of its ISR. */
    public static Partition partition(int index, List<Integer> replicas, List<Integer> isr) {
        return Partition.builder(index)
                .replicas(replicas)
                .isr(isr)
                .leader(isr.isEmpty() ? Partition.NO_LEADER : isr.get(0))
                .build();
    }

    public static Topic topic(String name, Partition... partitions) {
        Topic.Builder topic = Topic.builder(name);
        Arrays.stream(partitions).forEach(topic::partition);
        return topic.build();
    }

    public static Observed<Map<String, Topic>> topics(Topic... topics) {
        Map<String, Topic> byName = new HashMap<>();
        Arrays.stream(topics).forEach(topic -> byName.put(topic.name(), topic));
        return Observed.present(byName);
    }

    public static ConfigSet minIsr(int value) {
        return new ConfigSet(Map.of(
                "min.insync.replicas", new ConfigValue(String.valueOf(value), ConfigValue.Source.DYNAMIC_TOPIC)));
    }

    /** The topics, each with the same {@code min.insync.replicas}, on as many caught-up combined nodes as are asked for. */
    public static ClusterState healthy(int nodes, int minIsr, Topic... topics) {
        Map<String, ConfigSet> configs = new HashMap<>();
        Arrays.stream(topics).forEach(topic -> configs.put(topic.name(), minIsr(minIsr)));
        return ClusterState.builder("cluster", NOW)
                .brokers(brokers(nodes))
                .quorum(Observed.present(quorum(nodes)))
                .topics(topics(topics))
                .topicConfigs(Observed.present(configs))
                .build();
    }

    public static Gap gap(String subject) {
        return new Gap(subject, Gap.Kind.UNREACHABLE, "TimeoutException: no answer");
    }
}
