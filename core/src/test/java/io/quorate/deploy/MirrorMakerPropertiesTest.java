// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class MirrorMakerPropertiesTest {
    private static final String DIRECTORY = "org.apache.kafka.common.config.provider.DirectoryConfigProvider";

    private final MirrorMakerProperties.Builder move =
            MirrorMakerProperties.builder("old:9092", "a:9092,b:9092,c:9092");

    @Test
    void aMoveFromOneBrokerOnlyReadsTheSource() {
        Map<String, String> properties = move.build().properties();

        assertThat(properties)
                .containsEntry("clusters", "source,target")
                .containsEntry("source.bootstrap.servers", "old:9092")
                .containsEntry("target.bootstrap.servers", "a:9092,b:9092,c:9092")
                .containsEntry("source->target.enabled", "true")
                .containsEntry("target->source.enabled", "false")
                .containsEntry("emit.heartbeats.enabled", "false")
                .containsEntry("offset-syncs.topic.location", "target")
                .containsEntry("offset-syncs.topic.replication.factor", "3")
                .containsEntry("replication.factor", "3")
                .containsEntry("sync.group.offsets.enabled", "true")
                .containsEntry("sync.topic.acls.enabled", "false")
                .containsEntry("source.consumer.isolation.level", "read_committed")
                .containsEntry("replication.policy.class", "org.apache.kafka.connect.mirror.IdentityReplicationPolicy")
                .doesNotContainKey("target.exactly.once.source.support");
    }

    @Test
    void theFileHoldsTheSamePropertiesAndIsTheSameEachTime() throws IOException {
        MirrorMakerProperties rendered =
                move.topics(List.of("orders\\..*", "accounts")).build();
        Properties read = new Properties();
        read.load(new StringReader(rendered.file()));

        assertThat(read).isEqualTo(rendered.properties());
        assertThat(rendered.properties()).containsEntry("source->target.topics", "orders\\..*,accounts");
        assertThat(move.build().file()).isEqualTo(rendered.file());
    }

    @Test
    void whatIsNotObviousHasItsReasonInTheFile() {
        assertThat(move.delivery(MirrorMakerProperties.Delivery.EXACTLY_ONCE)
                        .build()
                        .file())
                .contains("aborted transactions are copied, and at the target nothing says that they were aborted.\n"
                        + "source.consumer.isolation.level=read_committed")
                .contains("(KIP-618).\ntarget.exactly.once.source.support=enabled")
                .contains("two translations. The default is 100.\noffset.lag.max=0");
    }

    @Test
    void replicasAreBoundedByTheBrokersThatKeepThem() {
        Map<String, String> small = move.brokers(1, 2)
                .offsetSyncs(MirrorMakerProperties.OffsetSyncs.ON_SOURCE)
                .build()
                .properties();

        assertThat(small)
                .containsEntry("replication.factor", "2")
                .containsEntry("config.storage.replication.factor", "2")
                .containsEntry("offset-syncs.topic.location", "source")
                .containsEntry("offset-syncs.topic.replication.factor", "1");
    }

    @Test
    void everySettingIsRendered() {
        Map<String, String> properties = move.aliases("old", "new")
                .groups(List.of("billing"))
                .naming(MirrorMakerProperties.Naming.PREFIXED)
                .tasks(8)
                .offsetLagMax(10)
                .refresh(Duration.ofMinutes(1))
                .checkpoints(Duration.ofSeconds(5))
                .property("old.consumer.fetch.max.bytes", "1000000")
                .build()
                .properties();

        assertThat(properties)
                .containsEntry("old->new.groups", "billing")
                .containsEntry("tasks.max", "8")
                .containsEntry("offset.lag.max", "10")
                .containsEntry("refresh.topics.interval.seconds", "60")
                .containsEntry("emit.checkpoints.interval.seconds", "5")
                .containsEntry("old.consumer.fetch.max.bytes", "1000000")
                .doesNotContainKey("replication.policy.class");
    }

    @Test
    void secretsAreReferencesToAProviderThatIsThere() {
        Map<String, String> login = Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.jaas.config", "org.example.Login required password=\"${secrets:/etc/mm2:password}\";");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> move.sourceClient(login).build())
                .withMessageContaining("[secrets]")
                .withMessageContaining("configProvider");
        assertThat(move.sourceClient(login)
                        .configProvider("secrets", DIRECTORY, Map.of("allowed.paths", "/etc/mm2"))
                        .build()
                        .properties())
                .containsEntry("config.providers", "secrets")
                .containsEntry("config.providers.secrets.class", DIRECTORY)
                .containsEntry("config.providers.secrets.param.allowed.paths", "/etc/mm2")
                .containsEntry("source.security.protocol", "SASL_SSL");
    }

    @Test
    void plainSecretsAreRefusedAndNotShown() {
        Map<String, String> plain =
                Map.of("ssl.keystore.password", "hunter2", "sasl.jaas.config", "x password=hunter2;");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> move.targetClient(plain))
                .withMessageContaining("[sasl.jaas.config, ssl.keystore.password]")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
        assertThatIllegalArgumentException().isThrownBy(() -> move.property("target.ssl.key.password", "hunter2"));
    }

    @Test
    void aPropertyThatIsSetAlreadyIsNotChangedByTheWay() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> move.property("replication.factor", "1").build())
                .withMessage("Did not set replication.factor=1: it is 3 already. Use the setter that stands for it.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MirrorMakerProperties.builder("a", "b").brokers(1, 0))
                .withMessageContaining("1 and 0");
    }

    @Test
    void settingsWithoutMeaningAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> MirrorMakerProperties.builder("a:9092", "a:9092"));
        assertThatIllegalArgumentException().isThrownBy(() -> MirrorMakerProperties.builder(" ", "a:9092"));
        assertThatIllegalArgumentException().isThrownBy(() -> move.aliases("a", "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> move.aliases("a.b", "c"));
        assertThatIllegalArgumentException().isThrownBy(() -> move.topics(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> move.groups(List.of("a,b")));
        assertThatIllegalArgumentException().isThrownBy(() -> move.tasks(0));
        assertThatIllegalArgumentException().isThrownBy(() -> move.offsetLagMax(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> move.refresh(Duration.ofMillis(1500)));
        assertThatIllegalArgumentException().isThrownBy(() -> move.checkpoints(Duration.ZERO));
    }
}
