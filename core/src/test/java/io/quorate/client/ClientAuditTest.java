// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClientAuditTest {
    private static final String THREE = "bootstrap.servers=k1:9092,k2:9092,k3:9092";

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @MethodSource
    void eachRuleHasAConfigurationThatBreaksIt(ClientRole role, String rule, Severity severity, String config) {
        AuditReport report = ClientAudit.of(role).audit(map(THREE + ";" + config));

        assertThat(report.findings())
                .as(report.describe())
                .anyMatch(finding -> finding.rule().equals(rule) && finding.severity() == severity);
    }

    static Stream<Arguments> eachRuleHasAConfigurationThatBreaksIt() {
        ClientRole producer = ClientRole.PRODUCER;
        ClientRole consumer = ClientRole.CONSUMER;
        ClientRole streams = ClientRole.STREAMS;
        String group = "group.id=g;";
        return Stream.of(
                arguments(producer, "C01", Severity.ERROR, "bootstrap.servers=10.0.0.1:9092"),
                arguments(producer, "C01", Severity.WARNING, "bootstrap.servers=kafka:9092"),
                arguments(producer, "C01", Severity.WARNING, "bootstrap.servers=k:1,k:2,k:3"),
                arguments(producer, "C01", Severity.ERROR, "bootstrap.servers=k1:9092,k2"),
                arguments(producer, "C01", Severity.ERROR, "bootstrap.servers="),
                arguments(ClientRole.ADMIN, "C01", Severity.ERROR, "bootstrap.controllers=c:1"),
                arguments(producer, "C02", Severity.WARNING, "bootstrap.servers=localhost:9092,k:9092"),
                arguments(producer, "C03", Severity.WARNING, "metadata.recovery.strategy=none"),
                arguments(producer, "C04", Severity.WARNING, "ack=all"),
                arguments(producer, "C04", Severity.INFO, "schema.registry.url=http://r"),
                arguments(producer, "C05", Severity.INFO, "reconnect.backoff.max.ms=10"),
                arguments(producer, "C05", Severity.INFO, "retry.backoff.max.ms=10"),
                arguments(producer, "C06", Severity.ERROR, "sasl.mechanism=PLAIN"),
                arguments(producer, "C06", Severity.WARNING, "ssl.truststore.location=x"),
                arguments(producer, "C06", Severity.WARNING, "security.protocol=SASL_PLAINTEXT;sasl.jaas.config=x"),
                arguments(
                        producer,
                        "C07",
                        Severity.ERROR,
                        "security.protocol=SSL;ssl.endpoint.identification.algorithm="),
                arguments(producer, "C08", Severity.WARNING, "client.id=${NAME}"),
                arguments(producer, "C08", Severity.INFO, "config.providers=env;client.id=${env:NAME}"),
                arguments(producer, "C09", Severity.ERROR, "security.protocol=SASL_SSL"),
                arguments(producer, "C10", Severity.INFO, "acks=all"),
                arguments(producer, "P01", Severity.ERROR, "acks=0"),
                arguments(producer, "P01", Severity.WARNING, "acks=1"),
                arguments(producer, "P02", Severity.WARNING, "acks=1"),
                arguments(producer, "P02", Severity.WARNING, "enable.idempotence=false"),
                arguments(producer, "P03", Severity.WARNING, "retries=3"),
                arguments(producer, "P03", Severity.ERROR, "retries=0"),
                arguments(producer, "P04", Severity.WARNING, "delivery.timeout.ms=40000"),
                arguments(producer, "P04", Severity.ERROR, "delivery.timeout.ms=30000"),
                arguments(producer, "P05", Severity.WARNING, "request.timeout.ms=300000"),
                arguments(producer, "P06", Severity.WARNING, "enable.idempotence=false"),
                arguments(producer, "P07", Severity.WARNING, "transactional.id=t-7f3c1f5e-8c6a-4a57-9d3e-000000000000"),
                arguments(producer, "P07", Severity.WARNING, "transactional.id=t-1;transaction.timeout.ms=60000"),
                arguments(producer, "P09", Severity.WARNING, "batch.size=50000000"),
                arguments(producer, "P09", Severity.WARNING, "max.request.size=50000000"),
                arguments(producer, "R01", Severity.ERROR, "linger.ms=soon"),
                arguments(producer, "R01", Severity.ERROR, "enable.idempotence=true;acks=1"),
                arguments(producer, "R02", Severity.ERROR, "partitioner.class=java.lang.String"),
                arguments(producer, "R02", Severity.ERROR, "interceptor.classes=no.such.Class"),
                arguments(producer, "R03", Severity.INFO, "acks=all"),
                arguments(consumer, "G01", Severity.WARNING, "client.id=c"),
                arguments(consumer, "G01", Severity.ERROR, "enable.auto.commit=true"),
                arguments(consumer, "G02", Severity.INFO, group),
                arguments(consumer, "G05", Severity.ERROR, group + "group.protocol=consumer;session.timeout.ms=1000"),
                arguments(consumer, "G06", Severity.WARNING, group + "heartbeat.interval.ms=20000"),
                arguments(consumer, "G06", Severity.ERROR, group + "heartbeat.interval.ms=45000"),
                arguments(consumer, "G06", Severity.WARNING, group + "session.timeout.ms=9999"),
                arguments(consumer, "G06", Severity.WARNING, group + "session.timeout.ms=300001"),
                arguments(consumer, "G07", Severity.WARNING, group + "max.poll.interval.ms=30000"),
                arguments(consumer, "G08", Severity.ERROR, group + "fetch.max.wait.ms=30000"),
                arguments(
                        consumer,
                        "G10",
                        Severity.INFO,
                        group + "partition.assignment.strategy=" + RangeAssignor.class.getName()),
                arguments(consumer, "G12", Severity.WARNING, group),
                arguments(ClientRole.ADMIN, "A02", Severity.ERROR, "default.api.timeout.ms=1000"),
                arguments(streams, "S01", Severity.WARNING, "application.id=a"),
                arguments(streams, "S01", Severity.WARNING, "application.id=a;replication.factor=1"),
                arguments(streams, "S01", Severity.ERROR, "application.id=a;processing.guarantee=exactly_once"),
                arguments(streams, "S02", Severity.ERROR, "state.dir=/data"),
                arguments(streams, "S02", Severity.ERROR, "application.id=a;num.standby.replicas=one"),
                arguments(streams, "P01", Severity.ERROR, "application.id=a;producer.acks=0"),
                arguments(streams, "G08", Severity.ERROR, "application.id=a;main.consumer.fetch.max.wait.ms=99999"),
                arguments(streams, "R01", Severity.ERROR, "application.id=a;consumer.max.poll.records=none"));
    }

    @ParameterizedTest(name = "{0} for {1}, {2} {3}: {4}")
    @MethodSource
    void theGoalDecidesHowBadItIs(ClientRole role, ClientGoal goal, String rule, Severity severity, String config) {
        AuditReport report = ClientAudit.builder(role).goal(goal).build().audit(map(THREE + ";" + config));

        assertThat(report.findings())
                .as(report.describe())
                .anyMatch(finding -> finding.rule().equals(rule) && finding.severity() == severity);
    }

    static Stream<Arguments> theGoalDecidesHowBadItIs() {
        ClientGoal zeroLoss = ClientGoal.ZERO_LOSS;
        ClientGoal exactlyOnce = ClientGoal.EXACTLY_ONCE;
        ClientGoal much = ClientGoal.HIGH_THROUGHPUT;
        return Stream.of(
                arguments(ClientRole.PRODUCER, zeroLoss, "P01", Severity.ERROR, "acks=1"),
                arguments(ClientRole.PRODUCER, zeroLoss, "P02", Severity.ERROR, "acks=1"),
                arguments(ClientRole.PRODUCER, exactlyOnce, "P07", Severity.ERROR, "acks=all"),
                arguments(
                        ClientRole.PRODUCER,
                        ClientGoal.LOW_LATENCY,
                        "P04",
                        Severity.WARNING,
                        "delivery.timeout.ms=9000;request.timeout.ms=5000"),
                arguments(ClientRole.PRODUCER, much, "P08", Severity.INFO, "linger.ms=0;compression.type=lz4"),
                arguments(ClientRole.PRODUCER, much, "P08", Severity.INFO, "linger.ms=25"),
                arguments(ClientRole.CONSUMER, zeroLoss, "G01", Severity.ERROR, "client.id=c"),
                arguments(ClientRole.CONSUMER, zeroLoss, "G02", Severity.ERROR, "group.id=g"),
                arguments(ClientRole.CONSUMER, zeroLoss, "G03", Severity.WARNING, "group.id=g"),
                arguments(ClientRole.CONSUMER, exactlyOnce, "G04", Severity.WARNING, "group.id=g"),
                arguments(ClientRole.ADMIN, ClientGoal.MONITORING, "A01", Severity.INFO, "client.id=m"),
                arguments(ClientRole.STREAMS, zeroLoss, "S01", Severity.ERROR, "application.id=a;replication.factor=2"),
                arguments(ClientRole.STREAMS, exactlyOnce, "S01", Severity.ERROR, "application.id=a"));
    }

    @Test
    void aSoundConfigurationHasNothingWorseThanNotes() {
        AuditReport report = ClientAudit.builder(ClientRole.PRODUCER)
                .goal(ClientGoal.ZERO_LOSS)
                .build()
                .audit(map(THREE + ";client.id=w;acks=all;enable.idempotence=true;delivery.timeout.ms=300000"));

        assertThat(report.findings()).as(report.describe()).allMatch(finding -> finding.severity() == Severity.INFO);
        assertThat(report.survival().survives()).anyMatch(sentence -> sentence.startsWith("the loss of a leader"));
        report.throwIfErrors();
    }

    @Test
    void theEffectiveConfigurationIsAuditedNotTheGivenOne() {
        AuditReport report = ClientAudit.builder(ClientRole.PRODUCER)
                .goal(ClientGoal.ZERO_LOSS)
                .build()
                .audit(map(THREE + ";acks=1"));

        assertThat(report.errors()).anySatisfy(error -> {
            assertThat(error.key()).isEqualTo("enable.idempotence");
            assertThat(error.seen()).isEqualTo("false");
        });
        assertThat(report.survival().suffers()).anyMatch(sentence -> sentence.contains("acks=1"));
    }

    @ParameterizedTest(name = "{0} is nearly {1}")
    @MethodSource
    void aKeyThatIsSpeltWrongIsRecognised(String wrong, String right) {
        AuditReport report = ClientAudit.of(ClientRole.PRODUCER).audit(map(THREE + ";" + wrong + "=1"));

        assertThat(report.findings()).anySatisfy(finding -> {
            assertThat(finding.key()).isEqualTo(wrong);
            assertThat(finding.fix()).isEqualTo("Did you mean " + right + "?");
        });
    }

    static Stream<Arguments> aKeyThatIsSpeltWrongIsRecognised() {
        return Stream.of(
                arguments("ack", "acks"),
                arguments("linger_ms", "linger.ms"),
                arguments("lingerMs", "linger.ms"),
                arguments("bacth.size", "batch.size"),
                arguments("delivery.timeout", "delivery.timeout.ms"),
                arguments("enable.idempotency", "enable.idempotence"),
                arguments("max.in.flight.request.per.connection", "max.in.flight.requests.per.connection"),
                arguments("compresion.type", "compression.type"));
    }

    @Test
    void aKeyOfAnotherClientIsSaidToBeOne() {
        AuditReport report = ClientAudit.of(ClientRole.PRODUCER).audit(map(THREE + ";group.id=g"));

        assertThat(report.findings())
                .anySatisfy(finding -> assertThat(finding.reason()).contains("consumers"));
    }

    @Test
    void secretsAreNeverShownNotEvenUnderAKeyThatIsSpeltWrong() {
        Map<String, Object> config = new HashMap<>(map(THREE + ";sasl.jass.config=geheim;ssl.key.pasword=geheim"));
        config.put("sasl.jaas.config", "geheim");
        config.put("ssl.keystore.password", List.of("geheim"));
        config.put("ssl.truststore.password", new Password("geheim"));
        config.put("my.api.key", "geheim");

        AuditReport report = ClientAudit.of(ClientRole.PRODUCER).audit(config);

        assertThat(report.describe() + report).contains("sasl.jass.config").doesNotContain("geheim");
        assertThatThrownBy(report::throwIfErrors).hasMessageNotContaining("geheim");
    }

    @Test
    void theExceptionListsEveryErrorWithItsFix() {
        AuditReport report = ClientAudit.of(ClientRole.PRODUCER).audit(map("acks=0;linger.ms=soon"));

        assertThatThrownBy(report::throwIfErrors)
                .isInstanceOfSatisfying(
                        ClientAuditException.class, e -> assertThat(e.report()).isEqualTo(report))
                .hasMessageContaining("acks=0")
                .hasMessageContaining("Use acks=all")
                .hasMessageContaining("linger.ms")
                .hasMessageContaining("bootstrap.servers");
        assertThat(report.survival().survives()).isEmpty();
    }

    @Test
    void whatTheClientRefusesForSeveralReasonsIsAllSaid() {
        AuditReport report = ClientAudit.of(ClientRole.PRODUCER)
                .audit(map(THREE + ";linger.ms=x;batch.size=y;acks=1;enable.idempotence=true"));

        assertThat(report.errors().stream().map(AuditFinding::reason))
                .anyMatch(reason -> reason.contains("linger.ms"))
                .anyMatch(reason -> reason.contains("batch.size"))
                .anyMatch(reason -> reason.contains("idempoten"));
    }

    @Test
    void aClassThatIsOnlyMissingHereIsANoteIfTheClientRunsElsewhere() {
        Map<String, Object> config = map(THREE + ";key.serializer=com.acme.Avro;metric.reporters=com.acme.Metrics");

        assertThat(ClientAudit.of(ClientRole.PRODUCER).audit(config).errors()).hasSize(2);
        assertThat(ClientAudit.builder(ClientRole.PRODUCER)
                        .onAnotherClassPath()
                        .build()
                        .audit(config)
                        .errors())
                .isEmpty();
    }

    @Test
    void slowRecordsDoNotFitIntoAPoll() {
        AuditReport report = ClientAudit.builder(ClientRole.CONSUMER)
                .recordTime(Duration.ofSeconds(1))
                .build()
                .audit(map(THREE + ";group.id=g"));

        assertThat(report.findings()).anySatisfy(finding -> {
            assertThat(finding.rule()).isEqualTo("G07");
            assertThat(finding.key()).isEqualTo("max.poll.records");
        });
    }

    @Test
    void twoMembersWithTheSameIdentityAreFound() {
        Map<String, AuditReport> reports = ClientAudit.of(ClientRole.CONSUMER)
                .auditTogether(Map.of(
                        "one", map(THREE + ";group.id=g;group.instance.id=a"),
                        "two", map(THREE + ";group.id=g;group.instance.id=a"),
                        "three", map(THREE + ";group.id=g;group.instance.id=b")));

        assertThat(reports).hasEntrySatisfying("one", report -> assertThat(report.findings())
                .anyMatch(finding -> finding.reason().contains("one, two")));
        assertThat(reports).hasEntrySatisfying("three", report -> assertThat(report.findings())
                .noneMatch(finding -> finding.reason().contains("one, two")));
    }

    @Test
    void propertiesAreAuditedToo() {
        Properties properties = new Properties();
        properties.setProperty("acks", "0");

        assertThat(ClientAudit.of(ClientRole.PRODUCER).audit(properties).hasErrors())
                .isTrue();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void everyRoleIsToldWhatItSurvives(ClientRole role, String config, String survives, String suffers) {
        Survival survival =
                ClientAudit.of(role).audit(map(THREE + ";" + config)).survival();

        assertThat(survival.survives()).anyMatch(sentence -> sentence.contains(survives));
        assertThat(survival.suffers()).anyMatch(sentence -> sentence.contains(suffers));
    }

    static Stream<Arguments> everyRoleIsToldWhatItSurvives() {
        return Stream.of(
                arguments(ClientRole.PRODUCER, "acks=all", "what was acknowledged", "request.timeout.ms=30 s"),
                arguments(ClientRole.PRODUCER, "enable.idempotence=false", "outage", "twice"),
                arguments(ClientRole.CONSUMER, "group.id=g", "coordinator", "may be skipped"),
                arguments(
                        ClientRole.CONSUMER,
                        "group.id=g;enable.auto.commit=false",
                        "no record is skipped",
                        "session.timeout.ms=45 s"),
                arguments(
                        ClientRole.CONSUMER,
                        "group.id=g;group.protocol=consumer",
                        "coordinator",
                        "group.consumer.session"),
                arguments(ClientRole.ADMIN, "client.id=a", "calls go to others", "controllers"),
                arguments(ClientRole.STREAMS, "application.id=a;num.standby.replicas=1", "standby", "processed again"),
                arguments(
                        ClientRole.STREAMS,
                        "application.id=a;processing.guarantee=exactly_once_v2",
                        "once",
                        "changelog"));
    }

    /** "a=1;b=2". */
    static Map<String, Object> map(String config) {
        Map<String, Object> map = new HashMap<>();
        Arrays.stream(config.split(";"))
                .filter(entry -> !entry.isEmpty())
                .forEach(entry ->
                        map.put(entry.substring(0, entry.indexOf('=')), entry.substring(entry.indexOf('=') + 1)));
        return map;
    }
}
