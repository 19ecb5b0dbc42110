// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Partition;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.cluster.TestNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What tests on real brokers do to them, through a client of their own: it knows every node and asks again soon who there
 * is, so that the death of the one node that it happened to know first does not cut it off.
 */
public final class Live implements AutoCloseable {
    public static final Duration LONG_ENOUGH = Duration.ofSeconds(40);
    public static final Duration CALL = Duration.ofSeconds(5);

    private static final int LOOKS_IN_A_ROW = 4;

    private final TestCluster cluster;
    private final Admin admin;
    private final ClusterCondition everybodyOnline;

    public Live(TestCluster cluster) {
        this.cluster = cluster;
        Map<String, Object> config = new HashMap<>(cluster.clientConfig());
        config.put("metadata.max.age.ms", "500");
        this.admin = Admin.create(config);
        this.everybodyOnline = ClusterConditions.brokersOnline(cluster.nodes().stream()
                .filter(node -> node.clientEndpoint().isPresent())
                .map(TestNode::nodeId)
                .collect(Collectors.toSet()));
        await(everybodyOnline);
    }

    public Admin admin() {
        return admin;
    }

    @Override
    public void close() {
        admin.close();
    }

    public ClusterObserver observer() {
        return ClusterObserver.builder(admin).callTimeout(CALL).build();
    }

    /** Looks without asking each broker: one that has just died would hold up every look for a call time-out. */
    public ClusterState await(ClusterCondition condition) {
        return quickly().await(condition, LONG_ENOUGH);
    }

    /** Brokers hear of a change one after the other, and each look may ask another. */
    public ClusterState awaitEverywhere(ClusterCondition condition) {
        return quickly().inARow(LOOKS_IN_A_ROW).await(condition, LONG_ENOUGH);
    }

    private ClusterWatch quickly() {
        return ClusterWatch.using(ClusterObserver.builder(admin)
                .callTimeout(CALL)
                .sections(EnumSet.complementOf(EnumSet.of(Section.BROKER_CONFIGS, Section.LOG_DIRS)))
                .build());
    }

    /**
     * Everything there is to see, once all brokers are there and the topics are settled: each broker that is asked may have
     * heard of less.
     */
    public ClusterState observe(String... settled) {
        return ClusterWatch.using(observer()).await(everybodyOnline.and(settled(settled)), LONG_ENOUGH);
    }

    /** Partition i has the replicas that stand at i. Waits until everybody has joined the ISR, and the configs are known. */
    public void topic(String name, List<List<Integer>> replicas, Map<String, String> configs) {
        Map<Integer, List<Integer>> assignment = new HashMap<>();
        for (int index = 0; index < replicas.size(); index++) {
            assignment.put(index, replicas.get(index));
        }
        get(admin.createTopics(List.of(new NewTopic(name, assignment).configs(configs)))
                .all());
        awaitEverywhere(seen(name).and(ClusterConditions.everyIsrFull(name::equals)));
    }

    public static Map<String, String> minIsr(int value) {
        return Map.of("min.insync.replicas", String.valueOf(value));
    }

    public static Partition partition(ClusterState state, String topic) {
        return state.topic(topic).orElseThrow().partition(0);
    }

    /** Fenced, and out of every ISR but those that it is alone in: another broker may hear of the two at another time. */
    public static ClusterCondition offline(int... nodeIds) {
        return seen().and(state -> Arrays.stream(nodeIds)
                .filter(id -> state.onlineBrokers().contains(id) || isCountedOn(state, id))
                .mapToObj(id -> "broker " + id + " is still taken for alive")
                .toList());
    }

    private static boolean isCountedOn(ClusterState state, int id) {
        return state.topics().orElse(Map.of()).values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .anyMatch(partition -> partition.leader() == id
                        || (partition.isr().size() > 1 && partition.isr().contains(id)));
    }

    /** Topics are there with their configs, whichever broker was asked for which, and every ISR is full. */
    public static ClusterCondition settled(String... topics) {
        return seen(topics).and(ClusterConditions.everyIsrFull(name -> true));
    }

    /** A look that lacks a topic, or the configs of one, tells nothing about the others either. */
    private static ClusterCondition seen(String... topics) {
        return ClusterConditions.topicsExist(Set.of(topics))
                .and(state ->
                        state.topicConfigs().gaps().stream().map(Gap::describe).toList())
                .and(state -> Arrays.stream(topics)
                        .filter(topic -> state.minInSyncReplicas(topic).isEmpty())
                        .map(topic -> "no configs of topic " + topic)
                        .toList());
    }

    /** Writes with acks=all; throws what the producer said if one record was refused. */
    public void produce(String topic, int records, Duration deliveryTimeout) {
        Map<String, Object> config = new HashMap<>(cluster.clientConfig());
        config.put("acks", "all");
        config.put("linger.ms", 0);
        config.put("request.timeout.ms", (int) deliveryTimeout.toMillis());
        config.put("delivery.timeout.ms", (int) deliveryTimeout.toMillis());
        config.put("max.block.ms", (int) deliveryTimeout.toMillis());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = IntStream.range(0, records)
                    .mapToObj(i -> producer.send(new ProducerRecord<>(topic, 0, null, new byte[100])))
                    .toList();
            for (var future : sent) {
                future.get(60, TimeUnit.SECONDS);
            }
        } catch (ExecutionException e) {
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    public static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
