// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;

/** Writes the numbers from 0 on, one after the other, with {@code acks=all}, and reads back which arrived. */
final class Numbers implements AutoCloseable {
    private final Map<String, Object> client;
    private final String topic;
    private final KafkaProducer<Integer, Integer> producer;
    private final FutureTask<Integer> written;
    private volatile boolean ended;

    private Numbers(Map<String, Object> client, String topic) {
        this.client = client;
        this.topic = topic;
        this.producer = producer(client, Map.of());
        this.written = new FutureTask<>(this::write);
    }

    static Numbers startWriting(Map<String, Object> client, String topic) {
        Numbers numbers = new Numbers(client, topic);
        Thread thread = new Thread(numbers.written, "numbers");
        thread.setDaemon(true);
        thread.start();
        return numbers;
    }

    private int write() {
        int acknowledged = 0;
        try {
            while (!ended) {
                producer.send(new ProducerRecord<>(topic, acknowledged, acknowledged))
                        .get();
                acknowledged++;
            }
            return acknowledged;
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("Writing failed after " + acknowledged + " numbers", e);
        }
    }

    /** Ends the writing, and returns the numbers that were acknowledged. */
    List<Integer> end() throws Exception {
        ended = true;
        return IntStream.range(0, written.get(1, TimeUnit.MINUTES)).boxed().toList();
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
    static void fill(Map<String, Object> client, String topic, int partitions, int megabytes) throws Exception {
        byte[] block = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        Map<String, Object> configs = new HashMap<>(client);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(configs, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < megabytes * 10; i++) {
                sent.add(producer.send(new ProducerRecord<>(topic, i % partitions, new byte[0], block)));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
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
