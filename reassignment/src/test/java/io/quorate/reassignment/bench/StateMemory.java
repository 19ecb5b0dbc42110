// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.bench;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Endpoint;
import io.quorate.cluster.LogDir;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import io.quorate.reassignment.plan.ReplicaMap;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * What a cluster of a million partitions takes in memory as a {@link ClusterState}, with the size of each replica in its
 * broker's log dir, and as the {@link ReplicaMap} that plans are made of. Argument: the number of partitions.
 */
final class StateMemory {
    private static final int BROKERS = 1000;
    private static final int PER_TOPIC = 256;
    private static final int REPLICAS = 3;

    private StateMemory() {}

    public static void main(String[] arguments) {
        int partitions = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
        double empty = heap();
        ClusterState state = state(partitions);
        double seen = heap();
        ReplicaMap map = ReplicaMap.of(state);
        double both = heap();
        System.out.printf(
                "%d partitions, %d replicas: ClusterState %.0f MB, ReplicaMap %.0f MB%n",
                map.partitionCount(), map.slotCount(), seen - empty, both - seen);
        if (state.topics().value().isEmpty()) {
            throw new IllegalStateException("The state must live until here.");
        }
    }

    private static ClusterState state(int partitions) {
        Map<String, Topic> topics = new HashMap<>();
        for (int first = 0; first < partitions; first += PER_TOPIC) {
            Topic.Builder topic = Topic.builder(name(first)).id(new Uuid(1, first));
            for (int i = 0; i < Math.min(PER_TOPIC, partitions - first); i++) {
                List<Integer> nodes = nodes(first + i);
                topic.partition(Partition.builder(i)
                        .replicas(nodes)
                        .isr(nodes)
                        .leader(nodes.get(0))
                        .build());
            }
            topics.put(name(first), topic.build());
        }
        List<Broker> brokers = new ArrayList<>();
        Map<Integer, List<LogDir>> dirs = new HashMap<>();
        for (int node = 0; node < BROKERS; node++) {
            brokers.add(new Broker(node, new Endpoint("host" + node, 9092), "r" + node % 10, false));
            dirs.put(node, List.of(dir(node, partitions)));
        }
        return ClusterState.builder("cluster", Instant.EPOCH)
                .brokers(Observed.present(brokers))
                .topics(Observed.present(topics))
                .logDirs(Observed.present(dirs))
                .build();
    }

    private static LogDir dir(int node, int partitions) {
        Map<TopicPartition, Long> sizes = new HashMap<>();
        // The replicas of a partition are on a broker and the two after it.
        for (int replica = 0; replica < REPLICAS; replica++) {
            for (int partition = Math.floorMod(node - replica, BROKERS); partition < partitions; partition += BROKERS) {
                int first = partition / PER_TOPIC * PER_TOPIC;
                sizes.put(new TopicPartition(name(first), partition - first), 200L << 20);
            }
        }
        return new LogDir("/data", Optional.empty(), Optional.of(new LogDir.Space(1L << 44, 1L << 43)), sizes);
    }

    private static List<Integer> nodes(int partition) {
        return List.of(partition % BROKERS, (partition + 1) % BROKERS, (partition + 2) % BROKERS);
    }

    private static String name(int first) {
        return String.format("topic-%06d", first / PER_TOPIC);
    }

    private static double heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }
}
