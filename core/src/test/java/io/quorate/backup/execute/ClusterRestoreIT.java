// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.backup.ClusterBackup;
import io.quorate.backup.ConfigBackup;
import io.quorate.backup.ConfigScope;
import io.quorate.backup.GroupBackup;
import io.quorate.backup.LogRange;
import io.quorate.backup.OffsetBackup;
import io.quorate.backup.TopicBackup;
import io.quorate.backup.observe.ClusterExport;
import io.quorate.backup.plan.Placement;
import io.quorate.backup.plan.RestoreOptions;
import io.quorate.backup.plan.RestorePlan;
import io.quorate.backup.plan.RestoreSection;
import io.quorate.backup.plan.RestoreStep;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.group.GroupChanges;
import io.quorate.observe.Live;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.security.Security;
import io.quorate.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One cluster with an authorizer and SCRAM users for all; each test looks at names of its own, or puts back what it takes. */
class ClusterRestoreIT {
    private static final TopicPartition KEPT_0 = new TopicPartition("kept", 0);
    private static final ClientQuotaEntity ALICE = new ClientQuotaEntity(Map.of("user", "alice"));
    private static final Instant NOW = Time.system().now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
    private static final int MOST_LOOKS = 120;

    private static TestCluster cluster;
    private static Live live;

    @BeforeAll
    static void start() {
        cluster = TestCluster.builder()
                .nodes(2)
                .security(Security.saslScram().withAuthorizer())
                .start();
        live = new Live(cluster);
    }

