// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkloadBuilderTest {
    private final WorkloadBuilder builder = Workload.builder(Map.of("bootstrap.servers", "localhost:1"));

    @Test
    void needsBootstrapServers() {
        assertThatThrownBy(() -> Workload.builder(Map.of("security.protocol", "SSL")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bootstrap.servers")
                .hasMessageContaining("[security.protocol]");
    }

    @Test
    void needsATopicAndAProducer() {
        assertThatThrownBy(builder::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("at least one topic and one producer");
    }

    @Test
    void refusesTwoProducersOfOneName() {
        builder.producer(ProducerSpec.idempotent("p1"));
        assertThatThrownBy(() -> builder.producer(ProducerSpec.transactional("p1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("transactional producer p1");
    }

    @Test
    void refusesASecondRateWithBothValues() {
        builder.recordsPerSecond(50);
        assertThatThrownBy(builder::flatOut)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("50")
                .hasMessageContaining("0: flat out");
    }

    @Test
    void refusesSettingsOfTheGroupOnWhichItsVerdictDepends() {
        assertThatThrownBy(() -> builder.groupSetting("enable.auto.commit", true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("enable.auto.commit=true");
    }

    @Test
    void refusesValuesOutOfRange() {
        assertThatThrownBy(() -> builder.recordsPerSecond(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.recordBytes(35)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.maxRecords(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.group("g", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.startTimeout(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAProducerThatIsNeverAcknowledged() {
        assertThatThrownBy(() -> ProducerSpec.of("p1", Map.of("acks", "0")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("acks=0");
        assertThatThrownBy(() -> ProducerSpec.idempotent("p1").with("acks", 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAProducerWithItsOwnSerializer() {
        assertThatThrownBy(() -> ProducerSpec.idempotent("p1").with("value.serializer", "mine"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("value.serializer=mine");
    }

    @Test
    void changesACopyOfAProducer() {
        ProducerSpec plain = ProducerSpec.of("p1", Map.of("acks", "1"));
        ProducerSpec changed =
                plain.with("transactional.id", "tx").abortEvery(3).transactionEvery(7, Duration.ofMillis(9));
        assertThat(plain.isTransactional()).isFalse();
        assertThat(changed.isTransactional()).isTrue();
        assertThat(changed.settings()).containsEntry("acks", "1").containsEntry("transactional.id", "tx");
        assertThat(changed.shape()).isEqualTo(new ProducerSpec.TransactionShape(7, Duration.ofMillis(9), 3));
        assertThatThrownBy(() -> plain.transactionEvery(0, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givesProducersSettingsThatLetItBeStoppedUnlessTheySetTheirOwn() {
        ClientSettings settings = new ClientSettings(Map.of("bootstrap.servers", "localhost:1"));
        assertThat(settings.producer(ProducerSpec.idempotent("p1"))).containsEntry("max.block.ms", 5_000);
        assertThat(settings.producer(ProducerSpec.idempotent("p1").with("max.block.ms", 7)))
                .containsEntry("max.block.ms", 7);
        assertThat(settings.member("g", "g-0", Map.of()))
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("enable.auto.commit", false);
    }
}
