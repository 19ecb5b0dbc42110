// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.backup.ClusterBackup;
import io.quorate.backup.ConfigBackup;
import io.quorate.backup.ConfigScope;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.observe.Live;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.junit.TestClusterExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ConsumerGroupsIT {
    @RegisterExtension
    static final TestClusterExtension KAFKA =
            TestClusterExtension.of(TestCluster.builder().nodes(1));

    private static Live live;

    private final TestCluster cluster = KAFKA.cluster();

    @BeforeAll
    static void connect() {
        live = new Live(KAFKA.cluster());
    }

    @AfterAll
    static void disconnect() {
        live.close();
    }

    @Test
    void everyWayOfBeingBehindIsToldApart() {
        records("behind", 10);
        records("expired", 10);
        TopicPartition behind = new TopicPartition("behind", 0);
        TopicPartition expired = new TopicPartition("expired", 0);
        Map<TopicPartition, OffsetAndMetadata> commits = Map.of(
                behind, new OffsetAndMetadata(3, Optional.of(0), "by hand"),
                expired, new OffsetAndMetadata(3));
        Live.get(live.admin().alterConsumerGroupOffsets("late", commits).all());
        Live.get(live.admin()
                .deleteRecords(Map.of(expired, RecordsToDelete.beforeOffset(5)))
                .all());

        ConsumerGroup late =
                observe("late").value().orElseThrow().values().iterator().next();
        assertThat(late.groupId()).isEqualTo("late");
        assertThat(late.type()).isEqualTo(GroupType.CLASSIC);
        assertThat(late.state()).isEqualTo(GroupState.EMPTY);
        assertThat(late.members()).hasValue(0);
        assertThat(late.partitions().value().orElseThrow())
                .containsEntry(
                        behind,
                        new GroupPartition(
                                Optional.of(new CommittedOffset(3, Optional.of(0), "by hand")),
                                new PartitionLag.Lag(7)))
                .containsEntry(
                        expired,
                        new GroupPartition(
                                Optional.of(new CommittedOffset(3, Optional.empty(), "")),
                                new PartitionLag.BelowLogStart(2, 5)));
    }

    @Test
    void aPartitionThatIsAssignedAndHasNoCommitHasNoLagOfZero() {
        records("unread", 5);
        Map<String, Object> config = new HashMap<>(cluster.clientConfig());
        config.put("group.id", "reader");
        config.put("group.protocol", "consumer");
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of("unread"));
            for (int polls = 0; polls < 300 && consumer.assignment().isEmpty(); polls++) {
                consumer.poll(Duration.ofMillis(200));
            }

            Map<String, ConsumerGroup> seen = observe("reader").value().orElseThrow();

            assertThat(seen).hasEntrySatisfying("reader", reader -> {
                assertThat(reader.type()).isEqualTo(GroupType.CONSUMER);
                assertThat(reader.members()).hasValue(1);
                assertThat(reader.partitions().value().orElseThrow())
                        .containsOnly(Map.entry(
                                new TopicPartition("unread", 0),
                                new GroupPartition(Optional.empty(), new PartitionLag.NoCommit())));
            });
        }
    }

    @Test
    void aPartitionThatIsNotThereHasAnUnknownEndAndHoldsUpNoOther() {
        records("kept", 4);
        TopicPartition gone = new TopicPartition("never-there", 0);
        TopicPartition kept = new TopicPartition("kept", 0);
        Live.get(live.admin()
                .alterConsumerGroupOffsets("orphan", Map.of(kept, new OffsetAndMetadata(4)))
                .all());

        LogEnds ends = LogEnds.ask(new io.quorate.internal.AdminReader(live.admin(), Live.CALL), Set.of(kept, gone));

        assertThat(ends.lag(kept, 4)).isEqualTo(new PartitionLag.Lag(0));
        assertThat(ends.lag(gone, 4)).isInstanceOfSatisfying(PartitionLag.EndUnknown.class, unknown -> assertThat(
                        unknown.gap().kind())
                .isIn(Gap.Kind.VANISHED, Gap.Kind.UNREACHABLE));
    }

    @Test
    void aBackupOfARealClusterIsTheSameAfterItWasWrittenAndRead(@TempDir Path directory) {
        records("saved", 2);
        TopicPartition saved = new TopicPartition("saved", 0);
        Live.get(live.admin()
                .alterConsumerGroupOffsets("saver", Map.of(saved, new OffsetAndMetadata(2)))
                .all());
        ClusterBackup backup = ClusterBackup.of(live.observe("saved"), observe("saver"));

        Path file = directory.resolve("backup.json");
        backup.writeTo(file);

        assertThat(ClusterBackup.readFrom(file)).isEqualTo(backup);
        assertThat(backup.groups().isComplete()).isTrue();
        assertThat(backup.topics().value().orElseThrow()).containsKey("saved").doesNotContainKey("__consumer_offsets");
        assertThat(backup.configs(ConfigScope.TOPIC).value().orElseThrow())
                .containsEntry("saved", ConfigBackup.of(Map.of("min.insync.replicas", "1")));
        assertThat(backup.groups().value().orElseThrow()).hasEntrySatisfying("saver", saver -> assertThat(
                        saver.offsets().value().orElseThrow())
                .containsOnlyKeys(saved));
    }

    private void records(String topic, int count) {
        live.topic(topic, List.of(List.of(1)), Live.minIsr(1));
        live.produce(topic, count, Live.LONG_ENOUGH);
    }

    private static Observed<Map<String, ConsumerGroup>> observe(String groupId) {
        return ConsumerGroups.builder(live.admin())
                .callTimeout(Live.CALL)
                .groups(groupId::equals)
                .build()
                .observe();
    }
}