    @AfterAll
    static void stop() {
        if (live != null) {
            live.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void whatWasWipedIsThereAgainAndTheNextExportIsTheSameDocument(@TempDir Path directory) throws Exception {
        cluster.principal("alice");
        fill();
        ClusterBackup before = exported(backup -> backup.isComplete() && isFilled(backup));
        assertThat(offset(before).commit().metadata()).isEqualTo("two were read");
        assertThat(offset(before).recordTime()).contains(NOW.plusMillis(2));
        assertThat(offset(before).log()).contains(new LogRange(0, 4));
        assertThat(before.access().scramUsers().value().orElseThrow()).containsKey("alice");
        Path file = directory.resolve("cluster.json");
        before.writeTo(file);
        ClusterBackup saved = ClusterBackup.readFrom(file);
        assertThat(saved).isEqualTo(before);

        wipe();
        exported(ClusterRestoreIT::isWiped);
        ClusterRestore restore = ClusterRestore.using(live.admin());
        RestoreOptions asItWas =
                RestoreOptions.builder().placement(Placement.AS_IN_BACKUP).build();
        RestorePlan plan = restore.plan(saved, asItWas);
        assertThat(exported(ClusterRestoreIT::isWiped).topics())
                .as("a plan writes nothing")
                .isNotEqualTo(saved.topics());
        RestoreResult result = restore.apply(plan);

        assertThat(result.describe()).contains("done: create topic wiped: 3 partitions");
        result.throwIfIncomplete();
        assertThat(plan.steps(RestoreStep.Outcome.REFUSED)).as(plan.describe()).isEmpty();
        ClusterBackup after = exported(backup -> comparable(backup).equals(comparable(saved)));
        assertThat(comparable(after)).isEqualTo(comparable(saved));
        assertThat(after.topics().value().orElseThrow().get("wiped")).isNotEqualTo(topic(saved, "wiped"));

        assertThat(restore.plan(saved, asItWas).writes()).isEmpty();
        assertThat(restore.apply(plan).steps()).isNotEmpty().allSatisfy(step -> assertThat(step)
                .isInstanceOf(StepResult.AlreadyDone.class));
    }

    @Test
    void whoMaySeeNothingIsDeniedAndNotShownAnEmptyCluster() {
        live.topic("hidden", List.of(List.of(1)), Map.of());
        try (Admin nobody = Admin.create(cluster.principal("nobody"))) {
            ClusterBackup denied = ClusterExport.using(nobody).observe();

            assertThat(denied.clusterId()).isEqualTo(cluster.clusterId());
            assertDenied(denied.topics());
            assertDenied(denied.groups());
            for (ConfigScope scope : ConfigScope.values()) {
                assertDenied(denied.configs(scope));
            }
            assertDenied(denied.access().acls());
            assertDenied(denied.access().quotas());
            assertDenied(denied.access().scramUsers());
        }
    }

    @Test
    void whoMaySeeSomeIsToldThatItIsNotAll() {
        Map<String, Object> some = cluster.principal("some");
        live.topic("shown", List.of(List.of(1)), Map.of());
        AclBinding acl = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "shown", PatternType.LITERAL),
                new AccessControlEntry("User:some", "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW));
        Live.get(live.admin().createAcls(List.of(acl)).all());
        try (Admin admin = Admin.create(some)) {
            ClusterBackup seen = exported(
                    ClusterExport.using(admin),
                    backup -> backup.topics().value().isPresent());

            assertThat(seen.topics().value().orElseThrow()).containsOnlyKeys("shown");
            assertThat(seen.topics().gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.DENIED);
            assertDenied(seen.configs(ConfigScope.TOPIC));
        } finally {
            Live.get(live.admin().deleteAcls(List.of(acl.toFilter())).all());
        }
    }

    @Test
    void aPlanThatDoesNotFitAnyMoreIsRefusedAndNothingIsWritten() {
        ClusterRestore restore = ClusterRestore.using(live.admin());
        ClusterBackup two = ofTopics(Map.of("late", Map.of(), "later", Map.of()));
        RestorePlan plan = restore.plan(two, topicsOnly());
        assertThat(plan.writes()).hasSize(2);
        live.topic("late", List.of(List.of(1), List.of(2)), Map.of());

        RestoreResult result = restore.apply(plan);

        assertThat(result.isComplete()).isFalse();
        assertThat(result.outdated())
                .singleElement()
                .asString()
                .contains("planned to create topic late", "it has 2 partitions, the backup 1");
        assertThat(result.steps()).allSatisfy(step -> assertThat(step).isInstanceOf(StepResult.NotTried.class));
        assertThat(Live.get(live.admin().listTopics().names())).doesNotContain("later");
    }

    @Test
    void ifTheBrokersRefuseOneStepNothingIsWritten() {
        ClusterRestore restore = ClusterRestore.using(live.admin());
        RestorePlan plan =
                restore.plan(ofTopics(Map.of("good", Map.of(), "bad", Map.of("retention.ms", "long"))), topicsOnly());

        RestoreResult result = restore.apply(plan);

        assertThat(result.steps())
                .hasSize(2)
                .anySatisfy(step -> assertThat(step.describe()).startsWith("not tried: create topic good"))
                .anySatisfy(step -> assertThat(step.describe())
                        .startsWith("failed: create topic bad")
                        .contains("long"));
        assertThat(Live.get(live.admin().listTopics().names())).doesNotContain("good", "bad");
    }

    private static RestoreOptions topicsOnly() {
        return RestoreOptions.builder().sections(Set.of(RestoreSection.TOPICS)).build();
    }

    private static ClusterBackup ofTopics(Map<String, Map<String, String>> configs) {
        Map<String, TopicBackup> topics = new HashMap<>();
        Map<String, ConfigBackup> set = new HashMap<>();
        configs.forEach((name, values) -> {
            topics.put(name, new TopicBackup(Uuid.randomUuid(), List.of(List.of(1))));
            set.put(name, ConfigBackup.of(values));
        });
        return ClusterBackup.builder("elsewhere", NOW)
                .topics(Observed.present(topics))
                .configs(ConfigScope.TOPIC, Observed.present(set))
                .build();
    }

    private static void assertDenied(Observed<?> section) {
        assertThat(section.value()).isEmpty();
        assertThat(section.gaps()).extracting(Gap::kind).containsExactly(Gap.Kind.DENIED);
    }

    private static void fill() throws Exception {
        live.topic("wiped", List.of(List.of(1, 2), List.of(2, 1), List.of(2, 1)), Map.of("retention.ms", "86400000"));
        live.topic("kept", List.of(List.of(1)), Map.of("cleanup.policy", "delete"));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(cluster.clientConfig(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < 4; i++) {
                long at = NOW.plusMillis(i).toEpochMilli();
                producer.send(new ProducerRecord<>("kept", 0, at, new byte[0], new byte[10]))
                        .get();
            }
        }
        Live.get(live.admin()
                .alterConsumerGroupOffsets(
                        "reader", Map.of(KEPT_0, new OffsetAndMetadata(2, Optional.of(0), "two were read")))
                .all());
        alter(AlterConfigOp.OpType.SET);
        Live.get(live.admin()
                .createAcls(List.of(acl("orders", AclPermissionType.ALLOW), acl("secret", AclPermissionType.DENY)))
                .all());
        quota(1_000_000.0);
    }

    private static void alter(AlterConfigOp.OpType operation) {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = Map.of(
                new ConfigResource(ConfigResource.Type.BROKER, ""),
                List.of(new AlterConfigOp(new ConfigEntry("log.cleaner.backoff.ms", "20000"), operation)),
                new ConfigResource(ConfigResource.Type.BROKER, "2"),
                List.of(new AlterConfigOp(new ConfigEntry("num.network.threads", "4"), operation)),
                new ConfigResource(ConfigResource.Type.GROUP, "reader"),
                List.of(new AlterConfigOp(new ConfigEntry("consumer.session.timeout.ms", "50000"), operation)),
                new ConfigResource(ConfigResource.Type.CLIENT_METRICS, "slow"),
                List.of(new AlterConfigOp(new ConfigEntry("interval.ms", "600000"), operation)));
        Live.get(live.admin().incrementalAlterConfigs(changes).all());
    }

    private static AclBinding acl(String topic, AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.PREFIXED),
                new AccessControlEntry("User:alice", "*", AclOperation.READ, permission));
    }

