// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;

/** Writes the numbers from 0 on, one after the other, with {@code acks=all}, and reads back which arrived. */
final class Numbers implements AutoCloseable {
    private final Map<String, Object> client;
    private final String topic;
    private final KafkaProducer<Integer, Integer> producer;
    private final Thread thread;
    private volatile boolean ended;
    private volatile int acknowledged;
    private volatile Throwable failure = new IllegalStateException("not ended");

    private Numbers(Map<String, Object> client, String topic) {
        this.client = client;
        this.topic = topic;
        this.producer = producer(client, Map.of());
        this.thread = new Thread(this::write, "numbers");
        thread.setDaemon(true);
    }

    static Numbers startWriting(Map<String, Object> client, String topic) {
        Numbers numbers = new Numbers(client, topic);
        numbers.thread.start();
        return numbers;
    }

    private void write() {
        try {
            while (!ended) {
                producer.send(new ProducerRecord<>(topic, acknowledged, acknowledged))
                        .get();
                acknowledged++;
            }
            failure = NONE;
        } catch (Exception e) {
            failure = e;
        }
    }

    private static final Throwable NONE = new IllegalStateException("none");

    /** Ends the writing, and returns the numbers that were acknowledged. */
    List<Integer> end() throws InterruptedException {
        ended = true;
        thread.join(60_000);
        if (failure != NONE) {
            throw new IllegalStateException("Writing failed after " + acknowledged + " numbers", failure);
        }
        return IntStream.range(0, acknowledged).boxed().toList();
    }

    /** Everything that is in the topic, sorted. */
    List<Integer> readAll(int partitions) {
        try (KafkaConsumer<Integer, Integer> consumer = consumer(client, "reader")) {
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(index -> new TopicPartition(topic, index))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            List<Integer> found = new ArrayList<>();
            for (int polls = 0; polls < 600 && !atEnd(consumer, ends); polls++) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> found.add(record.value()));
            }
            return found.stream().sorted().toList();
        }
    }

    private static boolean atEnd(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Makes the cluster create its own topics: for offsets by a group, for transactions by one. */
    static void createInternalTopics(Map<String, Object> client, String topic) {
        try (KafkaConsumer<Integer, Integer> consumer = consumer(client, "group")) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            consumer.commitSync(Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(0)));
        }
        try (KafkaProducer<Integer, Integer> producer =
                producer(client, Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "transaction"))) {
            producer.initTransactions();
        }
    }

    /** Writes megabytes, so that copying takes a moment. */
    static void fill(Map<String, Object> client, String topic, int partitions, int megabytes) {
        byte[] block = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        Map<String, Object> configs = new HashMap<>(client);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                configs,
                new org.apache.kafka.common.serialization.ByteArraySerializer(),
                new org.apache.kafka.common.serialization.ByteArraySerializer())) {
            for (int i = 0; i < megabytes * 10; i++) {
                producer.send(new ProducerRecord<>(topic, i % partitions, new byte[0], block));
            }
            producer.flush();
        }
    }

    private static KafkaProducer<Integer, Integer> producer(Map<String, Object> client, Map<String, Object> more) {
        Map<String, Object> configs = new HashMap<>(client);
        configs.put(ProducerConfig.ACKS_CONFIG, "all");
        configs.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        configs.putAll(more);
        return new KafkaProducer<>(configs, new IntegerSerializer(), new IntegerSerializer());
    }

    private static KafkaConsumer<Integer, Integer> consumer(Map<String, Object> client, String group) {
        Map<String, Object> configs = new HashMap<>(client);
        configs.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        configs.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return new KafkaConsumer<>(configs, new IntegerDeserializer(), new IntegerDeserializer());
    }

    @Override
    public void close() {
        ended = true;
        producer.close(Duration.ofSeconds(10));
    }
}
