// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Endpoint;
import io.quorate.cluster.LogDir;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Partition;
import io.quorate.cluster.QuorumReplica;
import io.quorate.cluster.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Clusters made by hand, and changes of them. Every method returns a new state. */
public final class States {
    public static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    public static final String MIN_ISR = "min.insync.replicas";
    private static final long GIGABYTE = 1L << 30;

    private States() {}

    /**
     * Combined nodes, all online, with a dynamic quorum in which the first votes and the others follow; no topics, a default
     * of {@code min.insync.replicas=1}, and a log dir of a gigabyte each.
     */
    public static ClusterState cluster(int... nodes) {
        ClusterState state = ClusterState.builder("cluster", NOW)
                .brokers(Observed.present(List.of()))
                .topics(Observed.present(Map.of()))
                .topicConfigs(Observed.present(Map.of()))
                .brokerConfigs(Observed.present(Map.of()))
                .clusterDefaults(Observed.present(new ConfigSet(Map.of())))
                .reassignments(Observed.present(List.of()))
                .logDirs(Observed.present(Map.of()))
                .features(Observed.present(new ClusterFeatures(Map.of("kraft.version", 1, "metadata.version", 30))))
                .quorum(Observed.present(quorum(List.of(nodes[0]), List.of())))
                .build();
        for (int node : nodes) {
            state = withBroker(state, new Broker(node, new Endpoint("host" + node, 9092), null, false));
        }
        int[] others = Arrays.copyOfRange(nodes, 1, nodes.length);
        return withQuorum(
                state, quorum(List.of(nodes[0]), Arrays.stream(others).boxed().toList()));
    }

    /** A combined node with a log dir of a gigabyte; one with the same id is replaced. */
    public static ClusterState withBroker(ClusterState state, Broker broker) {
        List<Broker> brokers = new ArrayList<>(state.brokers().orElse(List.of()));
        brokers.removeIf(found -> found.nodeId() == broker.nodeId());
        brokers.add(broker);
        ClusterState with = state.toBuilder().brokers(Observed.present(brokers)).build();
        if (broker.fenced()) {
            return with;
        }
        with = withBrokerConfig(with, broker.nodeId(), "process.roles", "broker,controller");
        with = withBrokerConfig(with, broker.nodeId(), "controller.listener.names", "CONTROLLER");
        with = withBrokerConfig(
                with, broker.nodeId(), "listeners", "PLAINTEXT://:9092,CONTROLLER://host" + broker.nodeId() + ":9093");
        with = withBrokerConfig(with, broker.nodeId(), MIN_ISR, "1");
        return withLogDirs(with, broker.nodeId(), dir("/data", GIGABYTE));
    }

    public static ClusterState withRack(ClusterState state, int node, String rack) {
        return withBroker(state, new Broker(node, new Endpoint("host" + node, 9092), rack, false));
    }

    public static ClusterState fence(ClusterState state, int node) {
        return withBroker(state, new Broker(node, new Endpoint("host" + node, 9092), null, true));
    }

    /** A topic whose replicas are all in sync and whose first replicas lead, with {@code min.insync.replicas=1}. */
    @SafeVarargs
    public static ClusterState withTopic(ClusterState state, String name, List<Integer>... replicas) {
        List<List<Integer>> all = new ArrayList<>();
        for (List<Integer> nodes : replicas) {
            all.add(nodes);
        }
        return withTopic(state, name, all);
    }

    public static ClusterState withTopic(ClusterState state, String name, Collection<List<Integer>> replicas) {
        Topic.Builder topic = Topic.builder(name).id(idOf(name));
        int index = 0;
        for (List<Integer> nodes : replicas) {
            topic.partition(Partition.builder(index++)
                    .replicas(nodes)
                    .isr(nodes)
                    .leader(nodes.get(0))
                    .build());
        }
        return withMinIsr(withTopic(state, topic.build()), name, 1, ConfigValue.Source.DEFAULT);
    }

    public static ClusterState withTopic(ClusterState state, Topic topic) {
        return state.toBuilder()
                .topics(with(state.topics(), topic.name(), topic))
                .build();
    }

    /** The same name has the same id. */
    public static Uuid idOf(String topic) {
        return new Uuid(7, topic.hashCode());
    }

