// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.ClusterWatch;
import io.quorate.observe.Live;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.junit.KafkaTest;
import io.quorate.testkit.junit.KafkaTopic;
import io.quorate.testkit.junit.KafkaVersions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every preset works against real brokers, of this release and an old one. */
@KafkaTest(nodes = 3, properties = "min.insync.replicas=2")
@KafkaVersions({"4.3.1", "3.9.2"})
class PresetsIT {
    @Test
    void whatEachProducerWritesEachConsumerReads(TestCluster cluster, @KafkaTopic String topic) throws Exception {
        String servers = cluster.bootstrapServers();
        List<ClientConfig.Builder> producers = List.of(
                ProducerPreset.zeroLoss(servers, "zero-loss"),
                ProducerPreset.exactlyOnce(servers, "exactly-once", topic + "-tx"),
                ProducerPreset.lowLatency(servers, "low-latency"),
                ProducerPreset.highThroughput(servers, "high-throughput"));
        List<String> written = new ArrayList<>();
        for (ClientConfig.Builder preset : producers) {
            written.add(write(preset.build(), topic));
        }

        ClusterState state = ClusterObserver.using(cluster.admin()).observe();
        OffsetReset earliest = OffsetReset.earliest();
        List<ClientConfig.Builder> consumers = List.of(
                ConsumerPreset.zeroLoss(servers, "zero-loss", topic + "-1", earliest),
                ConsumerPreset.exactlyOnce(servers, "exactly-once", topic + "-2", earliest),
                ConsumerPreset.lowLatency(servers, "low-latency", topic + "-3", earliest),
                ConsumerPreset.highThroughput(
                        servers, "high-throughput", topic + "-4", OffsetReset.byDuration(Duration.ofHours(1))));
        for (ClientConfig.Builder preset : consumers) {
            ClientConfig config = preset.cluster(state).build();
            assertThat(read(config, topic, written.size())).containsExactlyElementsOf(written);
            String protocol = state.features()
                                    .value()
                                    .orElseThrow()
                                    .level("group.version")
                                    .orElse(0)
                            > 0
                    ? "consumer"
                    : "classic";
            assertThat(config.asMap()).containsEntry("group.protocol", protocol);
        }
    }

    @Test
    void bothAdminsSeeTheCluster(TestCluster cluster) throws Exception {
        for (ClientConfig.Builder preset : List.of(
                AdminPreset.operations(cluster.bootstrapServers(), "ops"),
                AdminPreset.monitoring(cluster.bootstrapServers(), "monitor"),
                AdminPreset.monitoringOfControllers(cluster.bootstrapControllers(), "controllers"))) {
            try (Admin admin = Admin.create(preset.build().asMap())) {
                assertThat(admin.describeCluster().clusterId().get(60, TimeUnit.SECONDS))
                        .isEqualTo(cluster.clusterId());
            }
        }
    }

    @Test
    void bothKindsOfStreamsPassRecordsOn(
            TestCluster cluster, @KafkaTopic String in, @KafkaTopic String out, @TempDir Path state) throws Exception {
        String servers = cluster.bootstrapServers();
        String written = write(ProducerPreset.zeroLoss(servers, "writer").build(), in);

        for (ClientConfig.Builder preset : List.of(
                StreamsPreset.highlyAvailable(servers, in + "-ha", "ha-1", state.resolve("ha")),
                StreamsPreset.exactlyOnce(servers, in + "-eo", "eo-1", state.resolve("eo")))) {
            pass(preset.build(), in, out);
        }

        OffsetReset earliest = OffsetReset.earliest();
        List<String> read = read(
                ConsumerPreset.exactlyOnce(servers, "reader", in + "-reader", earliest)
                        .build(),
                out,
                2);
        assertThat(read).containsExactly(written, written);
    }

    @Test
    void theAuditOfARealClusterFindsItsWeakTopics(
            TestCluster cluster,
            @KafkaTopic(value = "strong", replicas = 3, properties = "min.insync.replicas=2") String strong,
            @KafkaTopic(value = "weak", replicas = 1, properties = "min.insync.replicas=1") String weak) {
        ClusterState state = ClusterWatch.using(ClusterObserver.using(cluster.admin()))
                .await(Live.settled(strong, weak), Live.LONG_ENOUGH);
        ClientAudit.Builder audit = ClientAudit.builder(ClientRole.PRODUCER)
                .goal(ClientGoal.ZERO_LOSS)
                .cluster(state);
        Map<String, Object> config =
                ProducerPreset.zeroLoss(cluster.bootstrapServers(), "p").build().asMap();

        AuditReport sound = audit.topics(Set.of(strong)).build().audit(config);
        AuditReport hollow = audit.topics(Set.of(weak)).build().audit(config);

        assertThat(sound.errors()).as(sound.describe()).isEmpty();
        assertThat(sound.survival().survives()).anyMatch(sentence -> sentence.contains("1 brokers less"));
        assertThat(hollow.errors()).hasSize(2).allMatch(error -> error.seen().contains(weak));
    }

    private static String write(ClientConfig config, String topic) throws Exception {
        String value = config.goal() + " " + topic;
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config.asMap(), new StringSerializer(), new StringSerializer())) {
            boolean transactional = config.asMap().containsKey("transactional.id");
            if (transactional) {
                producer.initTransactions();
                producer.beginTransaction();
            }
            producer.send(new ProducerRecord<>(topic, value)).get(60, TimeUnit.SECONDS);
            if (transactional) {
                producer.commitTransaction();
            }
        }
        return value;
    }

    private static List<String> read(ClientConfig config, String topic, int records) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config.asMap(), new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            for (int polls = 0; polls < 300 && values.size() < records; polls++) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
            consumer.commitSync();
        }
        return values;
    }

    /** Until the group has committed that it has read the one record. */
    private static void pass(ClientConfig config, String in, String out) {
        StreamsBuilder topology = new StreamsBuilder();
        topology.stream(in, Consumed.with(Serdes.String(), Serdes.String()))
                .to(out, Produced.with(Serdes.String(), Serdes.String()));
        StreamsConfig streamsConfig = new StreamsConfig(config.asMap());
        try (KafkaStreams streams = new KafkaStreams(topology.build(), streamsConfig)) {
            streams.start();
            int looks = 0;
            while (sent(streams) < 1 && looks < 600) {
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
                looks++;
            }
        }
    }

    private static double sent(KafkaStreams streams) {
        return streams.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("record-send-total")
                        && metric.getKey().group().equals("producer-metrics"))
                .mapToDouble(metric -> (double) metric.getValue().metricValue())
                .sum();
    }
}
