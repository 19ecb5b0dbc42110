// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Whatever is in a map: the audit never throws, and what a client refuses it calls an error. */
class ClientAuditProperties {
    /** Nobody listens there; a client that is made does no more than try once. */
    private static final String NOBODY = "127.0.0.1:1";

    @Property(tries = 400)
    void anyMapIsAudited(
            @ForAll ClientRole role, @ForAll ClientGoal goal, @ForAll("anything") Map<Object, Object> config) {
        AuditReport report = ClientAudit.builder(role).goal(goal).build().audit(config);

        assertThat(report.describe()).isNotEmpty();
    }

    @Property(tries = 300)
    void whatAProducerRefusesIsAnError(@ForAll("producers") Map<String, Object> config) {
        AuditReport report = ClientAudit.of(ClientRole.PRODUCER).audit(config);

        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.close(Duration.ZERO);
        } catch (RuntimeException e) {
            assertThat(report.hasErrors())
                    .as("%s for %s", causes(e), shown(config))
                    .isTrue();
        }
    }

    @Property(tries = 300)
    void whatAConsumerRefusesIsAnError(@ForAll("consumers") Map<String, Object> config) {
        AuditReport report = ClientAudit.of(ClientRole.CONSUMER).audit(config);

        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.wakeup();
        } catch (RuntimeException e) {
            assertThat(report.hasErrors())
                    .as("%s for %s", causes(e), shown(config))
                    .isTrue();
        }
    }

    @Property(tries = 150)
    void whatAnAdminRefusesIsAnError(@ForAll("admins") Map<String, Object> config) {
        AuditReport report = ClientAudit.of(ClientRole.ADMIN).audit(config);

        try (Admin admin = Admin.create(config)) {
            admin.close(Duration.ZERO);
        } catch (RuntimeException e) {
            assertThat(report.hasErrors())
                    .as("%s for %s", causes(e), shown(config))
                    .isTrue();
        }
    }

    /** The other way round: a plain configuration starts, and has no error. */
    @Property(tries = 50)
    void whatIsOnlyUnknownIsNoError(@ForAll("unknown") String key) {
        AuditReport report =
                ClientAudit.of(ClientRole.PRODUCER).audit(Map.of("bootstrap.servers", "a:1,b:1", key, "x"));

        assertThat(report.errors()).isEmpty();
        assertThat(report.findings()).anyMatch(finding -> finding.rule().equals("C04"));
    }

    @Provide
    Arbitrary<String> unknown() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .ofMinLength(3)
                .ofMaxLength(12)
                .map(text -> "x." + text);
    }

    @Provide
    Arbitrary<Map<Object, Object>> anything() {
        List<Object> keys = new ArrayList<>(KnownKeys.names(ClientRole.PRODUCER));
        keys.addAll(KnownKeys.names(ClientRole.CONSUMER));
        keys.addAll(KnownKeys.names(ClientRole.STREAMS));
        keys.addAll(List.of("", "linger", "producer.acks", "consumer.group.protocol", 7, "config.providers", "ack"));
        return maps(Arbitraries.of(keys).injectNull(0.02));
    }

    @Provide
    Arbitrary<Map<String, Object>> producers() {
        return clients(ClientRole.PRODUCER);
    }

    @Provide
    Arbitrary<Map<String, Object>> consumers() {
        return clients(ClientRole.CONSUMER);
    }

    @Provide
    Arbitrary<Map<String, Object>> admins() {
        return clients(ClientRole.ADMIN);
    }

    private static Arbitrary<Map<String, Object>> clients(ClientRole role) {
        // Files, log-ins and foreign classes with I/O of their own are nothing that an audit can know about.
        List<String> keys = new TreeSet<>(KnownKeys.names(role))
                .stream()
                        .filter(key ->
                                !key.startsWith("ssl.") && !key.startsWith("sasl.") && !key.startsWith("config."))
                        .toList();
        return Arbitraries.integers().between(0, 9).flatMap(withBootstrap -> ClientAuditProperties.<String>maps(
                        Arbitraries.of(keys))
                .map(map -> {
                    Map<String, Object> config = new HashMap<>(map);
                    if (withBootstrap > 0) {
                        config.put("bootstrap.servers", NOBODY);
                    }
                    return config;
                }));
    }

    private static <K> Arbitrary<Map<K, Object>> maps(Arbitrary<K> keys) {
        return Arbitraries.maps(keys, values()).ofMaxSize(5);
    }

    private static Arbitrary<Object> values() {
        return Arbitraries.oneOf(
                        Arbitraries.of(
                                -2,
                                -1,
                                0,
                                1,
                                2,
                                5,
                                100,
                                1_000,
                                30_000,
                                100_000,
                                Integer.MAX_VALUE,
                                5L,
                                1e9,
                                true,
                                false),
                        Arbitraries.of(
                                "", " ", "all", "-1", "0", "1", "5", "1000", "60000", "true", "false", "x", "${x}",
                                "${a:b}"),
                        Arbitraries.of(
                                "PLAINTEXT",
                                "SSL",
                                "SASL_PLAINTEXT",
                                "lz4",
                                "none",
                                "earliest",
                                "latest",
                                "by_duration:PT1H",
                                "classic",
                                "consumer",
                                "read_committed",
                                "rebootstrap",
                                "use_all_dns_ips",
                                "INFO",
                                "implicit"),
                        Arbitraries.of(
                                "localhost",
                                "localhost:99999",
                                "127.0.0.1:1",
                                ":1",
                                "a b:1",
                                "java.lang.String",
                                "no.such.Class",
                                "org.apache.kafka.clients.consumer.RangeAssignor",
                                "org.apache.kafka.common.metrics.JmxReporter"),
                        Arbitraries.of(
                                String.class,
                                List.of(),
                                List.of("a", "b"),
                                List.of(1),
                                new Object(),
                                new Unspeakable()))
                .injectNull(0.03);
    }

    private static final class Unspeakable {
        @Override
        public String toString() {
            throw new IllegalStateException("no words");
        }
    }

    private static Map<String, String> shown(Map<String, Object> config) {
        Map<String, String> shown = new HashMap<>();
        config.forEach((key, value) -> shown.put(key, Secrets.shown("", value)));
        return shown;
    }

    private static String causes(Throwable e) {
        return e.getCause() == null ? e.toString() : e + " <- " + causes(e.getCause());
    }
}
