// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import static io.quorate.testkit.assertion.KafkaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.fault.Fault;
import io.quorate.testkit.fault.Faults;
import io.quorate.testkit.fault.Peers;
import io.quorate.testkit.fault.Target;
import io.quorate.testkit.junit.KafkaTest;
import io.quorate.testkit.junit.KafkaTopic;
import io.quorate.testkit.load.ProducerSpec;
import io.quorate.testkit.load.Workload;
import io.quorate.testkit.load.WorkloadBuilder;
import io.quorate.testkit.load.WorkloadReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What the zero-loss presets promise, and that other settings break it, so that the promise means something. */
@KafkaTest(nodes = 3, links = true, properties = "min.insync.replicas=2")
class ZeroLossIT {
    private static final Set<String> OF_THE_WORKLOAD =
            Set.of("bootstrap.servers", "group.id", "enable.auto.commit", "auto.offset.reset", "client.id");

    @Test
    void nothingIsLostOrDoubledWhileABrokerIsKilledAndComesBackUnderLoad(
            TestCluster cluster, Faults faults, @KafkaTopic(partitions = 3) String topic) throws Exception {
        Map<String, Object> producer = new HashMap<>(ProducerPreset.zeroLoss(cluster.bootstrapServers(), "writer")
                .build()
                .asMap());
        WorkloadBuilder builder = Workload.builder(cluster.clientConfig())
                .topics(topic)
                .producer(ProducerSpec.of("zero-loss", producer))
                .group(topic + "-group", 2)
                .recordsPerSecond(200);
        ConsumerPreset.zeroLoss(cluster.bootstrapServers(), "reader", topic + "-group", OffsetReset.earliest())
                .build()
                .asMap()
                .forEach((key, value) -> {
                    if (!OF_THE_WORKLOAD.contains(key)) {
                        builder.groupSetting(key, value);
                    }
                });

        try (Workload load = builder.start()) {
            acknowledged(load, 500);
            try (Fault killed = faults.kill(Target.leaderOf(new TopicPartition(topic, 0)))) {
                acknowledged(load, load.snapshot().acknowledged() + 500);
                assertThat(killed.describe()).contains("killed");
            }
            acknowledged(load, load.snapshot().acknowledged() + 500);
            WorkloadReport report = load.stop(Duration.ofSeconds(60));

            assertThat(report).lostNothing().isOrdered().duplicatedNothing();
            assertThat(report.acknowledged()).isGreaterThan(1_500);
        }
    }

    @Test
    void whatTheZeroLossProducerWasToldIsThereSurvivesTheLeader(
            TestCluster cluster, Faults faults, @KafkaTopic String topic) throws Exception {
        ClientConfig config =
                ProducerPreset.zeroLoss(cluster.bootstrapServers(), "writer").build();

        assertThat(survivors(cluster, faults, topic, config.asMap())).containsExactly("before", "last");
    }

    @Test
    void withAcksOfTheLeaderAloneAnAcknowledgedRecordIsLost(
            TestCluster cluster, Faults faults, @KafkaTopic String topic) throws Exception {
        ClientConfig config = ProducerPreset.zeroLoss(cluster.bootstrapServers(), "writer")
                .with("acks", "1")
                .with("enable.idempotence", false)
                .build();

        assertThat(config.audit().hasErrors()).isTrue();
        assertThat(survivors(cluster, faults, topic, config.asMap())).containsExactly("before");
    }

