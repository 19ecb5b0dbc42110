// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit;

import static io.quorate.testkit.assertion.KafkaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.fault.Faults;
import io.quorate.testkit.fault.Peers;
import io.quorate.testkit.fault.RollingRestart;
import io.quorate.testkit.fault.Target;
import io.quorate.testkit.junit.ClientProperties;
import io.quorate.testkit.junit.KafkaTest;
import io.quorate.testkit.junit.KafkaTopic;
import io.quorate.testkit.load.Workload;
import io.quorate.testkit.security.SecurityKind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The recipes of docs/testkit.md, word for word; {@link CookbookTest} compares the two. */
@KafkaTest(
        nodes = 3,
        racks = {"a", "b", "c"},
        links = true)
@Timeout(180)
class CookbookIT {
    @Test
    void acknowledgedRecordsSurviveTheLossOfALeader(Faults faults, @KafkaTopic String orders, Workload workload) {
        faults.kill(Target.leaderOf(new TopicPartition(orders, 0)));

        assertThat(workload.stop(Duration.ofSeconds(60))).lostNothing().isOrdered();
    }

    @Test
    @KafkaTest(
            nodes = 6,
            racks = {"a", "b", "c"})
    void aWholeRackMayBeLost(Faults faults, TestCluster cluster, Workload workload) {
        faults.killRack("b");
        assertThat(cluster).hasBrokersOffline(2, 5).hasNoOfflinePartitions();

        assertThat(workload.stop(Duration.ofSeconds(60))).lostNothing().isOrdered();
    }

    @Test
    void aRollingRestartLosesNothing(TestCluster cluster, Workload workload) {
        RollingRestart.of(cluster).run();

        assertThat(workload.stop(Duration.ofSeconds(60)))
                .lostNothing()
                .isOrdered()
                .duplicatedNothing();
    }

    @Test
    void aSlowFollowerStopsNobody(Faults faults, Workload workload) {
        faults.links(Target.node(3)).with(Peers.BROKERS).slow(Duration.ofMillis(100));

        assertThat(workload.stop(Duration.ofSeconds(60))).lostNothing().isOrdered();
    }

    @Test
    void writesAreRefusedBelowMinIsrAndGoOnAfterwards(
            Faults faults,
            TestCluster cluster,
            @KafkaTopic(properties = "min.insync.replicas=3") String strict,
            @ClientProperties({"delivery.timeout.ms=4000", "request.timeout.ms=2000"})
                    Producer<String, String> producer)
            throws Exception {
        producer.send(new ProducerRecord<>(strict, "before")).get();

        faults.kill(Target.node(2));
        assertThat(cluster).partition(strict, 0).hasInSyncReplicas(1, 3);
        assertThatThrownBy(() ->
                        producer.send(new ProducerRecord<>(strict, "below")).get())
                .hasMessageContaining("Timeout");

        faults.undo();
        assertThat(cluster).topic(strict).isFullyInSync();
    }

    @Test
    void aBrokerCutOffFromTheControllersIsFencedAndComesBack(Faults faults, TestCluster cluster) {
        faults.links(Target.node(2))
                .with(Peers.BROKERS, Peers.CONTROLLERS, Peers.CLIENTS)
                .cut();
        assertThat(cluster).hasBrokersOffline(2);

        faults.undo();
        assertThat(cluster).hasBrokersOnline(1, 2, 3).isFullyInSync();
    }

    @Test
    @KafkaTest(version = "3.9.2")
    void aConsumerGroupKeepsItsCommitsThroughAnUpgrade(TestCluster cluster, Workload workload) {
        RollingRestart.of(cluster).installing(KafkaDistribution.of("4.3.1")).run();
        assertThat(cluster.nodes()).allMatch(node -> node.release().isAtLeast(4, 3));

        assertThat(workload.stop(Duration.ofSeconds(60)))
                .lostNothing()
                .isOrdered()
                .keptCommittedOffsets();
    }

    @Test
    @KafkaTest(security = SecurityKind.TLS)
    void newCertificatesAreTakenUpWithoutARestart(TestCluster cluster, Workload workload) {
        cluster.renewCertificates();

        assertThat(workload.stop(Duration.ofSeconds(60)))
                .lostNothing()
                .isOrdered()
                .duplicatedNothing();
    }

    @Test
    void aFullDiskMovesTheLeadersAndLosesNothing(Faults faults, TestCluster cluster, Workload workload) {
        faults.fillDisk(Target.node(3));
        assertThat(cluster).hasBrokersOffline(3);

        faults.undo();
        assertThat(workload.stop(Duration.ofSeconds(60))).lostNothing().isOrdered();
    }

    @Test
    void aServiceThatStartsBeforeTheBrokersSendsWhenTheyAreThere(
            Faults faults, TestCluster cluster, @KafkaTopic String orders) throws Exception {
        faults.killAll();
        try (Producer<String, String> producer =
                new KafkaProducer<>(cluster.clientConfig(), new StringSerializer(), new StringSerializer())) {
            CompletableFuture<Void> brokers = CompletableFuture.runAsync(faults::undo);
            producer.send(new ProducerRecord<>(orders, "first")).get();
            brokers.get(60, TimeUnit.SECONDS);
        }
    }
}
