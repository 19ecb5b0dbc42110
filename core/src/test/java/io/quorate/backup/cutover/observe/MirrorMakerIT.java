// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.backup.ClusterBackup;
import io.quorate.backup.cutover.CutoverCheck;
import io.quorate.backup.cutover.CutoverItem;
import io.quorate.backup.cutover.CutoverReport;
import io.quorate.backup.cutover.CutoverRule;
import io.quorate.backup.cutover.SeenCluster;
import io.quorate.backup.cutover.TopicMapping;
import io.quorate.cluster.Observed;
import io.quorate.deploy.MirrorMakerProperties;
import io.quorate.group.ConsumerGroups;
import io.quorate.group.GroupDescription;
import io.quorate.observe.Live;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.junit.TestClusterExtension;
import io.quorate.testkit.load.ProducerSpec;
import io.quorate.testkit.load.Workload;
import io.quorate.testkit.load.WorkloadReport;
import io.quorate.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From one broker to three by mirroring, under load, with MirrorMaker 2 itself. */
class MirrorMakerIT {
    @RegisterExtension
    static final TestClusterExtension SOURCE =
            TestClusterExtension.of(TestCluster.builder().nodes(1));

    @RegisterExtension
    static final TestClusterExtension TARGET =
            TestClusterExtension.of(TestCluster.builder().nodes(3));

