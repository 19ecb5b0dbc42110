// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.probe;

import io.quorate.error.OperationInterruptedException;
import io.quorate.time.Time;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes the records and reads them back. Used by one thread at a time. */
final class ProbeClients implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration UNTIL_THE_FIRST = Duration.ofMillis(2);

    private final Producer<byte[], byte[]> producer;
    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final Duration timeout;
    private final Time time;

    ProbeClients(Map<String, Object> configs, String topic, Duration timeout, Time time) {
        this.topic = topic;
        this.timeout = timeout;
        this.time = time;
        this.producer = new KafkaProducer<>(
                ProbeConfigs.producer(configs, timeout), new ByteArraySerializer(), new ByteArraySerializer());
        this.consumer = new KafkaConsumer<>(
                ProbeConfigs.consumer(configs, timeout), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A record that was acknowledged, or was not. */
    private record Sent(
            int nodeId,
            long begun,
            long after,
            @Nullable RecordMetadata at,
            @Nullable Exception failure) {}

    /** A record that was written and is not read yet. */
    private record Written(int nodeId, long begun, long offset, Duration took) {}

    /** Sends a record to one partition of each broker. */
    Map<Integer, BrokerAnswer> run(Map<Integer, Integer> partitionByBroker) {
        ConcurrentLinkedQueue<Sent> acknowledged = new ConcurrentLinkedQueue<>();
        long begun = time.nanos();
        try {
            partitionByBroker.forEach((nodeId, partition) -> send(nodeId, partition, acknowledged));
            return readBack(acknowledged, partitionByBroker.keySet(), begun);
        } catch (InterruptException e) {
            throw new OperationInterruptedException("the records of the probe");
        } finally {
            consumer.assign(Set.of());
        }
    }

    private void send(int nodeId, int partition, ConcurrentLinkedQueue<Sent> acknowledged) {
        long now = time.nanos();
        byte[] value = ByteBuffer.allocate(Long.BYTES).putLong(now).array();
        try {
            // The callback tells how it ended.
            Future<RecordMetadata> unused = producer.send(
                    new ProducerRecord<>(topic, partition, null, value),
                    (at, failure) -> acknowledged.add(new Sent(nodeId, now, time.nanos() - now, at, failure)));
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            acknowledged.add(new Sent(nodeId, now, time.nanos() - now, null, e));
        }
    }

    private Map<Integer, BrokerAnswer> readBack(
            ConcurrentLinkedQueue<Sent> acknowledged, Set<Integer> brokers, long begun) {
        Map<Integer, BrokerAnswer> answers = new HashMap<>();
        Map<TopicPartition, Written> written = new HashMap<>();
        long deadline = begun + timeout.toNanos();
        while (answers.size() < brokers.size() && time.nanos() < deadline) {
            take(acknowledged, written, answers);
            for (ConsumerRecord<byte[], byte[]> record : poll(written.keySet())) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                Written own = written.get(partition);
                if (own != null && record.offset() == own.offset()) {
                    Duration endToEnd = Duration.ofNanos(time.nanos() - own.begun());
                    answers.putIfAbsent(own.nodeId(), new BrokerAnswer.Answered(own.nodeId(), own.took(), endToEnd));
                }
            }
        }
        written.values()
                .forEach(own -> answers.putIfAbsent(
                        own.nodeId(),
                        new BrokerAnswer.Failed(
                                own.nodeId(),
                                timeout,
                                "written in " + own.took().toMillis() + " ms and not read back")));
        brokers.forEach(nodeId -> answers.putIfAbsent(
                nodeId, new BrokerAnswer.Failed(nodeId, timeout, "not acknowledged by every in-sync replica")));
        return answers;
    }

    /** A consumer without partitions refuses to poll. */
    private Iterable<ConsumerRecord<byte[], byte[]>> poll(Set<TopicPartition> written) {
        if (!written.isEmpty()) {
            return consumer.poll(LOOK);
        }
        try {
            time.sleep(UNTIL_THE_FIRST);
            return Set.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationInterruptedException("the records of the probe");
        }
    }

    private void take(
            ConcurrentLinkedQueue<Sent> acknowledged,
            Map<TopicPartition, Written> written,
            Map<Integer, BrokerAnswer> answers) {
        for (Sent sent = acknowledged.poll(); sent != null; sent = acknowledged.poll()) {
            Duration took = Duration.ofNanos(sent.after());
            Exception failure = sent.failure();
            RecordMetadata at = sent.at();
            if (failure != null || at == null) {
                answers.put(sent.nodeId(), new BrokerAnswer.Failed(sent.nodeId(), took, String.valueOf(failure)));
                continue;
            }
            TopicPartition partition = new TopicPartition(at.topic(), at.partition());
            written.put(partition, new Written(sent.nodeId(), sent.begun(), at.offset(), took));
            Set<TopicPartition> assigned = new HashSet<>(consumer.assignment());
            assigned.add(partition);
            consumer.assign(assigned);
            consumer.seek(partition, at.offset());
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        consumer.close(CloseOptions.timeout(timeout));
    }
}
