// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import io.quorate.error.OperationInterruptedException;
import io.quorate.internal.KafkaFutures;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The topic of a journal: creates it, refuses what is none, reads it. */
final class JournalTopic {
    private static final String COMPACT = "compact";
    private static final String CLEANUP_POLICY = "cleanup.policy";
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** A writer that died in the middle is in the way for transaction.timeout.ms, and brokers look for it every 10 s. */
    private static final Duration OPEN_TRANSACTION = Duration.ofSeconds(75);

    private final Map<String, Object> clientConfig;
    private final String topic;
    private final Duration callTimeout;
    private final Time time;

    JournalTopic(Map<String, Object> clientConfig, String topic, Duration callTimeout, Time time) {
        this.clientConfig = clientConfig;
        this.topic = topic;
        this.callTimeout = callTimeout;
        this.time = time;
    }

    TopicPartition partition() {
        return new TopicPartition(topic, 0);
    }

    Duration callTimeout() {
        return callTimeout;
    }

    boolean exists() {
        try (Admin admin = admin()) {
            return cleanupPolicy(admin).isPresent();
        } catch (KafkaException e) {
            throw unreachable(e);
        }
    }

    /** Creates the topic if it is not there, and refuses one that would forget. */
    void ensure() {
        try (Admin admin = admin()) {
            Optional<String> policy = cleanupPolicy(admin);
            if (policy.isEmpty()) {
                create(admin);
                policy = awaitPolicy(admin);
            }
            if (!policy.get().equals(COMPACT)) {
                throw new JournalException(
                        "Did not use topic " + topic + " as a journal: its " + CLEANUP_POLICY + " is "
                                + policy.get() + ", so what is written there is deleted some day. Set " + CLEANUP_POLICY
                                + "="
                                + COMPACT + ", or name another topic.",
                        null);
            }
        } catch (KafkaException e) {
            throw unreachable(e);
        }
    }

    private Optional<String> cleanupPolicy(Admin admin) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            @Nullable
            Config config = KafkaFutures.join(
                            admin.describeConfigs(List.of(resource)).all(), callTimeout, "topic " + topic)
                    .get(resource);
            return Optional.ofNullable(config)
                    .map(found -> found.get(CLEANUP_POLICY).value());
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }

    private void create(Admin admin) {
        int brokers = KafkaFutures.join(admin.describeCluster().nodes(), callTimeout, "the brokers")
                .size();
        int replicas = Math.max(1, Math.min(3, brokers));
        NewTopic journal = new NewTopic(topic, 1, (short) replicas)
                .configs(Map.of(
                        CLEANUP_POLICY,
                        COMPACT,
                        "min.insync.replicas",
                        String.valueOf(Math.max(1, replicas - 1)),
                        // What has ended is gone soon, so that whoever opens the journal reads little.
                        "segment.bytes",
                        "16777216",
                        "min.cleanable.dirty.ratio",
                        "0.1"));
        try {
            KafkaFutures.join(
                    admin.createTopics(List.of(journal)).all(), callTimeout, "the creation of topic " + topic);
        } catch (TopicExistsException e) {
            // Somebody else was faster. What they made is looked at like any other.
            return;
        }
    }

    /** A broker that is asked may not have heard of the topic yet. */
    private Optional<String> awaitPolicy(Admin admin) {
        long deadline = time.nanos() + callTimeout.toNanos();
        Optional<String> policy = cleanupPolicy(admin);
        while (policy.isEmpty()) {
            if (time.nanos() > deadline) {
                throw new JournalException(
                        "Did not open the journal: topic " + topic + " was created and not seen within " + callTimeout
                                + ". Try again.",
                        null);
            }
            try {
                time.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new OperationInterruptedException("topic " + topic);
            }
            policy = cleanupPolicy(admin);
        }
        return policy;
    }

    /**
     * Reads what is committed about a cluster, in order, up to what is there now. A commit is answered before it can be read:
     * its marker comes a moment later, and nothing can be read beyond a transaction that is open, be it of another cluster. So
     * this reads to the end of the log, not to what readers of committed records take for the end.
     */
    void read(String clusterId, BiConsumer<JournalKey, JournalRecord> reader) {
        try (Consumer<String, String> consumer = consumer()) {
            consumer.assign(List.of(partition()));
            consumer.seekToBeginning(List.of(partition()));
            long end = end();
            Duration patience = callTimeout.plus(OPEN_TRANSACTION);
            long deadline = time.nanos() + patience.toNanos();
            Map<JournalKey, JournalRecord> live = new LinkedHashMap<>();
            while (consumer.position(partition(), callTimeout) < end) {
                boolean any = false;
                for (ConsumerRecord<String, String> found : consumer.poll(PAUSE).records(partition())) {
                    any = true;
                    if (found.offset() < end) {
                        take(clusterId, found, live);
                    }
                }
                if (any) {
                    deadline = time.nanos() + patience.toNanos();
                } else if (time.nanos() > deadline) {
                    throw new JournalException(
                            "Did not read the journal in topic " + topic + ": nothing came for " + patience
                                    + ", and offset " + end + " is not reached. Is its leader up, and is no transaction"
                                    + " left open (kafka-transactions.sh find-hanging)?",
                            null);
                }
            }
            live.forEach(reader);
        } catch (KafkaException e) {
            throw unreachable(e);
        }
    }

    private long end() {
        try (Admin admin = admin()) {
            return KafkaFutures.join(
                            admin.listOffsets(Map.of(partition(), OffsetSpec.latest()))
                                    .partitionResult(partition()),
                            callTimeout,
                            "the end of topic " + topic)
                    .offset();
        }
    }

    /** What is forgotten is so at once, not only when the topic has been compacted. */
    private void take(String clusterId, ConsumerRecord<String, String> found, Map<JournalKey, JournalRecord> live) {
        JournalKey key = JournalKey.parse(found.key());
        if (!key.clusterId().equals(clusterId)) {
            return;
        }
        if (found.value() == null) {
            live.remove(key);
        } else {
            live.put(key, JournalJson.read(found.value(), "offset " + found.offset() + " of " + topic));
        }
    }

    private Admin admin() {
        return Admin.create(config(Map.of("default.api.timeout.ms", millis(), "request.timeout.ms", millis())));
    }

    private Consumer<String, String> consumer() {
        return new KafkaConsumer<>(
                config(Map.of(
                        "isolation.level", "read_committed",
                        "enable.auto.commit", "false",
                        "default.api.timeout.ms", millis())),
                new StringDeserializer(),
                new StringDeserializer());
    }

    Producer<String, String> producer(String transactionalId) {
        return new KafkaProducer<>(
                config(Map.of(
                        "transactional.id",
                        transactionalId,
                        "acks",
                        "all",
                        "compression.type",
                        "gzip",
                        "max.block.ms",
                        millis(),
                        "request.timeout.ms",
                        millis(),
                        "delivery.timeout.ms",
                        millis(),
                        "linger.ms",
                        "0")),
                new StringSerializer(),
                new StringSerializer());
    }

    private Map<String, Object> config(Map<String, String> own) {
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.putAll(own);
        return config;
    }

    private String millis() {
        return String.valueOf(callTimeout.toMillis());
    }

    JournalException unreachable(KafkaException e) {
        return new JournalException(
                "Did not reach the journal in topic " + topic + ": "
                        + e.getClass().getSimpleName() + ": " + e.getMessage()
                        + ". No step is taken that is not in it; try again when the topic has a leader and enough replicas in sync.",
                e);
    }
}
