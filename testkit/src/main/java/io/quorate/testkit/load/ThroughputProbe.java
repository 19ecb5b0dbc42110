// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import io.quorate.testkit.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Measures what one producer can write to a topic, as {@code kafka-producer-perf-test} does: a number of records of one size
 * and of random bytes, as fast as the producer takes them, and for each the time from the call of send to its answer.
 *
 * <pre>{@code
 * ThroughputProbe probe = ThroughputProbe.builder(cluster.clientConfig(), "orders").records(100_000).build();
 * Throughput before = probe.measure();
 * ...
 * System.out.println(probe.measure().comparedWith(before));
 * }</pre>
 *
 * <p>The records stay in the topic: probe one that is made for it. The figures are the machine's too: compare those of one
 * machine, and measure more than once.
 *
 * <p>Thread-safe: each measurement has a producer of its own.
 */
public final class ThroughputProbe {
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final Map<String, Object> config;
    private final String topic;
    private final int records;
    private final int recordBytes;
    private final Time time = Time.system();

    private ThroughputProbe(Builder builder) {
        this.config = Map.copyOf(builder.config);
        this.topic = builder.topic;
        this.records = builder.records;
        this.recordBytes = builder.recordBytes;
    }

    /**
     * Begins to describe a probe.
     *
     * @param clientConfig what a client needs to reach the cluster, by Kafka's keys
     * @param topic the topic to write to; it must exist
     * @return a builder
     */
    public static Builder builder(Map<String, ?> clientConfig, String topic) {
        return new Builder(clientConfig, topic);
    }

    /**
     * Writes the records and waits until all of them are answered. A tenth as many are written first and not measured, for the
     * client and the brokers to be warm.
     *
     * @return what was measured
     * @throws WorkloadException if a record is not acknowledged: a ceiling that some records did not reach is none
     */
    public Throughput measure() {
        byte[] payload = new byte[recordBytes];
        // The same bytes in every run, and not to be compressed into nothing.
        new SplittableRandom(recordBytes).nextBytes(payload);
        try (Closed closed = new Closed(new KafkaProducer<>(config))) {
            send(closed.producer, payload, Math.max(1, records / 10));
            return send(closed.producer, payload, records);
        } catch (KafkaException e) {
            throw notMeasured(e);
        }
    }

    private Throughput send(Producer<byte[], byte[]> producer, byte[] payload, int count) {
        Latencies latencies = new Latencies();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        long began = time.nanos();
        for (int record = 0; record < count && failure.get() == null; record++) {
            long sent = time.nanos();
            Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(topic, payload), (metadata, error) -> {
                latencies.record(time.nanos() - sent);
                if (error != null) {
                    failure.compareAndSet(null, error);
                }
            });
        }
        producer.flush();
        Duration took = Duration.ofNanos(time.nanos() - began);
        Exception first = failure.get();
        if (first != null) {
            throw notMeasured(first);
        }
        return new Throughput(count, (long) count * payload.length, took, latencies.drain());
    }

    private WorkloadException notMeasured(Exception cause) {
        return new WorkloadException(
                "Did not measure the throughput of %s: a record was not acknowledged: %s. Check that the topic exists and has min.insync.replicas in sync."
                        .formatted(topic, cause),
                cause);
    }

    /** The producer, which closes within a time of its own choice otherwise. */
    private record Closed(Producer<byte[], byte[]> producer) implements AutoCloseable {
        @Override
        public void close() {
            producer.close(CLOSE);
        }
    }

    /** Describes a {@link ThroughputProbe}. Not thread-safe. */
    public static final class Builder {
        private final Map<String, Object> config = new LinkedHashMap<>();
        private final String topic;
        private int records = 50_000;
        private int recordBytes = 1_000;

        private Builder(Map<String, ?> clientConfig, String topic) {
            this.config.putAll(new HashMap<>(clientConfig));
            this.config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "quorate-throughput-probe");
            this.config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
            this.config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
            this.topic = topic;
        }

        /**
         * Sets how many records are measured.
         *
         * @param count at least 1
         * @return this builder. If not set, 50,000
         * @throws IllegalArgumentException if the value is out of its range
         */
        public Builder records(int count) {
            records = positive("records", count);
            return this;
        }

        /**
         * Sets the size of each record's value.
         *
         * @param bytes at least 1
         * @return this builder. If not set, 1,000
         * @throws IllegalArgumentException if the value is out of its range
         */
        public Builder recordBytes(int bytes) {
            recordBytes = positive("recordBytes", bytes);
            return this;
        }

        /**
         * Sets one setting of the producer, for example {@code acks} or {@code linger.ms}.
         *
         * @param key a key of Kafka's producer
         * @param value its value
         * @return this builder. If not set, Kafka's defaults
         */
        public Builder producerSetting(String key, Object value) {
            config.put(key, value);
            return this;
        }

        /**
         * Returns the probe.
         *
         * @return the probe
         */
        public ThroughputProbe build() {
            return new ThroughputProbe(this);
        }

        private static int positive(String what, int value) {
            if (value < 1) {
                throw new IllegalArgumentException("%s must be at least 1, and is %d.".formatted(what, value));
            }
            return value;
        }
    }
}