    public static ClusterState edit(
            ClusterState state, TopicPartition partition, UnaryOperator<Partition.Builder> change) {
        Topic before = state.topic(partition.topic()).orElseThrow();
        Topic.Builder after = Topic.builder(before.name()).id(before.id());
        before.partitions()
                .forEach(found -> after.partition(
                        found.index() == partition.partition()
                                ? change.apply(found.toBuilder()).build()
                                : found));
        return withTopic(state, after.build());
    }

    public static ClusterState withMinIsr(ClusterState state, String topic, int value, ConfigValue.Source source) {
        return state.toBuilder()
                .topicConfigs(with(
                        state.topicConfigs(),
                        topic,
                        new ConfigSet(Map.of(MIN_ISR, new ConfigValue(String.valueOf(value), source)))))
                .build();
    }

    public static ClusterState withBrokerConfig(ClusterState state, int node, String key, String value) {
        ConfigSet before = state.brokerConfigs().orElse(Map.of()).getOrDefault(node, new ConfigSet(Map.of()));
        Map<String, ConfigValue> values = new HashMap<>(before.values());
        values.put(key, new ConfigValue(value, ConfigValue.Source.STATIC_BROKER));
        return state.toBuilder()
                .brokerConfigs(with(state.brokerConfigs(), node, new ConfigSet(values)))
                .build();
    }

    /** {@code min.insync.replicas} of every broker. */
    public static ClusterState withDefaultMinIsr(ClusterState state, int value) {
        ClusterState with = state;
        for (int node : state.brokerConfigs().orElse(Map.of()).keySet()) {
            with = withBrokerConfig(with, node, MIN_ISR, String.valueOf(value));
        }
        return with;
    }

    public static ClusterState withLogDirs(ClusterState state, int node, LogDir... dirs) {
        return state.toBuilder()
                .logDirs(with(state.logDirs(), node, List.of(dirs)))
                .build();
    }

    public static LogDir dir(String path, long usable) {
        return new LogDir(
                path, Optional.empty(), Optional.of(new LogDir.Space(Math.max(usable, GIGABYTE), usable)), Map.of());
    }

    /** Puts a replica into the first log dir of a node. */
    public static ClusterState withSize(ClusterState state, TopicPartition partition, int node, long bytes) {
        List<LogDir> dirs = new ArrayList<>(state.logDirs().orElse(Map.of()).getOrDefault(node, List.of()));
        LogDir first = dirs.remove(0);
        Map<TopicPartition, Long> sizes = new HashMap<>(first.sizes());
        sizes.put(partition, bytes);
        dirs.add(0, new LogDir(first.path(), first.problem(), first.space(), sizes));
        return withLogDirs(state, node, dirs.toArray(new LogDir[0]));
    }

    /** A partition that is being reassigned: its replicas are those it had, in their order, and then the new ones. */
    public static ClusterState reassigning(
            ClusterState state, TopicPartition partition, List<Integer> adding, List<Integer> removing) {
        List<Integer> replicas = new ArrayList<>(state.topic(partition.topic())
                .orElseThrow()
                .partition(partition.partition())
                .replicas());
        replicas.addAll(adding);
        List<OngoingReassignment> all = new ArrayList<>(state.reassignments().orElse(List.of()));
        all.add(new OngoingReassignment(partition, replicas, adding, removing));
        return edit(state, partition, found -> found.replicas(replicas)).toBuilder()
                .reassignments(Observed.present(all))
                .build();
    }

    public static ClusterState withQuorum(ClusterState state, MetadataQuorum quorum) {
        return state.toBuilder().quorum(Observed.present(quorum)).build();
    }

    public static ClusterState withKraftVersion(ClusterState state, int version) {
        return state.toBuilder()
                .features(Observed.present(new ClusterFeatures(Map.of("kraft.version", version))))
                .build();
    }

    public static MetadataQuorum quorum(List<Integer> voters, List<Integer> observers) {
        return new MetadataQuorum(
                new MetadataQuorum.Leadership(voters.get(0), 1, 100),
                voters.stream().map(States::caughtUp).toList(),
                observers.stream().map(States::caughtUp).toList(),
                Map.of());
    }

    public static QuorumReplica caughtUp(int node) {
        return new QuorumReplica(
                node, new Uuid(9, node), new QuorumReplica.Progress(100, Optional.of(NOW), Optional.of(NOW)));
    }

    private static <K, V> Observed<Map<K, V>> with(Observed<Map<K, V>> section, K key, V value) {
        Map<K, V> all = new HashMap<>(section.orElse(Map.of()));
        all.put(key, value);
        return Observed.of(all, section.gaps());
    }
}