    private static final String GROUP = "billing";
    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);
    private static final TopicPartition ORDERS_1 = new TopicPartition("orders", 1);
    private static final int LEFT_UNREAD = 300;

    private final Side source = new Side(SOURCE.cluster());
    private final Side target = new Side(TARGET.cluster());
    private final List<String> figures = new ArrayList<>();

    @TempDir
    Path directory;

    @Test
    void aGroupGoesOnAtTheTargetOnceTheCheckIsGreenAndABrokenMoveIsFound() throws IOException {
        createTopics();
        long began = System.nanoTime();
        try (MirrorMakerProcess mirror = MirrorMakerProcess.start(properties().file(), directory)) {
            WorkloadReport report = load(mirror);
            report.throwIfNotClean();
            figure("acknowledged under load: " + report.acknowledged());
            workersOfConnectAreDescribed(mirror);
            produce(LEFT_UNREAD);
            figure("producers stopped after " + since(began));
            awaitGreen(mirror);
        }
        List<Side.Held> all = source.everything("orders", "accounts");
        assertThat(contents(target.everything("orders", "accounts"))).containsAll(contents(all));
        theGroupMissesNothing(all);

        CutoverReport broken = breakTheMove();

        figure("whole move " + since(began));
        Files.write(Path.of("target", "mirror-maker-it.txt"), figures);
        assertThat(broken.obstacles())
                .as(broken::describe)
                .hasOnlyElementsOfType(CutoverItem.Failed.class)
                .extracting(CutoverItem::rule)
                .containsExactly(
                        CutoverRule.PRODUCERS_STOPPED,
                        CutoverRule.DRAINED,
                        CutoverRule.PARTITIONS_EQUAL,
                        CutoverRule.CONFIGS_EQUAL,
                        CutoverRule.QUOTAS_EQUAL,
                        CutoverRule.GROUPS_PRESENT,
                        CutoverRule.COMMITS_NOT_AHEAD,
                        CutoverRule.NO_ACTIVE_MEMBERS,
                        CutoverRule.ROLLBACK_SAVED);
    }

    /** They are a group, too, and no consumers. */
    private void workersOfConnectAreDescribed(MirrorMakerProcess mirror) {
        String[] last = {""};
        await(mirror, () -> "workers, each described: " + last[0], () -> {
            Observed<Map<String, Observed<GroupDescription>>> seen =
                    ConsumerGroups.using(target.admin()).observeMembers();
            Map<String, Observed<GroupDescription>> workers = new HashMap<>(seen.orElse(Map.of()));
            workers.remove(GROUP);
            last[0] = workers.toString();
            return !workers.isEmpty() && workers.values().stream().allMatch(Observed::isComplete);
        });
    }

    private void createTopics() {
        Live.get(source.admin()
                .createTopics(List.of(
                        new NewTopic("orders", 3, (short) 1).configs(Map.of("retention.ms", "604800001")),
                        new NewTopic("accounts", 2, (short) 1).configs(Map.of("cleanup.policy", "compact"))))
                .all());
    }

    /** How to connect is taken from a file, as passwords would be. */
    private MirrorMakerProperties properties() throws IOException {
        Files.writeString(directory.resolve("protocol"), "PLAINTEXT");
        return MirrorMakerProperties.builder(
                        SOURCE.cluster().bootstrapServers(), TARGET.cluster().bootstrapServers())
                .brokers(1, 3)
                .configProvider(
                        "secrets",
                        "org.apache.kafka.common.config.provider.DirectoryConfigProvider",
                        Map.of("allowed.paths", directory.toString()))
                .sourceClient(Map.of("security.protocol", "${secrets:" + directory + ":protocol}"))
                .refresh(Duration.ofSeconds(2))
                .checkpoints(Duration.ofSeconds(1))
                .build();
    }

    private WorkloadReport load(MirrorMakerProcess mirror) {
        try (Workload workload = Workload.builder(SOURCE.cluster().clientConfig())
                .topics("orders", "accounts")
                .producer(ProducerSpec.idempotent("p1"))
                .group(GROUP, 1)
                .recordsPerSecond(100)
                .start()) {
            long began = System.nanoTime();
            await(mirror, () -> "translated commits in all partitions", this::committedAtTarget);
            figure("first translated commit " + since(began) + " after the load began");
            return workload.stop(LONGEST);
        }
    }

    private boolean committedAtTarget() {
        return Live.get(target.admin().listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata())
                        .values()
                        .stream()
                        .filter(commit -> commit != null && commit.offset() > 0)
                        .count()
                == 5;
    }

    /** What the group has not read when its consumers stop. */
    private void produce(int records) {
        Map<String, Object> config = new HashMap<>(SOURCE.cluster().clientConfig());
        config.put("acks", "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = 0; i < records; i++) {
                byte[] key = ("late-" + i).getBytes(java.nio.charset.StandardCharsets.UTF_8);
                sent.add(producer.send(new ProducerRecord<>("orders", i % 3, key, new byte[50])));
            }
            producer.flush();
            sent.forEach(one -> assertThat(one).succeedsWithin(LONGEST));
        }
    }

    private void awaitGreen(MirrorMakerProcess mirror) {
        long began = System.nanoTime();
        int[] looks = {0};
        String[] last = {""};
        await(mirror, () -> "green: " + last[0], () -> {
            SeenCluster before = source.observe(SETTLE, Time.system());
            CutoverReport report =
                    check().check(before, target.observe(SETTLE, Time.system()), Optional.of(saved(before)));
            last[0] = report.describe();
            looks[0]++;
            return report.isGreen();
        });
        figure("green " + since(began) + " after the last record, at look " + looks[0] + "\n" + last[0]);
    }

    private static CutoverCheck check() {
        return CutoverCheck.builder(TopicMapping.sameNames())
                .stableFor(SETTLE)
                .acceptUnknown(CutoverRule.ACLS_EQUAL, "neither cluster has an authorizer")
                .build();
    }

    private static ClusterBackup saved(SeenCluster seen) {
        return ClusterBackup.of(seen.state(), seen.groups());
    }

    /** What it has read at the source and what it reads at the target is everything. */
    private void theGroupMissesNothing(List<Side.Held> all) {
        Map<TopicPartition, OffsetAndMetadata> commits =
                Live.get(source.admin().listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata());
        Set<String> unread = contents(all.stream()
                .filter(record -> record.offset()
                        >= Objects.requireNonNull(commits.get(record.partition()))
                                .offset())
                .toList());
        assertThat(unread).hasSize(LEFT_UNREAD);

        List<Side.Held> read = target.goOn(GROUP, "orders", "accounts");

        assertThat(contents(read)).containsAll(unread);
        figure("read at the target: " + read.size() + ", of these again: " + (read.size() - unread.size()));
    }

    private static Set<String> contents(List<Side.Held> records) {
        return records.stream()
                .map(record -> record.partition() + "/" + record.content())
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** One thing wrong for each rule, and all of them told at once. */
    private CutoverReport breakTheMove() {
        Live.get(target.admin()
                .alterConsumerGroupOffsets(
                        GROUP,
                        Map.of(
                                ORDERS_0,
                                new OffsetAndMetadata(1_000_000),
                                ORDERS_1,
                                new OffsetAndMetadata(endOf(ORDERS_1))))
                .all());
        Live.get(target.admin()
                .alterClientQuotas(List.of(new ClientQuotaAlteration(
                        new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, "billing")),
                        List.of(new ClientQuotaAlteration.Op("consumer_byte_rate", 1000.0)))))
                .all());
        Live.get(target.admin()
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, "accounts"),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("max.message.bytes", "2000000"), AlterConfigOp.OpType.SET))))
                .all());
        // Who has heard of this has heard of the quota, too.
        try (Live live = new Live(TARGET.cluster())) {
            live.awaitEverywhere(state ->
                    Optional.ofNullable(state.topicConfigs().orElse(Map.of()).get("accounts"))
                                    .flatMap(configs -> configs.value("max.message.bytes"))
                                    .filter("2000000"::equals)
                                    .isPresent()
                            ? List.of()
                            : List.of("accounts has its former configs"));
        }
        Live.get(source.admin()
                .createPartitions(Map.of("orders", NewPartitions.increaseTo(4)))
                .all());
        try (KafkaConsumer<byte[], byte[]> member = source.consumer(GROUP)) {
            member.subscribe(List.of("accounts"));
            long began = System.nanoTime();
            while (member.assignment().isEmpty() && System.nanoTime() - began < LONGEST.toNanos()) {
                member.poll(Duration.ofMillis(200));
            }
            SeenCluster seen = source.observe(SETTLE, new WritingMeanwhile());
            return check().check(seen, target.observe(SETTLE, Time.system()), Optional.empty());
        }
    }

    private long endOf(TopicPartition partition) {
        try (KafkaConsumer<byte[], byte[]> ends = target.consumer("not-used")) {
            return Objects.requireNonNull(ends.endOffsets(List.of(partition)).get(partition));
        }
    }

    private static void await(MirrorMakerProcess mirror, Supplier<String> what, BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            mirror.assertRuns();
            if (System.nanoTime() - began > LONGEST.toNanos()) {
                throw new AssertionError("Not seen within " + LONGEST + ": " + what.get() + "\n" + mirror.tail());
            }
        }
    }

    private void figure(String text) {
        figures.add(text);
    }

    private static Duration since(long began) {
        return Duration.ofMillis((System.nanoTime() - began) / 1_000_000);
    }

    /** A producer that was forgotten writes between the two looks. */
    private final class WritingMeanwhile implements Time {
        @Override
        public Instant now() {
            return Time.system().now();
        }

        @Override
        public long nanos() {
            return Time.system().nanos();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            produce(10);
            Time.system().sleep(duration);
        }
    }
}