    /**
     * The followers are cut off from the leader and stay in the ISR for as long as replica.lag.time.max.ms; then the leader dies,
     * and one of them is elected, as clean as can be. Returns what is in the log then.
     */
    private static List<String> survivors(TestCluster cluster, Faults faults, String topic, Map<String, Object> config)
            throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            everywhere(cluster, topic, "before");
            assertThat(cluster).topic(topic).isFullyInSync();
            int leader = Target.leaderOf(partition).nodeId(cluster);
            faults.links(Target.node(leader)).with(Peers.BROKERS).cut();
            Future<RecordMetadata> last = producer.send(new ProducerRecord<>(topic, "last"));
            if ("1".equals(config.get("acks"))) {
                last.get(60, TimeUnit.SECONDS);
            }
            faults.kill(Target.node(leader));
            last.get(120, TimeUnit.SECONDS);
            // One look a round: another broker may still tell of the one that died.
            int elected = leader(cluster, topic);
            for (int looks = 0; looks < 300 && (elected == leader || elected < 0); looks++) {
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                elected = leader(cluster, topic);
            }
            assertThat(elected).isNotNegative().isNotEqualTo(leader);
            faults.undo();
            assertThat(cluster).topic(topic).isFullyInSync();
        }
        return read(cluster, partition);
    }

    /** Whatever the producer under test does, this record is on all replicas. */
    private static void everywhere(TestCluster cluster, String topic, String value) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                ProducerPreset.zeroLoss(cluster.bootstrapServers(), "before")
                        .build()
                        .asMap(),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void whoCommitsByTheClockSkipsWhatItHadNotProcessedAndWhoCommitsAfterProcessingDoesNot(
            TestCluster cluster, @KafkaTopic String topic) throws Exception {
        String servers = cluster.bootstrapServers();
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                ProducerPreset.zeroLoss(servers, "writer").build().asMap(),
                new StringSerializer(),
                new StringSerializer())) {
            for (int i = 0; i < 10; i++) {
                producer.send(new ProducerRecord<>(topic, "order-" + i)).get(60, TimeUnit.SECONDS);
            }
        }
        ClientConfig.Builder byClock = ConsumerPreset.zeroLoss(servers, "r", topic + "-clock", OffsetReset.earliest())
                .with("enable.auto.commit", true)
                .with("auto.commit.interval.ms", 100);
        ClientConfig.Builder careful =
                ConsumerPreset.zeroLoss(servers, "r", topic + "-careful", OffsetReset.earliest());

        assertThat(processedAfterACrash(cluster, byClock.build(), topic)).isEmpty();
        assertThat(processedAfterACrash(cluster, careful.build(), topic)).hasSize(10);
    }

    /** One member polls all records, hands them on, polls again, and dies before any is processed. The next one goes on. */
    private static List<String> processedAfterACrash(TestCluster cluster, ClientConfig config, String topic)
            throws Exception {
        try (KafkaConsumer<String, String> dies = consumer(config)) {
            dies.subscribe(List.of(topic));
            int handedOn = 0;
            for (int polls = 0; polls < 300 && handedOn < 10; polls++) {
                handedOn += dies.poll(Duration.ofMillis(200)).count();
            }
            for (int polls = 0; polls < 10; polls++) {
                dies.poll(Duration.ofMillis(200));
            }
            assertThat(handedOn).isEqualTo(10);
        }
        long committed = cluster.admin()
                .listConsumerGroupOffsets(String.valueOf(config.asMap().get("group.id")))
                .partitionsToOffsetAndMetadata()
                .get(60, TimeUnit.SECONDS)
                .getOrDefault(new TopicPartition(topic, 0), new OffsetAndMetadata(0))
                .offset();
        List<String> processed = new ArrayList<>();
        try (KafkaConsumer<String, String> next = consumer(config)) {
            next.subscribe(List.of(topic));
            for (int polls = 0; polls < 300 && next.assignment().isEmpty(); polls++) {
                next.poll(Duration.ofMillis(200)).forEach(record -> processed.add(record.value()));
            }
            for (int polls = 0; polls < 300 && processed.size() < 10 - committed; polls++) {
                next.poll(Duration.ofMillis(200)).forEach(record -> processed.add(record.value()));
            }
        }
        return processed;
    }

    private static KafkaConsumer<String, String> consumer(ClientConfig config) {
        return new KafkaConsumer<>(config.asMap(), new StringDeserializer(), new StringDeserializer());
    }

    private static List<String> read(TestCluster cluster, TopicPartition partition) {
        Map<String, Object> config = new HashMap<>(cluster.clientConfig());
        config.put("auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            for (int polls = 0; polls < 300 && consumer.position(partition) < end; polls++) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }

    /** -1 while there is none. */
    private static int leader(TestCluster cluster, String topic) throws Exception {
        return cluster
                .admin()
                .describeTopics(List.of(topic))
                .allTopicNames()
                .get(60, TimeUnit.SECONDS)
                .values()
                .stream()
                .flatMap(described -> described.partitions().stream())
                .map(TopicPartitionInfo::leader)
                .filter(Objects::nonNull)
                .map(Node::id)
                .findFirst()
                .orElse(-1);
    }

    private static void acknowledged(Workload load, long records) {
        for (int looks = 0; looks < 600 && load.snapshot().acknowledged() < records; looks++) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        assertThat(load.snapshot().acknowledged()).isGreaterThanOrEqualTo(records);
    }
}
