// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.junit;

import static io.quorate.testkit.assertion.KafkaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.load.ProducerSpec;
import io.quorate.testkit.load.Workload;
import io.quorate.testkit.load.WorkloadBuilder;
import io.quorate.testkit.time.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a test of a user sees: everything is injected, by the defaults of a team. */
@TeamKafkaTest
@Timeout(180)
class InjectionIT {
    private static final Set<String> NAMES = new HashSet<>();
    private static String clusterId = "";

    private final TestCluster ofConstructor;

    InjectionIT(TestCluster cluster) {
        this.ofConstructor = cluster;
    }

    @BeforeAll
    static void aLifecycleMethodIsGivenTheClusterOfTheClass(TestCluster cluster) {
        clusterId = cluster.clusterId();
    }

    @Test
    void theDefaultsOfTheTeamApply(TestCluster cluster, Admin admin, @KafkaTopic(partitions = 4) String orders) {
        assertThat(cluster == ofConstructor).isTrue();
        assertThat(cluster.clusterId()).isEqualTo(clusterId);
        assertThat(admin == cluster.admin()).isTrue();
        assertThat(cluster.nodes())
                .extracting(node -> node.rack().orElse("none"))
                .containsExactly("north", "south");
        assertThat(orders).startsWith("orders-theDefaultsOfTheTeamApply-");
        assertThat(cluster)
                .topic(orders)
                .hasPartitions(4)
                .hasReplicationFactor(2)
                .isFullyInSync()
                .hasConfig("retention.ms", String.valueOf(Duration.ofHours(5).toMillis()));
    }

    @Test
    void clientsOfTheTypesAskedForReadWhatTheyWrote(
            @KafkaTopic(value = "typed", replicas = 1, properties = "retention.ms=60000") String topic,
            Producer<String, byte[]> producer,
            @ClientProperties("linger.ms=1") KafkaProducer<Long, String> other,
            Consumer<String, byte[]> consumer)
            throws Exception {
        producer.send(new ProducerRecord<>(topic, "key", new byte[] {1, 2, 3})).get();
        other.send(new ProducerRecord<>(topic, 7L, "text")).get();
        consumer.subscribe(List.of(topic));
        List<byte[]> values = new ArrayList<>();
        for (int polls = 0; polls < 300 && values.size() < 2; polls++) {
            consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
        }
        assertThat(values).containsExactlyInAnyOrder(new byte[] {1, 2, 3}, new byte[] {'t', 'e', 'x', 't'});
    }

    @RepeatedTest(2)
    void namesAreUniqueInEachRun(
            @KafkaTopic("same") String one, @KafkaTopic("same") String other, KafkaConsumer<byte[], byte[]> consumer) {
        assertThat(NAMES.add(one)).isTrue();
        assertThat(NAMES.add(other)).isTrue();
        assertThat(NAMES.add(consumer.groupMetadata().groupId())).isTrue();
    }

    @Test
    void aWorkloadRunsAndIsJudged(Workload workload) throws Exception {
        awaitAcknowledged(workload, 300);
        assertThat(workload.stop(Duration.ofSeconds(60)))
                .isClean()
                .lostNothing()
                .duplicatedNothing()
                .isOrdered()
                .keptCommittedOffsets()
                .acknowledgedAtLeast(300)
                .wasUnavailableAtMost(Duration.ofMinutes(1));
    }

    @Test
    void aWorkloadOfOnesOwnIsDescribedOnCompactedTopics(
            WorkloadBuilder described,
            @KafkaTopic(partitions = 2, properties = "cleanup.policy=compact") String compacted)
            throws Exception {
        try (Workload workload = described
                .topics(compacted)
                .producer(ProducerSpec.idempotent("p1"))
                .start()) {
            awaitAcknowledged(workload, 100);
            assertThat(workload.stop(Duration.ofSeconds(60))).isClean();
        }
    }

    @Test
    void noBrokerIsOnTheClassPath() {
        assertThatThrownBy(() -> Class.forName("kafka.Kafka")).isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> Class.forName("org.apache.kafka.server.ServerSocketFactory"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    @Nested
    class Within {
        @Test
        void aNestedClassSharesTheCluster(TestCluster cluster) {
            assertThat(cluster.clusterId()).isEqualTo(clusterId);
        }

        @Test
        @KafkaTest(nodes = 1)
        void theClosestAnnotationWins(TestCluster cluster) {
            assertThat(cluster.nodes()).hasSize(1);
            assertThat(cluster.clusterId()).isNotEqualTo(clusterId);
        }
    }

    private static void awaitAcknowledged(Workload workload, long records) throws InterruptedException {
        for (int tries = 0; tries < 3_000 && workload.snapshot().acknowledged() < records; tries++) {
            Time.system().sleep(Duration.ofMillis(20));
        }
    }
}
