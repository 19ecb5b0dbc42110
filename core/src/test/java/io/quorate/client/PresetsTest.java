// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Clusters;
import io.quorate.cluster.Observed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PresetsTest {
    private static final String SERVERS = "k1:9092,k2:9092,k3:9092";

    static Stream<ClientConfig.Builder> presets() {
        OffsetReset reset = OffsetReset.earliest();
        Path state = Path.of("/data/state");
        return Stream.of(
                ProducerPreset.zeroLoss(SERVERS, "p"),
                ProducerPreset.exactlyOnce(SERVERS, "p", "tx-1"),
                ProducerPreset.lowLatency(SERVERS, "p"),
                ProducerPreset.highThroughput(SERVERS, "p"),
                ConsumerPreset.zeroLoss(SERVERS, "c", "g", reset),
                ConsumerPreset.exactlyOnce(SERVERS, "c", "g", reset),
                ConsumerPreset.lowLatency(SERVERS, "c", "g", OffsetReset.latest()),
                ConsumerPreset.highThroughput(SERVERS, "c", "g", OffsetReset.byDuration(Duration.ofHours(1))),
                ConsumerPreset.zeroLoss(SERVERS, "c", "g", reset).cluster(newProtocol()),
                AdminPreset.operations(SERVERS, "a"),
                AdminPreset.monitoring(SERVERS, "a"),
                AdminPreset.monitoringOfControllers("c1:9093,c2:9093,c3:9093", "a"),
                StreamsPreset.highlyAvailable(SERVERS, "app", "app-1", state),
                StreamsPreset.exactlyOnce(SERVERS, "app", "app-1", state));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void noPresetHasAnErrorOrAWarning(ClientConfig.Builder preset) {
        ClientConfig config = preset.build();
        ClientAudit audit =
                ClientAudit.builder(config.role()).goal(config.goal()).build();

        assertThat(audit.audit(config.asMap()).findings())
                .as(config.explain())
                .allMatch(finding -> finding.severity() == Severity.INFO);
        assertThat(config.leftOut()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everySettingSaysWhyAndFromWhere(ClientConfig.Builder preset) {
        ClientConfig config = preset.network(ClientNetwork.CLOUD).build();

        assertThat(config.settings()).allSatisfy(setting -> {
            assertThat(setting.reason()).isNotBlank();
            assertThat(setting.source()).isNotBlank();
            assertThat(config.explain()).contains(setting.key());
        });
        assertThat(config.asMap()).containsEntry("metadata.max.age.ms", 180_000);
    }

    @Test
    void theMapsGoStraightIntoKafkasClients() {
        Map<String, Object> producer = ProducerPreset.zeroLoss(SERVERS, "p")
                .with("key.serializer", StringSerializer.class)
                .with("value.serializer", StringSerializer.class)
                .build()
                .asMap();
        Map<String, Object> consumer = ConsumerPreset.zeroLoss(SERVERS, "c", "g", OffsetReset.none())
                .with("key.deserializer", StringDeserializer.class)
                .with("value.deserializer", StringDeserializer.class)
                .build()
                .asMap();
        Map<String, Object> admin = AdminPreset.monitoring(SERVERS, "a").build().asMap();

        assertThat(new ProducerConfig(producer).unused()).isSubsetOf(ProducerConfig.configNames());
        assertThat(new ConsumerConfig(consumer).getString("auto.offset.reset")).isEqualTo("none");
        assertThat(new AdminClientConfig(admin).getInt("request.timeout.ms")).isEqualTo(5_000);
    }

    @Test
    void anOverrideWinsAndIsAudited() {
        ClientConfig config =
                ProducerPreset.zeroLoss(SERVERS, "p").with("acks", "1").build();

        assertThat(config.asMap()).containsEntry("acks", "1");
        assertThat(config.audit().errors()).anyMatch(error -> error.key().equals("acks"));
        assertThat(config.explain()).contains("the caller").contains("ERROR   P01 acks=1");
    }

    @Test
    void aKeyOfTheCallerIsKeptEvenIfNoClientKnowsIt() {
        ClientConfig config =
                ProducerPreset.zeroLoss(SERVERS, "p").with("lingr.ms", 5).build();

        assertThat(config.asMap()).containsKey("lingr.ms");
        assertThat(config.audit().findings()).anyMatch(finding -> finding.fix().contains("linger.ms"));
    }

    @Test
    void whatTheClientsDoNotKnowIsLeftOutOfAPreset() {
        ClientConfig config = ProducerPreset.zeroLoss(SERVERS, "p")
                .set("key.of.kafka.9", 1, "some reason", "some KIP")
                .build();

        assertThat(config.asMap()).doesNotContainKey("key.of.kafka.9");
        assertThat(config.leftOut()).containsExactly("key.of.kafka.9");
        assertThat(config.explain()).contains("left out: key.of.kafka.9");
    }

    @Test
    void oneSettingHasOneValue() {
        ClientConfig.Builder preset = ProducerPreset.zeroLoss(SERVERS, "p").with("linger.ms", 1);

        assertThatThrownBy(() -> preset.with("linger.ms", 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1")
                .hasMessageContaining("2");
        assertThatThrownBy(() -> ProducerPreset.zeroLoss(SERVERS, " ")).hasMessageContaining("client.id");
        assertThatThrownBy(() -> OffsetReset.byDuration(Duration.ofMillis(-1))).hasMessageContaining("future");
    }

    @Test
    void consumersUseTheNewProtocolWhereTheBrokersHaveIt() {
        ClientConfig.Builder preset = ConsumerPreset.zeroLoss(SERVERS, "c", "g", OffsetReset.earliest());

        assertThat(preset.build().asMap())
                .containsEntry("group.protocol", "classic")
                .containsEntry("session.timeout.ms", 45_000);
        assertThat(ConsumerPreset.zeroLoss(SERVERS, "c", "g", OffsetReset.earliest())
                        .cluster(newProtocol())
                        .build()
                        .asMap())
                .containsEntry("group.protocol", "consumer")
                .doesNotContainKeys("session.timeout.ms", "heartbeat.interval.ms", "partition.assignment.strategy");
        assertThat(ConsumerPreset.zeroLoss(SERVERS, "c", "g", OffsetReset.earliest())
                        .with("group.protocol", "consumer")
                        .build()
                        .asMap())
                .doesNotContainKey("session.timeout.ms");
    }

    @Test
    void springGetsTextAndPlaceholdersForSecrets() {
        Map<String, String> spring = ProducerPreset.zeroLoss(SERVERS, "p")
                .security(ClientSecurity.scramSha512("me", new Password("geheim")))
                .build()
                .springProperties();

        assertThat(spring)
                .containsEntry("spring.kafka.producer.properties.acks", "all")
                .containsEntry("spring.kafka.producer.properties.sasl.jaas.config", "${SASL_JAAS_CONFIG}");
        assertThat(spring.toString()).doesNotContain("geheim");
        String file = String.join(
                "\n", spring.entrySet().stream().map(Object::toString).toList());
        assertThat(ClientConfigFile.parse(file).config(ClientRole.PRODUCER)).containsEntry("acks", "all");
    }

    @Test
    void secretsOfTheCallerAreHiddenToo() {
        ClientConfig.Builder preset = ProducerPreset.zeroLoss(SERVERS, "p").with("ssl.key.password", "geheim");
        ClientConfig config = preset.build();

        assertThat(config.toString() + config.asMap() + config.explain() + config.settings())
                .doesNotContain("geheim")
                .contains("[hidden]");
        assertThatThrownBy(() -> preset.with("ssl.key.password", "geheim2")).hasMessageNotContaining("geheim");
        assertThat(config.asMap()).containsEntry("ssl.key.password", new Password("geheim"));
    }

    private static ClusterState newProtocol() {
        return ClusterState.builder("c", Clusters.NOW)
                .features(Observed.present(new ClusterFeatures(Map.of("group.version", 1))))
                .build();
    }
}
