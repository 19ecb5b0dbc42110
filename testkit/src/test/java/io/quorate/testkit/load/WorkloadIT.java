// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.time.Time;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The workload on real brokers: faults that nobody made are not found, and each kind that is put in is. */
@Timeout(180)
class WorkloadIT {
    private static final Duration DRAIN = Duration.ofSeconds(60);

    private static TestCluster cluster;

    @BeforeAll
    static void start() {
        cluster = TestCluster.builder().nodes(3).start();
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    @Test
    void findsNothingWhenABrokerIsKilledAndStartedAgain(@TempDir Path directory) throws Exception {
        RawTopic.createTopic(cluster, "orders", 6);
        RawTopic.createTopic(cluster, "payments", 3);
        try (Workload workload = Workload.builder(cluster.clientConfig())
                .topics("orders", "payments")
                .producer(ProducerSpec.idempotent("p1"))
                .producer(ProducerSpec.idempotent("p2").with("linger.ms", "5"))
                .producer(ProducerSpec.transactional("tx-1")
                        .transactionEvery(50, Duration.ofMillis(500))
                        .abortEvery(4))
                .group("readers", 2)
                .recordsPerSecond(300)
                .start()) {
            awaitAcknowledged(workload, 1_000);
            workload.mark("kill broker 2");
            cluster.kill(2);
            awaitAcknowledged(workload, 3_000);
            workload.mark("start broker 2");
            cluster.start(2);
            awaitAcknowledged(workload, 1_000);
            WorkloadReport report = workload.stop(DRAIN);

            assertThat(report.isClean()).as(report.describe()).isTrue();
            assertThat(report.summary()).endsWith(" / 0 / 0 / 0");
            assertThat(report.acknowledged()).isGreaterThan(5_000);
            assertThat(report.counts().aborted()).isPositive();
            assertThat(report.phase("kill broker 2").longestTimeWithoutAck())
                    .isGreaterThan(Duration.ofMillis(100))
                    .isLessThanOrEqualTo(report.longestTimeWithoutAck());
            assertThat(report.ackLatency().max()).isGreaterThan(Duration.ofMillis(100));
            assertThat(report.phase("kill broker 2").longestTimeWithoutDelivery())
                    .isGreaterThan(Duration.ofMillis(100));

            Path file = directory.resolve("run.history");
            report.history().save(file);
            WorkloadReport again = WorkloadHistory.load(file).judge();
            assertThat(again.describe()).isEqualTo(report.describe());
            assertThat(again.timeline().svg())
                    .isEqualTo(report.timeline().svg())
                    .contains("kill broker 2");
            assertThat(again.timeline().describe()).contains("A ", "kill broker 2", "orders-0");
            assertThat(Files.size(file)).isLessThan(20 * report.counts().sent());
        }
    }

    @Test
    void outlivesTheLossOfAllBrokers() throws Exception {
        RawTopic.createTopic(cluster, "outage", 3);
        try (Workload workload = Workload.builder(cluster.clientConfig())
                .topics("outage")
                .producer(ProducerSpec.idempotent("p1"))
                .producer(ProducerSpec.transactional("tx-outage"))
                .group("outage-readers", 2)
                .start()) {
            workload.mark("outage");
            cluster.kill(1, 2, 3);
            cluster.start(1, 2, 3);
            workload.mark("after");
            awaitAcknowledged(workload, 1_000);
            WorkloadReport report = workload.stop(DRAIN);

            assertThat(report.isClean()).as(report.describe()).isTrue();
            assertThat(report.phase("outage").longestTimeWithoutAck()).isGreaterThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void replacesAProducerThatWasFencedAndSaysSo() throws Exception {
        RawTopic.createTopic(cluster, "fenced", 2);
        try (Workload workload = start("fenced", ProducerSpec.transactional("tx-fenced"))) {
            awaitAcknowledged(workload, 200);
            Map<String, Object> usurper = new HashMap<>(cluster.clientConfig());
            usurper.put("transactional.id", "tx-fenced");
            try (KafkaProducer<byte[], byte[]> other =
                    new KafkaProducer<>(usurper, new ByteArraySerializer(), new ByteArraySerializer())) {
                other.initTransactions();
            }
            awaitAcknowledged(workload, 500);
            WorkloadReport report = workload.stop(DRAIN);

            assertThat(report.isClean()).as(report.describe()).isTrue();
            assertThat(report.failures())
                    .anySatisfy(failure -> assertThat(failure.operation()).contains("the client was replaced"));
        }
    }

    @Test
    void findsRecordsThatWereDeletedBeforeTheyWereRead() throws Exception {
        RawTopic topic = RawTopic.create(cluster, "lost");
        try (Workload workload = start("lost", ProducerSpec.idempotent("p1"))) {
            workload.pauseReading();
            awaitAcknowledged(workload, 300);
            topic.deleteBefore(topic.end());
            workload.resumeReading();
            awaitAcknowledged(workload, 100);
            WorkloadReport report = workload.stop(DRAIN);

            assertThat(report.isComplete()).as(report.describe()).isTrue();
            assertThat(report.lost()).isGreaterThan(100);
            assertThat(report.lost() + report.counts().read()).isEqualTo(report.acknowledged());
            assertThat(report.faults()).isEqualTo(new RecordFaults(report.lost(), 0, 0, 0, 0, 0, 0));
            assertThat(report.lostNothing()).isFalse();
            assertThatThrownBy(report::throwIfNotClean)
                    .isInstanceOf(WorkloadException.class)
                    .hasMessageContaining("lost: record");
        }
    }

    @Test
    void findsRecordsThatAreInTheLogTwice() throws Exception {
        RawTopic topic = RawTopic.create(cluster, "duplicated");
        try (Workload workload = start("duplicated", ProducerSpec.idempotent("p1"))) {
            awaitAcknowledged(workload, 100);
            topic.append(topic.values(10, 17));
            WorkloadReport report = workload.stop(DRAIN);

            assertThat(report.isComplete()).as(report.describe()).isTrue();
            assertThat(report.faults()).isEqualTo(new RecordFaults(0, 7, 0, 0, 0, 0, 0));
        }
    }

    @Test
    void findsRecordsThatAreInTheLogInAnotherOrder() throws Exception {
        RawTopic topic = RawTopic.create(cluster, "reordered");
        try (Workload workload = start("reordered", ProducerSpec.idempotent("p1"))) {
            workload.pauseReading();
            awaitAcknowledged(workload, 300);
            long from = topic.end();
            awaitAcknowledged(workload, 50);
            long to = topic.end();
            List<byte[]> moved = topic.values(from, to);
            topic.deleteBefore(to);
            awaitAcknowledged(workload, 50);
            Collections.reverse(moved);
            topic.append(moved);
            workload.resumeReading();
            WorkloadReport report = workload.stop(DRAIN);

            // What lies before the moved records was deleted unread, so it is lost; the moved ones are only out of
            // place.
            assertThat(report.isComplete()).as(report.describe()).isTrue();
            assertThat(report.lost()).isBetween(1L, from);
            assertThat(report.faults()).isEqualTo(new RecordFaults(report.lost(), 0, to - from, 0, 0, 0, 0));
        }
    }

    @Test
    void findsRecordsThatWereDamaged() throws Exception {
        RawTopic topic = RawTopic.create(cluster, "corrupt");
        try (Workload workload = start("corrupt", ProducerSpec.idempotent("p1"))) {
            awaitAcknowledged(workload, 50);
            byte[] damaged = topic.values(5, 6).get(0);
            damaged[damaged.length - 1] ^= 1;
            topic.append(List.of(damaged, new byte[0]));
            WorkloadReport report = workload.stop(DRAIN);

            assertThat(report.isComplete()).as(report.describe()).isTrue();
            assertThat(report.faults()).isEqualTo(new RecordFaults(0, 0, 0, 2, 0, 0, 0));
        }
    }

    @Test
    void findsRecordsOfAbortedTransactionsThatWereRead() throws Exception {
        RawTopic.createTopic(cluster, "aborted", 1);
        try (Workload workload = Workload.builder(cluster.clientConfig())
                .topics("aborted")
                .producer(ProducerSpec.transactional("tx-aborted")
                        .transactionEvery(20, Duration.ofSeconds(1))
                        .abortEvery(2))
                .group("aborted-readers", 1)
                .groupSetting("isolation.level", "read_uncommitted")
                .judgedAs(Judge.Isolation.READ_COMMITTED)
                .start()) {
            awaitAcknowledged(workload, 200);
            WorkloadReport report = workload.stop(DRAIN);

            assertThat(report.isComplete()).as(report.describe()).isTrue();
            // An abort may drop records that were not sent to the broker yet.
            assertThat(report.abortedRead()).isBetween(20L, report.counts().aborted());
            assertThat(report.faults()).isEqualTo(new RecordFaults(0, 0, 0, 0, report.abortedRead(), 0, 0));
        }
    }

    @Test
    void findsCommittedOffsetsThatWentBack() throws Exception {
        RawTopic.createTopic(cluster, "reset", 1);
        try (Workload workload = start("reset", ProducerSpec.idempotent("p1"))) {
            awaitAcknowledged(workload, 300);
            workload.pauseReading();
            awaitAcknowledged(workload, 100);
            // Not even an admin resets a group with members; a transaction without a member may.
            Map<String, Object> config = new HashMap<>(cluster.clientConfig());
            config.put("transactional.id", "resetter");
            config.put("group.id", "reset-readers");
            try (KafkaProducer<byte[], byte[]> resetter =
                            new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
                    KafkaConsumer<byte[], byte[]> outsider =
                            new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                // A commit that is still under way would hide the one that goes back.
                await(() -> committed(outsider) == workload.snapshot().read());
                resetter.initTransactions();
                resetter.beginTransaction();
                resetter.sendOffsetsToTransaction(
                        Map.of(new TopicPartition("reset", 0), new OffsetAndMetadata(3)), outsider.groupMetadata());
                resetter.commitTransaction();
                await(() -> committed(outsider) == 3);
            }
            workload.mark("set back");
            // The member looks every second, and again if its coordinator did not answer in time.
            long failed;
            do {
                failed = workload.snapshot().failures();
                awaitAcknowledged(workload, 100);
                Time.system().sleep(Duration.ofMillis(2_500));
            } while (workload.snapshot().failures() > failed);
            workload.mark("goes on");
            workload.resumeReading();
            awaitAcknowledged(workload, 100);
            WorkloadReport report = workload.stop(DRAIN);

            assertThat(report.isComplete()).as(report.describe()).isTrue();
            assertThat(report.faults()).isEqualTo(new RecordFaults(0, 0, 0, 0, 0, 0, 1));
            assertThat(report.describe())
                    .contains("commit regressed: the group's committed offset of reset-0 was seen back at 3");
            assertThat(report.longestTimeWithoutDelivery()).isGreaterThan(Duration.ofSeconds(2));
            PhaseReport setBack = report.phase("set back");
            assertThat(setBack.longestTimeWithoutDelivery()).isGreaterThan(setBack.longestTimeWithoutAck());
        }
    }

    /** Where the group of the topic "reset" goes on reading. */
    private static long committed(Consumer<byte[], byte[]> client) {
        TopicPartition partition = new TopicPartition("reset", 0);
        OffsetAndMetadata seen = client.committed(Set.of(partition)).get(partition);
        return seen == null ? -1 : seen.offset();
    }

    @Test
    void isNotGreenIfTheGroupHadNoTimeToReadToTheEnd() throws Exception {
        RawTopic.createTopic(cluster, "unread", 1);
        try (Workload workload = start("unread", ProducerSpec.idempotent("p1"))) {
            workload.pauseReading();
            awaitAcknowledged(workload, 300);
            WorkloadReport report = workload.stop(Duration.ZERO);

            assertThat(report.isComplete()).isFalse();
            assertThat(report.isClean()).isFalse();
            assertThat(report.lostNothing()).isFalse();
            assertThat(report.lost()).isZero();
            assertThat(report.incompleteBecause())
                    .anySatisfy(reason -> assertThat(reason).contains("unread-0 was not read to its end"));
        }
    }

    @Test
    void isNotGreenIfItMetItsBoundOnTheNumberOfRecords() throws Exception {
        RawTopic.createTopic(cluster, "bounded", 1);
        try (Workload workload = Workload.builder(cluster.clientConfig())
                .topics("bounded")
                .producer(ProducerSpec.of("acks-1", Map.of("acks", "1", "enable.idempotence", "false")))
                .group("bounded-readers", 1)
                .maxRecords(500)
                .flatOut()
                .start()) {
            await(() -> workload.snapshot().acknowledged() == 500);
            WorkloadReport report = workload.stop(DRAIN);

            assertThat(report.lost()).isZero();
            assertThat(report.isComplete()).isFalse();
            assertThat(report.incompleteBecause())
                    .singleElement()
                    .asString()
                    .contains("bound on the number of records");
        }
    }

    @Test
    void readsWhatAMemberThatLeftHadTakenAndNotCommitted() throws Exception {
        RawTopic.createTopic(cluster, "rebalanced", 4);
        try (Workload workload = Workload.builder(cluster.clientConfig())
                .topics("rebalanced")
                .producer(ProducerSpec.idempotent("p1"))
                .group("rebalanced-readers", 2)
                .groupSetting("group.protocol", "consumer")
                .start()) {
            awaitAcknowledged(workload, 200);
            Map<String, Object> config = new HashMap<>(cluster.clientConfig());
            config.put("group.id", "rebalanced-readers");
            config.put("group.protocol", "consumer");
            config.put("enable.auto.commit", false);
            AtomicLong takenAway = new AtomicLong();
            // A guest that takes partitions, reads and commits nothing: who gets them back reads those records again.
            try (KafkaConsumer<byte[], byte[]> guest =
                    new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                guest.subscribe(List.of("rebalanced"));
                await(() ->
                        takenAway.addAndGet(guest.poll(Duration.ofMillis(50)).count()) > 50);
            }
            WorkloadReport report = workload.stop(DRAIN);

            assertThat(report.isClean()).as(report.describe()).isTrue();
            assertThat(report.counts().read()).isEqualTo(report.acknowledged());
        }
    }

    @Test
    void saysWhichTopicsAreMissing() {
        assertThatThrownBy(() -> Workload.builder(cluster.clientConfig())
                        .topics("nowhere")
                        .producer(ProducerSpec.idempotent("p1"))
                        .startTimeout(Duration.ofSeconds(2))
                        .start())
                .isInstanceOf(WorkloadException.class)
                .hasMessageContaining("topics [nowhere] do not exist");
    }

    private static Workload start(String topic, ProducerSpec producer) {
        return Workload.builder(cluster.clientConfig())
                .topics(topic)
                .producer(producer)
                .group(topic + "-readers", 1)
                .start();
    }

    private static void awaitAcknowledged(Workload workload, long more) throws InterruptedException {
        long target = workload.snapshot().acknowledged() + more;
        await(() -> workload.snapshot().acknowledged() >= target);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = Time.system().nanos() + Duration.ofSeconds(90).toNanos();
        while (!condition.getAsBoolean()) {
            if (Time.system().nanos() - deadline > 0) {
                throw new AssertionError("not within 90 seconds");
            }
            Time.system().sleep(Duration.ofMillis(20));
        }
    }
}
