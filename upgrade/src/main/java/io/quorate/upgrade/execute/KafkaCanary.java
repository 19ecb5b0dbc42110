// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.internal.KafkaFutures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A record to each partition of a topic of its own, with {@code acks=all}, and all of them read back. */
final class KafkaCanary implements Canary {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(500);

    private final String topic;
    private final Map<String, Object> clientConfig;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private Optional<KafkaProducer<String, String>> producer = Optional.empty();
    private Optional<KafkaConsumer<String, String>> consumer = Optional.empty();
    private int round;

    KafkaCanary(String topic, Map<String, Object> clientConfig) {
        this.topic = topic;
        this.clientConfig = clientConfig;
    }

    @Override
    public void prepare() {
        createTopic();
        Map<String, Object> producing = new HashMap<>(clientConfig);
        producing.put("acks", "all");
        producing.put("delivery.timeout.ms", (int) PATIENCE.toMillis());
        producing.put("request.timeout.ms", 5000);
        producing.put("max.block.ms", PATIENCE.toMillis());
        producing.put("enable.idempotence", false); // needs a right of its own on old clusters; one record needs none
        producer = Optional.of(new KafkaProducer<>(producing, new StringSerializer(), new StringSerializer()));
        Map<String, Object> consuming = new HashMap<>(clientConfig);
        consuming.put("enable.auto.commit", false);
        KafkaConsumer<String, String> reader =
                new KafkaConsumer<>(consuming, new StringDeserializer(), new StringDeserializer());
        consumer = Optional.of(reader);
        List<TopicPartition> partitions = reader.partitionsFor(topic, PATIENCE).stream()
                .map(found -> new TopicPartition(topic, found.partition()))
                .toList();
        reader.assign(partitions);
        next.putAll(reader.endOffsets(partitions, PATIENCE));
    }

    private void createTopic() {
        try (Admin admin = Admin.create(clientConfig)) {
            int brokers = KafkaFutures.join(admin.describeCluster().nodes(), PATIENCE, "the brokers")
                    .size();
            NewTopic wanted = new NewTopic(topic, brokers, (short) Math.min(3, brokers));
            KafkaFutures.join(admin.createTopics(List.of(wanted)).all(), PATIENCE, "topic " + topic);
        } catch (TopicExistsException e) {
            // It is left from an earlier run.
            return;
        }
    }

    @Override
    public List<String> check() {
        round++;
        try {
            Map<TopicPartition, Long> written = write();
            return read(written);
        } catch (KafkaException e) {
            return List.of("The canary topic " + topic + " could not be written and read: " + e);
        }
    }

    private Map<TopicPartition, Long> write() {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (TopicPartition partition : next.keySet()) {
            producer.ifPresent(to ->
                    sent.add(to.send(new ProducerRecord<>(topic, partition.partition(), null, String.valueOf(round)))));
        }
        Map<TopicPartition, Long> written = new HashMap<>();
        for (Future<RecordMetadata> one : sent) {
            RecordMetadata where = get(one);
            written.put(new TopicPartition(topic, where.partition()), where.offset());
        }
        return written;
    }

    private static RecordMetadata get(Future<RecordMetadata> future) {
        try {
            return future.get(PATIENCE.plusSeconds(10).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("no acknowledgement", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    private List<String> read(Map<TopicPartition, Long> written) {
        KafkaConsumer<String, String> reader = consumer.orElseThrow();
        next.forEach(reader::seek);
        Map<TopicPartition, Long> seen = new HashMap<>();
        for (int polls = 0; polls < PATIENCE.toMillis() / POLL.toMillis() && seen.size() < written.size(); polls++) {
            for (ConsumerRecord<String, String> record : reader.poll(POLL)) {
                TopicPartition partition = new TopicPartition(topic, record.partition());
                if (String.valueOf(round).equals(record.value())
                        && record.offset() == written.getOrDefault(partition, -1L)) {
                    seen.put(partition, record.offset());
                }
            }
        }
        written.forEach((partition, offset) -> next.put(partition, offset + 1));
        List<String> lost = written.entrySet().stream()
                .filter(entry -> !seen.containsKey(entry.getKey()))
                .map(entry -> entry.getKey() + " offset " + entry.getValue())
                .sorted()
                .collect(Collectors.toList());
        return lost.isEmpty()
                ? List.of()
                : List.of("Records of the canary were acknowledged and cannot be read: " + lost + ".");
    }

    @Override
    public void close() {
        producer.ifPresent(one -> one.close(Duration.ofSeconds(5)));
        consumer.ifPresent(
                one -> one.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(5))));
    }
}
