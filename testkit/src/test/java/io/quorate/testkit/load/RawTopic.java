// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import io.quorate.testkit.cluster.TestCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic of one partition as someone sees it who goes round the workload: to put faults into it. */
final class RawTopic {
    private final TestCluster cluster;
    private final TopicPartition partition;

    private RawTopic(TestCluster cluster, String name) {
        this.cluster = cluster;
        this.partition = new TopicPartition(name, 0);
    }

    static RawTopic create(TestCluster cluster, String name) throws Exception {
        createTopic(cluster, name, 1);
        return new RawTopic(cluster, name);
    }

    static void createTopic(TestCluster cluster, String name, int partitions) throws Exception {
        NewTopic topic = new NewTopic(name, partitions, (short) 3).configs(Map.of("min.insync.replicas", "2"));
        cluster.admin().createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
    }

    long end() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            return consumer.endOffsets(List.of(partition), Duration.ofSeconds(10))
                    .getOrDefault(partition, 0L);
        }
    }

    /** Returns the values at the offsets from the first, inclusive, to the last, exclusive; nothing else may be in there. */
    List<byte[]> values(long from, long to) {
        List<byte[]> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, from);
            for (int polls = 0; polls < 100 && values.size() < to - from; polls++) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.offset() < to) {
                        values.add(record.value());
                    }
                }
            }
        }
        if (values.size() != to - from) {
            throw new AssertionError("read %d records from %d to %d".formatted(values.size(), from, to));
        }
        return values;
    }

    void append(List<byte[]> values) throws Exception {
        Map<String, Object> config = new HashMap<>(cluster.clientConfig());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (byte[] value : values) {
                producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), null, value))
                        .get(30, TimeUnit.SECONDS);
            }
        }
    }

    void deleteBefore(long offset) throws Exception {
        cluster.admin()
                .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                .all()
                .get(30, TimeUnit.SECONDS);
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                new HashMap<>(cluster.clientConfig()), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
