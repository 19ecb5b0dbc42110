// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.plan;

import io.quorate.backup.AccessBackup;
import io.quorate.backup.ClusterBackup;
import io.quorate.backup.ConfigBackup;
import io.quorate.backup.ConfigScope;
import io.quorate.backup.GroupBackup;
import io.quorate.backup.LogRange;
import io.quorate.backup.OffsetBackup;
import io.quorate.backup.QuotaBackup;
import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Clusters;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Endpoint;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Topic;
import io.quorate.group.CommittedOffset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBinding;

/** A cluster in memory that does what steps say, as brokers would. */
final class SimulatedCluster {
    static final Map<String, String> TOPIC_DEFAULTS = Map.of(
            "retention.ms", "604800000",
            "cleanup.policy", "delete",
            "min.insync.replicas", "1",
            "segment.bytes", "1073741824",
            "compression.type", "producer");

    final String clusterId;
    final int brokers;
    final Map<String, SimulatedTopic> topics = new TreeMap<>();
    final Map<String, Group> groups = new TreeMap<>();
    final Map<ConfigScope, Map<String, Map<String, String>>> configs = new TreeMap<>();
    final List<AclBinding> acls = new ArrayList<>();
    final Map<Map<String, Optional<String>>, Map<String, Double>> quotas = new HashMap<>();
    final Map<String, Map<String, Integer>> users = new TreeMap<>();

    SimulatedCluster(String clusterId, int brokers) {
        this.clusterId = clusterId;
        this.brokers = brokers;
        for (ConfigScope scope : ConfigScope.values()) {
            configs.put(scope, new TreeMap<>());
        }
    }

    /** Topic orders with ten records, from offset 0 and time 95 on, of which group billing has read some. */
    void billed(long offset) {
        List<Long> times = LongStream.range(95, 105).boxed().toList();
        topics.put("orders", new SimulatedTopic(Uuid.randomUuid(), List.of(List.of(1)), List.of(new Log(0, times))));
        standing(GroupState.EMPTY, offset);
    }

    /** How far group billing has read topic orders. */
    void standing(GroupState state, long offset) {
        CommittedOffset commit = new CommittedOffset(offset, Optional.of(4), "m");
        groups.put("billing", new Group(state, Map.of(new TopicPartition("orders", 0), commit)));
    }

    /** A topic with what is in its logs. */
    record SimulatedTopic(Uuid id, List<List<Integer>> replicas, List<Log> logs) {
        static SimulatedTopic of(List<List<Integer>> replicas) {
            List<Log> logs = new ArrayList<>();
            replicas.forEach(any -> logs.add(new Log(0, new ArrayList<>())));
            return new SimulatedTopic(Uuid.randomUuid(), new ArrayList<>(replicas), logs);
        }
    }

    /** The timestamps of the records from the first offset on. */
    record Log(long start, List<Long> times) {
        long end() {
            return start + times.size();
        }

        LogRange range() {
            return new LogRange(start, end());
        }

        long firstNotOlder(Instant time) {
            for (int i = 0; i < times.size(); i++) {
                if (times.get(i) >= time.toEpochMilli()) {
                    return start + i;
                }
            }
            return -1;
        }

        /** The highest timestamp up to an offset: what the export finds by bisection. */
        Optional<Instant> timeAt(long offset) {
            if (!range().contains(offset)) {
                return Optional.empty();
            }
            return times.subList(0, (int) Math.min(times.size(), offset - start + 1)).stream()
                    .max(Long::compare)
                    .map(Instant::ofEpochMilli);
        }
    }

    record Group(GroupState state, Map<TopicPartition, CommittedOffset> commits) {}

    Log log(TopicPartition partition) {
        return Objects.requireNonNull(topics.get(partition.topic())).logs().get(partition.partition());
    }

    ClusterState state() {
        List<Broker> nodes = new ArrayList<>();
        for (int id = 1; id <= brokers; id++) {
            nodes.add(new Broker(id, new Endpoint("localhost", 9000 + id), "rack-" + id, false));
        }
        Map<String, Topic> seen = new HashMap<>();
        Map<String, ConfigSet> effective = new HashMap<>();
        topics.forEach((name, topic) -> {
            Topic.Builder one = Topic.builder(name).id(topic.id());
            for (int index = 0; index < topic.replicas().size(); index++) {
                List<Integer> replicas = topic.replicas().get(index);
                one.partition(Clusters.partition(index, replicas, replicas));
            }
            seen.put(name, one.build());
            Map<String, ConfigValue> values = new HashMap<>();
            TOPIC_DEFAULTS.forEach((key, value) -> values.put(key, new ConfigValue(value, ConfigValue.Source.DEFAULT)));
            set(ConfigScope.TOPIC, name)
                    .forEach((key, value) -> values.put(key, new ConfigValue(value, ConfigValue.Source.DYNAMIC_TOPIC)));
            effective.put(name, new ConfigSet(values));
        });
        return ClusterState.builder(clusterId, Clusters.NOW)
                .brokers(Observed.present(nodes))
                .features(Observed.present(new ClusterFeatures(Map.of("metadata.version", 30))))
                .topics(Observed.present(seen))
                .topicConfigs(Observed.present(effective))
                .build();
    }

