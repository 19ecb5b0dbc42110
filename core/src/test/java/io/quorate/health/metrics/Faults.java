// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.metrics;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Endpoint;
import io.quorate.cluster.Gap;
import io.quorate.cluster.LogDir;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Partition;
import io.quorate.cluster.QuorumReplica;
import io.quorate.cluster.Topic;
import io.quorate.group.LagSum;
import io.quorate.health.ClusterHealth;
import io.quorate.health.HealthCheck;
import io.quorate.health.HealthPolicy;
import io.quorate.health.group.GroupHealth;
import io.quorate.health.group.GroupStatus;
import io.quorate.health.group.LagTime;
import io.quorate.health.monitor.HealthSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Three combined nodes with two topics and a group, and what is wrong with them; in numbers that real clusters showed. */
final class Faults {
    static final Instant NOW = Instant.parse("2026-11-21T11:00:00Z");
    private static final Gap TIMEOUT = new Gap("quorum", Gap.Kind.UNREACHABLE, "TimeoutException: nobody answered");

    private final Set<Integer> dead = new HashSet<>();
    private final Map<String, ConfigSet> configs = new HashMap<>();
    private final List<OngoingReassignment> moving = new ArrayList<>();
    private Map<String, GroupHealth> groups = Map.of("billing", group("billing", GroupStatus.OK, 0));
    private double usable = 0.6;
    private Optional<String> diskProblem = Optional.empty();
    private boolean quorumReadable = true;

    private Faults() {
        minIsr("orders", 2);
        minIsr("audit", 2);
    }

    static Faults none() {
        return new Faults();
    }

    static ClusterHealth unreachable() {
        return ClusterHealth.unreachable(TIMEOUT, NOW);
    }

    Faults dead(Integer... nodeIds) {
        dead.addAll(Arrays.asList(nodeIds));
        return this;
    }

    Faults quorumUnreadable() {
        quorumReadable = false;
        return this;
    }

    Faults minIsr(String topic, int value) {
        configs.put(
                topic,
                new ConfigSet(Map.of(
                        "min.insync.replicas",
                        new ConfigValue(String.valueOf(value), ConfigValue.Source.DYNAMIC_TOPIC))));
        return this;
    }

    Faults minIsrUnknown(String topic) {
        configs.remove(topic);
        return this;
    }

    Faults moving(String topic, int partition) {
        moving.add(new OngoingReassignment(
                new TopicPartition(topic, partition), List.of(1, 2, 3, 4), List.of(4), List.of(1)));
        return this;
    }

    /** As a reassignment that was killed leaves it: nothing is moving, and the topic still lists replicas. */
    Faults throttleLeft(String topic) {
        configs.put(
                topic,
                new ConfigSet(Map.of(
                        "min.insync.replicas",
                        new ConfigValue("2", ConfigValue.Source.DYNAMIC_TOPIC),
                        "leader.replication.throttled.replicas",
                        new ConfigValue("0:1,0:2", ConfigValue.Source.DYNAMIC_TOPIC))));
        return this;
    }

    Faults disk(double usableRatio) {
        usable = usableRatio;
        return this;
    }

    Faults diskFailed() {
        diskProblem = Optional.of("KafkaStorageException: Input/output error");
        return this;
    }

    Faults groups(GroupHealth... all) {
        Map<String, GroupHealth> byId = new TreeMap<>();
        for (GroupHealth group : all) {
            byId.put(group.groupId(), group);
        }
        groups = byId;
        return this;
    }

    static GroupHealth group(String id, GroupStatus status, long lag) {
        return new GroupHealth(
                id,
                status,
                "as declared",
                Optional.of(new LagSum(lag, 0, 0, 0)),
                OptionalLong.of(lag),
                Optional.of(new LagTime(Duration.ofSeconds(lag), true)),
                OptionalInt.of(status == GroupStatus.STOPPED ? 0 : 2));
    }

    HealthSnapshot snapshot() {
        ClusterState state = state();
        HealthPolicy policy =
                HealthPolicy.builder().expectedBrokers(Set.of(1, 2, 3)).build();
        return HealthSnapshot.builder(HealthCheck.with(policy).check(state), NOW)
                .collectedIn(Duration.ofMillis(40))
                .state(state)
                .groups(Observed.present(groups))
                .build();
    }

    ClusterState state() {
        Map<String, Topic> topics = new HashMap<>();
        topics.put("orders", topic("orders", 6));
        topics.put("audit", topic("audit", 3));
        Map<Integer, List<LogDir>> dirs = new HashMap<>();
        List<Broker> brokers = new ArrayList<>();
        for (int id = 1; id <= 3; id++) {
            brokers.add(new Broker(id, new Endpoint("kafka-" + id, 9092), "rack" + id, dead.contains(id)));
            if (!dead.contains(id)) {
                Optional<String> problem = id == 2 ? diskProblem : Optional.empty();
                double ratio = id == 2 ? usable : 0.6;
                LogDir.Space space = new LogDir.Space(1_000_000, (long) (ratio * 1_000_000));
                dirs.put(id, List.of(new LogDir("/data", problem, Optional.of(space), Map.of())));
            }
        }
        return ClusterState.builder("4L6g3nShT-eMCtK--X86sw", NOW)
                .brokers(Observed.present(brokers))
                .quorum(quorumReadable ? Observed.present(quorum()) : Observed.unavailable(TIMEOUT))
                .features(Observed.present(features()))
                .topics(Observed.present(topics))
                .topicConfigs(Observed.present(configs))
                .brokerConfigs(Observed.present(Map.of()))
                .clusterDefaults(Observed.present(new ConfigSet(Map.of())))
                .reassignments(Observed.present(moving))
                .logDirs(Observed.present(dirs))
                .build();
    }

    private static ClusterFeatures features() {
        return new ClusterFeatures(Map.of("kraft.version", 1, "metadata.version", 30));
    }

    private MetadataQuorum quorum() {
        List<QuorumReplica> voters = new ArrayList<>();
        int leader = -1;
        for (int id = 1; id <= 3; id++) {
            boolean down = dead.contains(id);
            leader = leader < 0 && !down && dead.size() < 2 ? id : leader;
            Optional<Instant> seen = Optional.of(down ? NOW.minusSeconds(600) : NOW.minusMillis(200));
            voters.add(
                    new QuorumReplica(id, Uuid.ZERO_UUID, new QuorumReplica.Progress(down ? 4000 : 5000, seen, seen)));
        }
        return new MetadataQuorum(new MetadataQuorum.Leadership(leader, 7, 5000), voters, List.of(), Map.of());
    }

    private Topic topic(String name, int partitions) {
        Topic.Builder topic = Topic.builder(name).id(new Uuid(7, name.hashCode()));
        for (int index = 0; index < partitions; index++) {
            int first = index % 3 + 1;
            List<Integer> replicas = List.of(first, first % 3 + 1, (first + 1) % 3 + 1);
            List<Integer> alive = new ArrayList<>(replicas);
            alive.removeAll(dead);
            topic.partition(Partition.builder(index)
                    .replicas(replicas)
                    .isr(alive.isEmpty() ? replicas.subList(0, 1) : alive)
                    .leader(alive.isEmpty() ? Partition.NO_LEADER : alive.get(0))
                    .build());
        }
        return topic.build();
    }
}