    private static void quota(@org.jspecify.annotations.Nullable Double limit) {
        ClientQuotaAlteration.Op change = new ClientQuotaAlteration.Op("producer_byte_rate", limit);
        Live.get(live.admin()
                .alterClientQuotas(List.of(new ClientQuotaAlteration(ALICE, List.of(change))))
                .all());
    }

    private static void wipe() {
        Live.get(live.admin().deleteTopics(List.of("wiped")).all());
        assertThat(GroupChanges.using(live.admin()).deleteGroups(List.of("reader")))
                .isEmpty();
        alter(AlterConfigOp.OpType.DELETE);
        Live.get(live.admin().deleteAcls(List.of(AclBindingFilter.ANY)).all());
        quota(null);
    }

    private static boolean isFilled(ClusterBackup backup) {
        return backup.topics().orElse(Map.of()).keySet().containsAll(Set.of("wiped", "kept"))
                && backup.groups().orElse(Map.of()).containsKey("reader")
                && backup.configs(ConfigScope.BROKER).orElse(Map.of()).keySet().containsAll(Set.of("<default>", "2"))
                && backup.configs(ConfigScope.GROUP).orElse(Map.of()).containsKey("reader")
                && backup.configs(ConfigScope.CLIENT_METRICS).orElse(Map.of()).containsKey("slow")
                && backup.access().acls().orElse(List.of()).size() == 2
                && backup.access().quotas().orElse(List.of()).size() == 1;
    }

    private static boolean isWiped(ClusterBackup backup) {
        return backup.isComplete()
                && !backup.topics().orElse(Map.of()).containsKey("wiped")
                && !backup.groups().orElse(Map.of()).containsKey("reader")
                && backup.configs(ConfigScope.BROKER).orElse(Map.of()).values().stream()
                        .noneMatch(set -> set.values().containsKey("log.cleaner.backoff.ms")
                                || set.values().containsKey("num.network.threads"))
                && backup.configs(ConfigScope.GROUP).orElse(Map.of()).isEmpty()
                && backup.configs(ConfigScope.CLIENT_METRICS).orElse(Map.of()).isEmpty()
                && backup.access().acls().orElse(List.of()).isEmpty()
                && backup.access().quotas().orElse(List.of()).isEmpty();
    }

    /** Ids of topics are new; when it was seen is another time. */
    private static ClusterBackup comparable(ClusterBackup backup) {
        Map<String, TopicBackup> topics = new HashMap<>();
        backup.topics()
                .orElse(Map.of())
                .forEach((name, topic) -> topics.put(name, new TopicBackup(Uuid.ZERO_UUID, topic.replicas())));
        return ClusterBackup.builder(backup.clusterId(), NOW)
                .features(backup.features())
                .racks(backup.racks())
                .topics(Observed.of(topics, backup.topics().gaps()))
                .configs(ConfigScope.TOPIC, backup.configs(ConfigScope.TOPIC))
                .configs(ConfigScope.BROKER, backup.configs(ConfigScope.BROKER))
                .configs(ConfigScope.GROUP, backup.configs(ConfigScope.GROUP))
                .configs(ConfigScope.CLIENT_METRICS, backup.configs(ConfigScope.CLIENT_METRICS))
                .groups(backup.groups())
                .access(backup.access())
                .build();
    }

    private static OffsetBackup offset(ClusterBackup backup) {
        GroupBackup reader =
                Objects.requireNonNull(backup.groups().value().orElseThrow().get("reader"));
        return Objects.requireNonNull(reader.offsets().value().orElseThrow().get(KEPT_0));
    }

    private static TopicBackup topic(ClusterBackup backup, String name) {
        return Objects.requireNonNull(backup.topics().value().orElseThrow().get(name));
    }

    private static ClusterBackup exported(Predicate<ClusterBackup> settled) {
        return exported(ClusterExport.using(live.admin()), settled);
    }

    /** Each call may reach another broker, and some lag: looks until it was so three times in a row. */
    private static ClusterBackup exported(ClusterExport export, Predicate<ClusterBackup> settled) {
        ClusterBackup seen = export.observe();
        for (int look = 1, inARow = 0; look < MOST_LOOKS; look++) {
            inARow = settled.test(seen) ? inARow + 1 : 0;
            if (inARow == 3) {
                return seen;
            }
            pause();
            seen = export.observe();
        }
        throw new AssertionError("Not as awaited after " + MOST_LOOKS + " looks: " + seen.topics() + "; "
                + seen.groups() + "; " + seen.access() + "; "
                + Arrays.stream(ConfigScope.values()).map(seen::configs).toList());
    }

    private static void pause() {
        try {
            Time.system().sleep(Duration.ofMillis(200));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