    private Map<String, String> set(ConfigScope scope, String name) {
        return Objects.requireNonNull(configs.get(scope)).computeIfAbsent(name, any -> new TreeMap<>());
    }

    ClusterBackup backup() {
        Map<String, GroupBackup> saved = new TreeMap<>();
        groups.forEach((id, group) -> {
            Map<TopicPartition, OffsetBackup> offsets = new HashMap<>();
            group.commits()
                    .forEach((partition, commit) -> offsets.put(
                            partition,
                            new OffsetBackup(
                                    commit,
                                    log(partition).timeAt(commit.offset()),
                                    Optional.of(log(partition).range()))));
            saved.put(id, new GroupBackup(GroupType.CLASSIC, group.state(), Observed.present(offsets)));
        });
        List<QuotaBackup> limits = new ArrayList<>();
        quotas.forEach((entity, limit) -> limits.add(new QuotaBackup(entity, limit)));
        ClusterBackup.Builder backup = ClusterBackup.of(state(), Observed.present(Map.of())).toBuilder()
                .groups(Observed.present(saved))
                .access(new AccessBackup(Observed.present(acls), Observed.present(limits), Observed.present(users)));
        for (ConfigScope scope : ConfigScope.values()) {
            if (scope != ConfigScope.TOPIC) {
                Map<String, ConfigBackup> all = new TreeMap<>();
                Objects.requireNonNull(configs.get(scope))
                        .forEach((name, values) -> all.put(name, ConfigBackup.of(values)));
                backup.configs(scope, Observed.present(all));
            }
        }
        return backup.build();
    }

    RestoreTarget target(ClusterBackup backup) {
        Map<TopicPartition, Observed<LogRange>> logs = new HashMap<>();
        Map<PartitionTime, Observed<Long>> byTime = new HashMap<>();
        topics.forEach((name, topic) -> {
            for (int index = 0; index < topic.logs().size(); index++) {
                logs.put(
                        new TopicPartition(name, index),
                        Observed.present(topic.logs().get(index).range()));
            }
        });
        backup.groups().orElse(Map.of()).values().forEach(group -> group.offsets()
                .orElse(Map.of())
                .forEach((partition, offset) -> offset.recordTime()
                        .filter(at -> logs.containsKey(partition))
                        .ifPresent(at -> byTime.put(
                                new PartitionTime(partition, at),
                                Observed.present(log(partition).firstNotOlder(at))))));
        return new RestoreTarget(state(), backup(), logs, byTime);
    }

    RestorePlan plan(ClusterBackup backup, RestoreOptions options) {
        return RestorePlanner.plan(backup, target(backup), options);
    }

    void apply(RestorePlan plan) {
        plan.writes().forEach(this::apply);
    }

    private void apply(RestoreStep step) {
        if (step instanceof RestoreStep.CreateTopic create) {
            if (topics.containsKey(create.topic())) {
                throw new IllegalStateException(create.topic() + " exists");
            }
            topics.put(create.topic(), SimulatedTopic.of(create.replicas()));
            set(ConfigScope.TOPIC, create.topic()).putAll(create.configs());
        } else if (step instanceof RestoreStep.AddPartitions add) {
            SimulatedTopic topic = Objects.requireNonNull(topics.get(add.topic()));
            while (topic.replicas().size() < add.to()) {
                topic.replicas().add(topic.replicas().get(0));
                topic.logs().add(new Log(0, new ArrayList<>()));
            }
        } else if (step instanceof RestoreStep.SetConfigs set) {
            set(set.scope(), set.name()).putAll(set.values());
        } else if (step instanceof RestoreStep.SetQuota set) {
            quotas.computeIfAbsent(set.quota().entity(), any -> new TreeMap<>())
                    .putAll(set.quota().limits());
        } else if (step instanceof RestoreStep.CreateAcl create) {
            acls.add(create.acl());
        } else if (step instanceof RestoreStep.CommitOffsets commit) {
            groups.computeIfAbsent(commit.group(), any -> new Group(GroupState.EMPTY, new HashMap<>()))
                    .commits()
                    .putAll(commit.commits());
        } else {
            throw new IllegalStateException("no step that writes: " + step);
        }
    }

    /** Everything but the topics with their records, and what nobody can restore. */
    void forgetAllButTopics() {
        groups.clear();
        acls.clear();
        quotas.clear();
        configs.forEach((scope, all) -> {
            if (scope != ConfigScope.TOPIC) {
                all.clear();
            }
        });
    }

    void wipe() {
        forgetAllButTopics();
        topics.clear();
        Objects.requireNonNull(configs.get(ConfigScope.TOPIC)).clear();
    }
}
