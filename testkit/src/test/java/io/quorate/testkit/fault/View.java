// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import io.quorate.testkit.cluster.TestCluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a client sees that speaks to some nodes only, and gives up soon. */
final class View implements AutoCloseable {
    private final Admin admin;
    private final Map<String, Object> config;

    private View(Map<String, Object> config) {
        this.config = config;
        this.admin = Admin.create(config);
    }

    /**
     * Asks a controller who leads, with a client of its own: one that was told of the former leader goes on asking that one,
     * and brokers go on waiting for its answer (controller.socket.timeout.ms).
     */
    static int activeControllerSeenBy(TestCluster cluster, int nodeId) throws Exception {
        Map<String, Object> config = config(cluster);
        config.remove("bootstrap.servers");
        config.put(
                "bootstrap.controllers",
                cluster.node(nodeId).controllerEndpoint().orElseThrow().address());
        try (Admin controller = Admin.create(config)) {
            return controller.describeMetadataQuorum().quorumInfo().get().leaderId();
        }
    }

    static View through(TestCluster cluster, int nodeId) {
        Map<String, Object> config = config(cluster);
        config.put(
                "bootstrap.servers",
                cluster.node(nodeId).clientEndpoint().orElseThrow().address());
        return new View(config);
    }

    private static Map<String, Object> config(TestCluster cluster) {
        Map<String, Object> config = new HashMap<>(cluster.clientConfig());
        config.put("request.timeout.ms", "1000");
        config.put("default.api.timeout.ms", "2000");
        return config;
    }

    /** Any node but this one. */
    static View besides(TestCluster cluster, int nodeId) {
        return through(cluster, nodeId == 1 ? 2 : 1);
    }

    Admin admin() {
        return admin;
    }

    TopicPartitionInfo partition(String topic) throws Exception {
        return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                .flatMap(description -> description.partitions().stream())
                .findFirst()
                .orElseThrow();
    }

    int leader(String topic) throws Exception {
        Node leader = partition(topic).leader();
        return leader == null ? -1 : leader.id();
    }

    Set<Integer> isr(String topic) throws Exception {
        return partition(topic).isr().stream().map(Node::id).collect(Collectors.toSet());
    }

    Set<Integer> brokers() throws Exception {
        return admin.describeCluster().nodes().get().stream().map(Node::id).collect(Collectors.toSet());
    }

    boolean hasOfflineLogDir(int nodeId) throws Exception {
        return admin.describeLogDirs(List.of(nodeId)).allDescriptions().get().values().stream()
                .flatMap(logDirs -> logDirs.values().stream())
                .anyMatch(logDir -> logDir.error() != null);
    }

    /** Waits for something to be seen; what cannot be asked is not seen yet. */
    Duration eventually(int seconds, Callable<Boolean> condition) throws Exception {
        return await(seconds, condition);
    }

    static Duration await(int seconds, Callable<Boolean> condition) throws Exception {
        long start = System.nanoTime();
        long end = start + Duration.ofSeconds(seconds).toNanos();
        Throwable last = null;
        while (System.nanoTime() < end) {
            try {
                if (condition.call()) {
                    return Duration.ofNanos(System.nanoTime() - start);
                }
            } catch (ExecutionException e) {
                last = e;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError("Not seen within " + seconds + " s", last);
    }

    Producer<byte[], byte[]> producer() {
        Map<String, Object> producing = new HashMap<>(config);
        producing.remove("default.api.timeout.ms");
        producing.put("request.timeout.ms", "20000");
        return new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends one record, and returns the time stamp that it got. */
    static long send(Producer<byte[], byte[]> producer, String topic, int bytes) throws Exception {
        return producer.send(new ProducerRecord<>(topic, 0, null, new byte[bytes]))
                .get()
                .timestamp();
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
