// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.cluster.Gap;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.junit.KafkaTest;
import io.quorate.testkit.junit.KafkaTopic;
import io.quorate.testkit.junit.KafkaVersions;
import io.quorate.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

@KafkaTest(nodes = 1)
@KafkaVersions({"4.3.1", "3.9.2"})
class GroupChangesIT {
    /** Of yesterday: older records would soon be deleted, and brokers refuse those of the future. */
    private static final Instant NOON =
            Time.system().now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofHours(12));

    @Test
    void everyTargetMovesTheCommitToWhereThePlanSaid(TestCluster cluster, @KafkaTopic String topic) throws Exception {
        write(cluster, topic, 10);
        TopicPartition partition = new TopicPartition(topic, 0);
        delete(cluster, partition, 2);
        Map<ResetTarget, Long> targets = new HashMap<>();
        targets.put(new ResetTarget.Earliest(), 2L);
        targets.put(new ResetTarget.Latest(), 10L);
        targets.put(new ResetTarget.Offset(7), 7L);
        targets.put(new ResetTarget.Shift(-1), 4L);
        targets.put(new ResetTarget.Current(), 5L);
        targets.put(new ResetTarget.Timestamp(NOON.plusSeconds(6)), 6L);
        targets.put(ResetTarget.fromBackup(Map.of(partition, new CommittedOffset(3, Optional.of(0), ""))), 3L);
        GroupChanges groups = GroupChanges.using(cluster.admin());

        for (Map.Entry<ResetTarget, Long> one : targets.entrySet()) {
            String group = topic + "-" + one.getValue();
            commit(cluster, group, partition, 5);

            ResetPlan plan =
                    groups.plan(ResetRequest.builder(group, one.getKey()).build());
            assertThat(committed(cluster, group)).as("a plan changes nothing").containsEntry(partition, 5L);
            groups.apply(plan).throwIfIncomplete();

            assertThat(committed(cluster, group)).as(plan.describe()).containsEntry(partition, one.getValue());
        }
    }

    @Test
    void whatAResetMustNotDoIsRefusedAndNothingIsWritten(TestCluster cluster, @KafkaTopic String topic)
            throws Exception {
        write(cluster, topic, 10);
        TopicPartition partition = new TopicPartition(topic, 0);
        String group = topic + "-group";
        GroupChanges groups = GroupChanges.using(cluster.admin());
        ResetRequest shift = ResetRequest.builder(group, new ResetTarget.Shift(1))
                .topics(Set.of(topic))
                .build();
        ResetRequest earliest = ResetRequest.builder(group, new ResetTarget.Earliest())
                .topics(Set.of(topic))
                .build();

        assertThat(kinds(groups.plan(shift)))
                .containsExactlyInAnyOrder(ResetProblem.Kind.GROUP_MISSING, ResetProblem.Kind.NO_COMMIT);
        assertThat(groups.apply(groups.plan(earliest)).problems())
                .extracting(ResetProblem::kind)
                .containsExactly(ResetProblem.Kind.GROUP_MISSING);
        assertThat(committed(cluster, group)).isEmpty();

        commit(cluster, group, partition, 5);
        assertThat(kinds(groups.plan(
                        ResetRequest.builder(group, new ResetTarget.Offset(11)).build())))
                .containsExactly(ResetProblem.Kind.OUT_OF_RANGE);
        assertThat(kinds(groups.plan(ResetRequest.builder(group, new ResetTarget.Timestamp(NOON.plusSeconds(99)))
                        .build())))
                .containsExactly(ResetProblem.Kind.AFTER_LAST_RECORD);
        ResetPlan old = groups.plan(earliest);
        commit(cluster, group, partition, 6);
        assertThatThrownBy(() -> groups.apply(old).throwIfIncomplete())
                .isInstanceOf(GroupResetException.class)
                .hasMessageContaining("was 5 and is 6 now");
        assertThat(committed(cluster, group)).containsEntry(partition, 6L);
    }

    @Test
    void aGroupWithMembersIsLeftAlone(TestCluster cluster, @KafkaTopic String topic) throws Exception {
        write(cluster, topic, 3);
        String group = topic + "-busy";
        GroupChanges groups = GroupChanges.using(cluster.admin());
        TopicPartition partition = new TopicPartition(topic, 0);
        commit(cluster, group, partition, 1);
        ResetPlan before = groups.plan(
                ResetRequest.builder(group, new ResetTarget.Latest()).build());
        assertThat(before.problems()).isEmpty();

        try (KafkaConsumer<String, String> member = member(cluster, group, topic)) {
            assertThat(groups.apply(before).problems())
                    .extracting(ResetProblem::kind)
                    .containsExactly(ResetProblem.Kind.GROUP_NOT_EMPTY);
            assertThat(groups.deleteGroups(Set.of(group))).singleElement().satisfies(gap -> assertThat(gap.describe())
                    .contains("NotEmpty"));
            assertThat(groups.deleteOffsets(group, Set.of(partition))).hasSize(1);
            assertThat(committed(cluster, group)).containsEntry(partition, 1L);

            Map<String, ListedGroup> listed =
                    ConsumerGroups.using(cluster.admin()).list().value().orElseThrow();
            assertThat(listed).containsKey(group);
            GroupDescription described = ConsumerGroups.builder(cluster.admin())
                    .groups(group::equals)
                    .build()
                    .observeMembers()
                    .orElse(Map.of())
                    .values()
                    .iterator()
                    .next()
                    .value()
                    .orElseThrow();
            assertThat(described.state()).isEqualTo(GroupState.STABLE);
            assertThat(described.members()).singleElement().satisfies(one -> {
                assertThat(one.instanceId()).hasValue("machine-7");
                assertThat(one.assignment()).containsExactly(partition);
            });
            assertThat(member.assignment()).isNotEmpty();
        }

        // A static member stays when its client goes, until it is removed.
        assertThat(groups.removeMembers(group, Set.of("machine-7"), "the machine is gone"))
                .isEmpty();
        assertThat(groups.removeMembers(group, Set.of("machine-8"), "never there"))
                .hasSize(1);
        assertThat(groups.deleteGroups(Set.of(group, "never-there")))
                .extracting(Gap::subject)
                .containsExactly("group never-there");
        assertThat(committed(cluster, group)).isEmpty();
    }

    @Test
    void allMembersAreRemovedAtOnceThoseWhoseClientsAreGoneToo(
            TestCluster cluster, @KafkaTopic(partitions = 2) String topic) throws Exception {
        String group = topic + "-static";
        GroupChanges groups = GroupChanges.using(cluster.admin());
        try (KafkaConsumer<String, String> first = member(cluster, group, topic, "machine-1")) {
            // Joins while the first one asks, which alone lets the group settle.
            KafkaConsumer<String, String> second = newMember(cluster, group, "machine-2");
            try (second) {
                second.subscribe(List.of(topic));
                for (int polls = 0; polls < 300 && second.assignment().isEmpty(); polls++) {
                    first.poll(Duration.ofMillis(100));
                    second.poll(Duration.ofMillis(100));
                }
                assertThat(second.assignment()).hasSize(1);
            }
        }
        // Static members stay when their clients go, and keep the group from being deleted.
        assertThat(groups.deleteGroups(Set.of(group))).hasSize(1);

        assertThat(groups.removeAllMembers(group, "the machines are gone")).isEmpty();
        assertThat(groups.removeAllMembers(group, "nobody is left")).isEmpty();

        assertThat(groups.deleteGroups(Set.of(group))).isEmpty();
    }

    @Test
    void membersOfAGroupThatIsNotThereAreAGap(TestCluster cluster) {
        GroupChanges groups = GroupChanges.using(cluster.admin());

        assertThat(groups.removeAllMembers("never-there", "a test"))
                .singleElement()
                .satisfies(gap -> {
                    assertThat(gap.subject()).isEqualTo("members of group never-there");
                    assertThat(gap.kind()).isEqualTo(Gap.Kind.VANISHED);
                });
    }

    @Test
    void commitsAreDeletedOneByOne(TestCluster cluster, @KafkaTopic(partitions = 2) String topic) throws Exception {
        String group = topic + "-group";
        TopicPartition kept = new TopicPartition(topic, 0);
        TopicPartition deleted = new TopicPartition(topic, 1);
        commit(cluster, group, kept, 0);
        commit(cluster, group, deleted, 0);

        assertThat(GroupChanges.using(cluster.admin()).deleteOffsets(group, Set.of(deleted)))
                .isEmpty();

        assertThat(committed(cluster, group)).containsOnlyKeys(kept);
    }

    @Test
    void readersOfCommittedRecordsEndWhereTheOldestTransactionBegins(TestCluster cluster, @KafkaTopic String topic)
            throws Exception {
        write(cluster, topic, 4);
        TopicPartition partition = new TopicPartition(topic, 0);
        commit(cluster, topic + "-committed", partition, 4);
        commit(cluster, topic + "-all", partition, 4);
        Map<String, Object> config = new HashMap<>(cluster.clientConfig());
        config.put("transactional.id", topic);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "open")).get(60, TimeUnit.SECONDS);

            Map<String, ConsumerGroup> seen = ConsumerGroups.builder(cluster.admin())
                    .groups(id -> id.startsWith(topic))
                    .readCommitted(id -> id.endsWith("-committed"))
                    .build()
                    .observe()
                    .value()
                    .orElseThrow();

            assertThat(seen)
                    .hasEntrySatisfying(topic + "-committed", group -> assertThat(group.lag())
                            .hasValue(new LagSum(0, 0, 0, 0)))
                    .hasEntrySatisfying(
                            topic + "-all", group -> assertThat(group.lag()).hasValue(new LagSum(1, 0, 0, 0)));
            producer.abortTransaction();
        }
    }

    static KafkaConsumer<String, String> member(TestCluster cluster, String group, String topic) {
        return member(cluster, group, topic, "machine-7");
    }

    private static KafkaConsumer<String, String> newMember(TestCluster cluster, String group, String instance) {
        Map<String, Object> config = new HashMap<>(cluster.clientConfig());
        config.put("group.id", group);
        config.put("group.instance.id", instance);
        config.put("enable.auto.commit", false);
        return new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
    }

    private static KafkaConsumer<String, String> member(
            TestCluster cluster, String group, String topic, String instance) {
        KafkaConsumer<String, String> consumer = newMember(cluster, group, instance);
        consumer.subscribe(List.of(topic));
        for (int polls = 0; polls < 300 && consumer.assignment().isEmpty(); polls++) {
            consumer.poll(Duration.ofMillis(200));
        }
        return consumer;
    }

    /** One record a second, from noon on. */
    static void write(TestCluster cluster, String topic, int records) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(cluster.clientConfig(), new StringSerializer(), new StringSerializer())) {
            List<Future<?>> sent = new ArrayList<>();
            for (int i = 0; i < records; i++) {
                sent.add(producer.send(
                        new ProducerRecord<>(topic, 0, NOON.plusSeconds(i).toEpochMilli(), null, "record-" + i)));
            }
            for (Future<?> one : sent) {
                one.get(60, TimeUnit.SECONDS);
            }
        }
    }

    private static void delete(TestCluster cluster, TopicPartition partition, long before) throws Exception {
        cluster.admin()
                .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before)))
                .all()
                .get(60, TimeUnit.SECONDS);
    }

    static void commit(TestCluster cluster, String group, TopicPartition partition, long offset) throws Exception {
        cluster.admin()
                .alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset)))
                .all()
                .get(60, TimeUnit.SECONDS);
    }

    private static Map<TopicPartition, Long> committed(TestCluster cluster, String group) throws Exception {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Admin admin = cluster.admin();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(60, TimeUnit.SECONDS)
                .forEach((partition, commit) -> offsets.put(partition, commit.offset()));
        return offsets;
    }

    private static List<ResetProblem.Kind> kinds(ResetPlan plan) {
        return plan.problems().stream().map(ResetProblem::kind).toList();
    }
}
