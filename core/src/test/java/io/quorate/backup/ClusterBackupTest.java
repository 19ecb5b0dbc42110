// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import static io.quorate.cluster.Clusters.NOW;
import static io.quorate.cluster.Clusters.gap;
import static io.quorate.cluster.Clusters.partition;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Clusters;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Endpoint;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Topic;
import io.quorate.group.CommittedOffset;
import io.quorate.group.ConsumerGroup;
import io.quorate.group.GroupPartition;
import io.quorate.group.PartitionLag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterBackupTest {
    private static final Uuid ID = Uuid.fromString("AAAAAAAAAAAAAAAAAAAAAQ");
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);

    @TempDir
    Path directory;

    @Test
    void writesOneDocumentThatIsTheSameEachTime() throws IOException {
        Path file = directory.resolve("backup.json");

        whole().writeTo(file);

        try (InputStream expected = Objects.requireNonNull(getClass().getResourceAsStream("backup.json"))) {
            assertThat(Files.readString(file)).isEqualTo(new String(expected.readAllBytes(), UTF_8));
        }
    }

    @Test
    void isTheSameAfterItWasWrittenAndRead() {
        Path file = directory.resolve("backup.json");
        ClusterBackup backup = whole();

        backup.writeTo(file);

        assertThat(ClusterBackup.readFrom(file)).isEqualTo(backup);
        assertThat(backup.isComplete()).isFalse();
    }

    @Test
    void saysWhatItCouldNotSeeInsteadOfLookingEmpty() throws IOException {
        Path file = directory.resolve("backup.json");
        ClusterBackup blind =
                ClusterBackup.of(ClusterState.builder("cluster", NOW).build(), Observed.unavailable(gap("groups")));

        blind.writeTo(file);

        assertThat(blind.isComplete()).isFalse();
        assertThat(Files.readString(file)).contains("NOT_AVAILABLE").doesNotContain("\"content\"");
        assertThat(ClusterBackup.readFrom(file)).isEqualTo(blind);
    }

    @Test
    void isCompleteIfNothingIsMissingThatTheClusterHas() {
        ClusterBackup complete = complete();

        assertThat(complete.isComplete()).isTrue();
        assertThat(complete.access().acls().value()).isEmpty();
        assertThat(complete.toBuilder()
                        .groups(Observed.unavailable(new Gap("groups", Gap.Kind.DENIED, "no")))
                        .build()
                        .isComplete())
                .isFalse();
        assertThat(whole().gaps()).extracting(Gap::subject).contains("configs of topic payments", "end of orders-1");
    }

    @Test
    void saysDeniedWhereItWasDenied() throws IOException {
        Path file = directory.resolve("backup.json");
        ClusterBackup denied = complete().toBuilder()
                .topics(Observed.unavailable(new Gap("topics", Gap.Kind.DENIED, "not you")))
                .build();

        denied.writeTo(file);

        assertThat(Files.readString(file)).contains("\"status\" : \"DENIED\"");
        assertThat(ClusterBackup.readFrom(file)).isEqualTo(denied);
    }

    @Test
    void keepsTheReplicasThatAReassignmentLeadsTo() {
        ClusterState moving = state().toBuilder()
                .reassignments(Observed.present(
                        List.of(new OngoingReassignment(ORDERS_0, List.of(3, 1, 2), List.of(3), List.of(1)))))
                .build();

        TopicBackup orders = Objects.requireNonNull(ClusterBackup.of(moving, groups())
                .topics()
                .value()
                .orElseThrow()
                .get("orders"));

        assertThat(orders.replicas()).containsExactly(List.of(3, 2), List.of(2, 1));
    }

    @Test
    void leavesThrottlesOut() {
        assertThat(ConfigBackup.of(Map.of("leader.replication.throttled.replicas", "*", "retention.ms", "1"))
                        .values())
                .containsOnlyKeys("retention.ms");
    }

    @Test
    void replacesAnOlderBackupAndLeavesNothingElseBehind() throws IOException {
        Path file = directory.resolve("backup.json");
        Files.writeString(file, "older");

        ClusterBackup.of(state(), groups()).writeTo(file);

        assertThat(Files.readString(file)).startsWith("{");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void keepsWhatWasThereIfItCannotWrite() throws IOException {
        Path occupied = Files.createDirectory(directory.resolve("backup.json"));
        Path inside = Files.writeString(occupied.resolve("other"), "other");
        ClusterBackup backup = ClusterBackup.of(state(), groups());

        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> backup.writeTo(occupied))
                .withMessageStartingWith("Did not write the backup " + occupied)
                .satisfies(e -> assertThat(e.file()).isEqualTo(occupied));
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> backup.writeTo(directory.resolve("no/such/backup.json")));
        assertThat(inside).exists();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(occupied);
        }
    }

    @ParameterizedTest(name = "{0} instead of {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"schemaVersion\" : 2  | \"schemaVersion\" : 3    | schemaVersion is 3, and this Quorate knows 2 only",
                "\"clusterId\" : \"cluster\" | \"clusterId\" : 7  | clusterId is not a text but 7",
                "2026-11-20T12:00:00Z   | yesterday                | observedAt is not a time but yesterday",
                "\"kraft.version\" : 1  | \"kraft.version\" : 4294967296 | features.content.kraft.version is not a whole",
                "\"status\" : \"PARTIAL\" | \"status\" : \"OK\"    | topicConfigs says OK and has 1 gaps",
                "\"status\" : \"PARTIAL\" | \"status\" : \"FINE\"  | topicConfigs.status is not OK, PARTIAL,",
                "\"status\" : \"PARTIAL\" | \"status\" : \"DENIED\" | topicConfigs says DENIED and has content",
                "\"status\" : \"NOT_AVAILABLE\" | \"status\" : \"OK\" | acls says OK and has no content",
                "\"status\" : \"NOT_AVAILABLE\" | \"status\" : \"DENIED\" | acls says DENIED because of acls: UNSUPPORTED",
                "\"1\" : [ 2, 1 ]       | \"2\" : [ 2, 1 ]         | topics.content.orders.partitions has no partition 1",
                "\"offset\" : 7         | \"offset\" : \"7\"       | offsets.content.[0].offset is not a whole number",
                "\"partition\" : 0,     | \"topic\" : \"again\",   | the field topic is there twice",
                "\"partition\" : 1,     | \"partition\" : 0,       | is about orders-0, which was there before",
                "\"kind\" : \"UNREACHABLE\" | \"kind\" : \"LOST\"  | topicConfigs.gaps.[0].kind is not a kind of gap",
                "\"rack\" : \"a\"       | \"rack\" : true         | brokers.content.1.rack is not a text but true",
                "\"2\" : { }            | \"two\" : { }            | brokers.content.two is not a node id",
                "\"user\" : null        | \"user\" : 7             | entity.user is not a text but 7",
                "1024.5                 | \"much\"                 | producer_byte_rate is not a number but much",
                "\"redacted\" :         | \"hidden\" :             | ssl.keystore.password.redacted is not a text",
            })
    void refusesADocumentThatIsNotABackupAndSaysWhere(String right, String wrong, String where) throws IOException {
        Path file = directory.resolve("backup.json");
        documents().writeTo(file);
        String written = Files.readString(file);
        assertThat(written).contains(right);
        Files.writeString(file, written.replace(right, wrong));

        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> ClusterBackup.readFrom(file))
                .withMessageStartingWith("Did not read the backup " + file)
                .withMessageContaining(where);
    }

    @Test
    void refusesHalfAFileAndMoreThanOne() throws IOException {
        Path file = directory.resolve("backup.json");
        ClusterBackup.of(state(), groups()).writeTo(file);
        String written = Files.readString(file);
        Path half = Files.writeString(directory.resolve("half.json"), written.substring(0, written.length() / 2));
        Path two = Files.writeString(directory.resolve("two.json"), written + written);

        assertThatExceptionOfType(BackupException.class).isThrownBy(() -> ClusterBackup.readFrom(half));
        assertThatExceptionOfType(BackupException.class).isThrownBy(() -> ClusterBackup.readFrom(two));
        assertThatExceptionOfType(BackupException.class)
                .isThrownBy(() -> ClusterBackup.readFrom(directory.resolve("none.json")));
    }

    /** Everything is there, apart from ACLs, which this cluster does not have. */
    private static ClusterBackup complete() {
        ClusterState state =
                state().toBuilder().topicConfigs(Observed.present(Map.of())).build();
        ClusterBackup.Builder backup = ClusterBackup.of(state, groups()).toBuilder()
                .access(new AccessBackup(
                        Observed.unavailable(new Gap("acls", Gap.Kind.UNSUPPORTED, "SecurityDisabledException")),
                        Observed.present(List.of()),
                        Observed.present(Map.of())));
        for (ConfigScope scope : ConfigScope.values()) {
            backup.configs(scope, Observed.present(Map.of()));
        }
        return backup.build();
    }

    private static ClusterBackup documents() {
        return whole().toBuilder()
                .access(new AccessBackup(
                        complete().access().acls(),
                        whole().access().quotas(),
                        whole().access().scramUsers()))
                .configs(ConfigScope.GROUP, Observed.present(Map.of()))
                .configs(ConfigScope.CLIENT_METRICS, Observed.present(Map.of()))
                .build();
    }

    /** Something in every section. */
    private static ClusterBackup whole() {
        AclBinding acl = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "orders", PatternType.PREFIXED),
                new AccessControlEntry("User:billing", "*", AclOperation.READ, AclPermissionType.ALLOW));
        AclBinding denied = new AclBinding(
                new ResourcePattern(ResourceType.GROUP, "billing", PatternType.LITERAL),
                new AccessControlEntry("User:other", "*", AclOperation.ALL, AclPermissionType.DENY));
        OffsetBackup read = new OffsetBackup(
                new CommittedOffset(7, Optional.of(3), "written by \"billing\""),
                Optional.of(NOW),
                Optional.of(new LogRange(2, 8)));
        OffsetBackup unread = OffsetBackup.of(new CommittedOffset(1, Optional.empty(), ""));
        return ClusterBackup.of(state(), groups()).toBuilder()
                .groups(Observed.present(Map.of(
                        "billing",
                        new GroupBackup(
                                GroupType.CONSUMER,
                                GroupState.STABLE,
                                Observed.of(
                                        Map.of(ORDERS_0, read, new TopicPartition("orders", 1), unread),
                                        List.of(gap("end of orders-1")))))))
                .configs(
                        ConfigScope.BROKER,
                        Observed.present(Map.of(
                                "1",
                                new ConfigBackup(Map.of("log.cleaner.threads", "2"), Set.of("ssl.keystore.password")),
                                ConfigScope.EVERY_BROKER,
                                ConfigBackup.of(Map.of("message.max.bytes", "2000000")))))
                .configs(
                        ConfigScope.GROUP,
                        Observed.present(
                                Map.of("billing", ConfigBackup.of(Map.of("consumer.session.timeout.ms", "50000")))))
                .access(new AccessBackup(
                        Observed.present(List.of(acl, denied)),
                        Observed.present(List.of(
                                new QuotaBackup(
                                        Map.of("user", Optional.empty(), "client-id", Optional.of("app")),
                                        Map.of("request_percentage", 50.0)),
                                new QuotaBackup(
                                        Map.of("user", Optional.of("alice")), Map.of("producer_byte_rate", 1024.5)))),
                        Observed.present(Map.of("alice", Map.of("SCRAM-SHA-512", 8192, "SCRAM-SHA-256", 4096)))))
                .build();
    }

    private static ClusterState state() {
        Topic orders = Topic.builder("orders")
                .id(ID)
                .partition(partition(0, List.of(1, 2), List.of(1, 2)))
                .partition(partition(1, List.of(2, 1), List.of(2)))
                .build();
        Topic internal = Topic.builder("__consumer_offsets")
                .internal()
                .partition(partition(0, List.of(1), List.of(1)))
                .build();
        ConfigSet set = new ConfigSet(Map.of(
                "retention.ms", new ConfigValue("600000", ConfigValue.Source.DYNAMIC_TOPIC),
                "min.insync.replicas", new ConfigValue("1", ConfigValue.Source.DEFAULT)));
        return ClusterState.builder("cluster", NOW)
                .brokers(Observed.present(List.of(
                        new Broker(1, new Endpoint("localhost", 9001), "a", false),
                        new Broker(2, new Endpoint("localhost", 9002), null, false))))
                .features(Observed.present(new ClusterFeatures(Map.of("metadata.version", 30, "kraft.version", 1))))
                .topics(Clusters.topics(orders, internal))
                .topicConfigs(Observed.of(
                        Map.of("orders", set, "__consumer_offsets", set), List.of(gap("configs of topic payments"))))
                .build();
    }

    private static Observed<Map<String, ConsumerGroup>> groups() {
        GroupPartition committed = new GroupPartition(
                Optional.of(new CommittedOffset(7, Optional.of(3), "written by \"billing\"")), new PartitionLag.Lag(1));
        GroupPartition uncommitted = new GroupPartition(Optional.empty(), new PartitionLag.NoCommit());
        return Observed.present(Map.of(
                "billing",
                new ConsumerGroup(
                        "billing",
                        GroupType.CONSUMER,
                        GroupState.STABLE,
                        OptionalInt.of(2),
                        Observed.present(Map.of(ORDERS_0, committed, new TopicPartition("orders", 1), uncommitted)))));
    }
}
