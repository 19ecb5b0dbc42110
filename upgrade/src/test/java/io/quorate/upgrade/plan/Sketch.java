// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Endpoint;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Partition;
import io.quorate.cluster.QuorumReplica;
import io.quorate.cluster.Topic;
import io.quorate.upgrade.version.DetectedVersion;
import io.quorate.upgrade.version.Era;
import io.quorate.upgrade.version.KafkaVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;

/** A cluster drawn by hand: brokers in racks, controllers, partitions with their ISR. */
final class Sketch {
    static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private final Map<Integer, String> racks = new TreeMap<>();
    private final Map<String, Topic.Builder> topics = new TreeMap<>();
    private final Map<String, Integer> partitions = new HashMap<>();
    private final Map<String, Integer> minIsr = new HashMap<>();
    private final Map<Integer, Duration> voters = new TreeMap<>();
    private final Set<Integer> fenced = new TreeSet<>();
    private final Map<String, Integer> levels = new HashMap<>();
    private final Map<Integer, ConfigSet> brokerConfigs = new TreeMap<>();
    private final Map<String, String> clusterDefaults = new HashMap<>();
    private int leader = -1;

    /** Brokers 1 to {@code count}, in racks a, b, c in turn. */
    static Sketch ofBrokers(int count) {
        Sketch sketch = new Sketch();
        for (int id = 1; id <= count; id++) {
            sketch.racks.put(id, String.valueOf((char) ('a' + (id - 1) % 3)));
        }
        return sketch;
    }

    /** The first is the active one; all are caught up. */
    Sketch voters(int... ids) {
        leader = ids[0];
        for (int id : ids) {
            voters.put(id, Duration.ZERO);
        }
        return this;
    }

    Sketch behind(int voter, Duration by) {
        voters.put(voter, by);
        return this;
    }

    Sketch leader(int id) {
        leader = id;
        return this;
    }

    Sketch fenced(int id) {
        fenced.add(id);
        return this;
    }

    Sketch level(String feature, int level) {
        levels.put(feature, level);
        return this;
    }

    Sketch clusterDefault(String key, String value) {
        clusterDefaults.put(key, value);
        return this;
    }

    Sketch brokerConfig(int id, String key, String value) {
        Map<String, ConfigValue> values = new HashMap<>();
        ConfigSet before = brokerConfigs.get(id);
        if (before != null) {
            values.putAll(before.values());
        }
        values.put(key, new ConfigValue(value, ConfigValue.Source.STATIC_BROKER));
        brokerConfigs.put(id, new ConfigSet(values));
        return this;
    }

    Sketch topic(String name, int minInSyncReplicas) {
        topics.put(name, Topic.builder(name));
        minIsr.put(name, minInSyncReplicas);
        return this;
    }

    /** The next partition of a topic, with every replica in sync. */
    Sketch partition(String topic, Integer... replicas) {
        return partition(topic, List.of(replicas), List.of(replicas));
    }

    Sketch partition(String topic, List<Integer> replicas, List<Integer> isr) {
        int index = partitions.merge(topic, 1, Integer::sum) - 1;
        java.util.Objects.requireNonNull(topics.get(topic))
                .partition(Partition.builder(index)
                        .replicas(replicas)
                        .isr(isr)
                        .leader(isr.isEmpty() ? Partition.NO_LEADER : isr.get(0))
                        .build());
        return this;
    }

    ClusterState state() {
        return builder().build();
    }

    ClusterState.Builder builder() {
        List<Broker> brokers = new ArrayList<>();
        racks.forEach((id, rack) ->
                brokers.add(new Broker(id, new Endpoint("localhost", 9000 + id), rack, fenced.contains(id))));
        Map<String, Topic> built = new TreeMap<>();
        topics.forEach((name, topic) -> built.put(name, topic.build()));
        Map<String, ConfigSet> configs = new HashMap<>();
        minIsr.forEach((name, value) -> configs.put(
                name,
                new ConfigSet(Map.of(
                        "min.insync.replicas",
                        new ConfigValue(String.valueOf(value), ConfigValue.Source.DYNAMIC_TOPIC)))));
        Map<String, ConfigValue> defaults = new HashMap<>();
        clusterDefaults.forEach(
                (key, value) -> defaults.put(key, new ConfigValue(value, ConfigValue.Source.DYNAMIC_CLUSTER_DEFAULT)));
        return ClusterState.builder("cluster", NOW)
                .brokers(Observed.present(brokers))
                .topics(Observed.present(built))
                .topicConfigs(Observed.present(configs))
                .quorum(Observed.present(quorum()))
                .features(Observed.present(new ClusterFeatures(levels)))
                .reassignments(Observed.present(List.of()))
                .brokerConfigs(Observed.present(brokerConfigs))
                .clusterDefaults(Observed.present(new ConfigSet(defaults)))
                .logDirs(Observed.present(Map.of()));
    }

    private MetadataQuorum quorum() {
        List<QuorumReplica> replicas = new ArrayList<>();
        voters.forEach((id, behind) -> replicas.add(replica(id, behind)));
        List<QuorumReplica> observers = racks.keySet().stream()
                .filter(id -> !voters.containsKey(id))
                .map(id -> replica(id, Duration.ZERO))
                .toList();
        return new MetadataQuorum(new MetadataQuorum.Leadership(leader, 7, 100), replicas, observers, Map.of());
    }

    private static QuorumReplica replica(int id, Duration behind) {
        return new QuorumReplica(
                id, Uuid.ZERO_UUID, new QuorumReplica.Progress(100, Optional.of(NOW), Optional.of(NOW.minus(behind))));
    }

    /** A survey in which every node runs the same release. */
    UpgradeSurvey.Builder survey(Era era, String release) {
        Map<Integer, DetectedVersion> versions = new TreeMap<>();
        Set<Integer> all = new TreeSet<>(racks.keySet());
        all.addAll(voters.keySet());
        all.forEach(id -> versions.put(id, DetectedVersion.ofExact(id, KafkaVersion.of(release), "the test says so")));
        return UpgradeSurvey.builder(state(), era).versions(versions);
    }
}
