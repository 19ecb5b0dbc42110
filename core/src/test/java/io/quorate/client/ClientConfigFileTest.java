// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientConfigFileTest {
    @Test
    void aPlainFileIsForTheClientWhoseKeysAreThere() {
        assertThat(ClientConfigFile.parse("acks=1").roles()).containsExactly(ClientRole.PRODUCER);
        assertThat(ClientConfigFile.parse("group.id=g").roles()).containsExactly(ClientRole.CONSUMER);
        assertThat(ClientConfigFile.parse("application.id=a").roles()).containsExactly(ClientRole.STREAMS);
        assertThat(ClientConfigFile.parse("client.id=a").roles()).isEmpty();
        assertThat(ClientConfigFile.parse("acks=1\ngroup.id=g").roles()).isEmpty();
        assertThat(ClientConfigFile.parse("acks=1").config(ClientRole.ADMIN)).containsEntry("acks", "1");
    }

    @Test
    void aFileOfSpringHasItsClientsUnderKafkasNames() {
        ClientConfigFile file = ClientConfigFile.parse("""
                server.port=8080
                spring.kafka.bootstrap-servers=k1:9092,k2:9092
                spring.kafka.ssl.trust-store-location=file:/t.jks
                spring.kafka.properties.metadata.recovery.strategy=none
                spring.kafka.producer.acks=1
                spring.kafka.producer.buffer-memory=64MB
                spring.kafka.producer.transaction-id-prefix=tx-
                spring.kafka.producer.properties.linger.ms=${LINGER:10}
                spring.kafka.producer.properties[max.block.ms]=1
                spring.kafka.consumer.group-id=${GROUP}
                spring.kafka.consumer.heartbeat-interval=3s
                spring.kafka.consumer.isolation-level=read-committed
                spring.kafka.consumer.fetch-max-wait=100
                spring.kafka.listener.ack-mode=batch
                """);

        assertThat(file.isOfSpring()).isTrue();
        assertThat(file.roles()).containsExactly(ClientRole.PRODUCER, ClientRole.CONSUMER);
        assertThat(file.config(ClientRole.PRODUCER))
                .containsEntry("bootstrap.servers", "k1:9092,k2:9092")
                .containsEntry("ssl.truststore.location", "file:/t.jks")
                .containsEntry("metadata.recovery.strategy", "none")
                .containsEntry("acks", "1")
                .containsEntry("buffer.memory", "67108864")
                .containsEntry("transactional.id", "tx-")
                .containsEntry("linger.ms", "10")
                .containsEntry("max.block.ms", "1")
                .doesNotContainKey("ack.mode");
        assertThat(file.config(ClientRole.CONSUMER))
                .containsEntry("enable.auto.commit", "false")
                .containsEntry("heartbeat.interval.ms", "3000")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("fetch.max.wait.ms", "100");
        assertThat(file.config(ClientRole.STREAMS)).isEmpty();
    }

    @Test
    void whatSomebodyFillsInLaterIsANoteAndNoError() {
        ClientConfigFile file = ClientConfigFile.parse("""
                spring.kafka.bootstrap-servers=${BROKERS}
                spring.kafka.consumer.group-id=${GROUP}
                spring.kafka.consumer.max-poll-records=${RECORDS}
                """);

        AuditReport report = ClientAudit.builder(ClientRole.CONSUMER)
                .goal(ClientGoal.ZERO_LOSS)
                .build()
                .audit(file.config(ClientRole.CONSUMER));

        assertThat(report.errors()).as(report.describe()).isEmpty();
        assertThat(report.findings())
                .filteredOn(finding -> finding.rule().equals("C08"))
                .hasSize(3);
    }

    @Test
    void aTransactionalIdThatIsDrawnAtRandomIsFound() {
        ClientConfigFile file = ClientConfigFile.parse(
                "spring.kafka.producer.transaction-id-prefix=tx-${random.uuid}\nspring.kafka.bootstrap-servers=a:1,b:1");

        assertThat(ClientAudit.of(ClientRole.PRODUCER)
                        .audit(file.config(ClientRole.PRODUCER))
                        .findings())
                .anyMatch(finding -> finding.rule().equals("P07"));
    }

    @Test
    void settingsOfAllClientsAreForProducersAndConsumers() {
        assertThat(ClientConfigFile.parse("spring.kafka.bootstrap-servers=a:1").roles())
                .isEqualTo(List.of(ClientRole.PRODUCER, ClientRole.CONSUMER));
    }

    @Test
    void filesThatCannotBeReadAreRefusedByName(@TempDir Path directory) throws IOException {
        Path missing = directory.resolve("missing.properties");
        Path yaml = directory.resolve("application.yml");
        Path broken = Files.writeString(directory.resolve("broken.properties"), "a=\\u00zz");

        assertThatThrownBy(() -> ClientConfigFile.read(missing))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(missing.toString());
        assertThatThrownBy(() -> ClientConfigFile.read(yaml)).hasMessageContaining("YAML");
        assertThatThrownBy(() -> ClientConfigFile.read(broken)).hasMessageContaining(broken.toString());
    }

    @Test
    void secretsAreNotInItsText() {
        assertThat(ClientConfigFile.parse("sasl.jaas.config=geheim").toString()).doesNotContain("geheim");
    }
}
