// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.assertion;

import static io.quorate.testkit.assertion.KafkaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.junit.KafkaTest;
import io.quorate.testkit.junit.KafkaTopic;
import io.quorate.testkit.load.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each assertion about a real cluster where it holds, and where it does not. */
@KafkaTest(nodes = 3)
@Timeout(180)
class KafkaAssertionsIT {
    private static final Duration SHORT = Duration.ofMillis(100);

    private final ClusterAssert cluster;
    private final ClusterAssert impatient;

    KafkaAssertionsIT(TestCluster cluster) {
        this.cluster = assertThat(cluster);
        this.impatient = assertThat(cluster.admin()).within(SHORT);
    }

    @Test
    void aKilledBrokerIsMissedAndComesBack(TestCluster nodes) throws Exception {
        NewTopic placed = new NewTopic("placed", Map.of(0, List.of(2, 1, 3)));
        nodes.admin().createTopics(List.of(placed)).all().get(30, TimeUnit.SECONDS);
        cluster.hasBrokersOnline(1, 2, 3)
                .isFullyInSync()
                .hasNoOfflinePartitions()
                .hasNoOngoingReassignments();
        cluster.partition("placed", 0)
                .isLedBy(2)
                .hasReplicas(2, 1, 3)
                .hasInSyncReplicas(1, 2, 3)
                .isFullyInSync();
        cluster.quorum().hasVoters(1, 2, 3).hasVotersBehindAtMost(1_000);

        nodes.kill(2);
        cluster.within(Duration.ofSeconds(60)).hasBrokersOnline(1, 3).hasBrokersOffline(2);
        cluster.partition("placed", 0).isLedByAnyOf(1, 3).hasInSyncReplicas(1, 3);
        cluster.quorum().isLedByAnyOf(1, 3);
        cluster.topic("placed").hasNoOfflinePartitions();
        assertThatThrownBy(() -> impatient.as("after the kill").hasBrokersOnline(1, 2, 3))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("[after the kill] Expected the brokers online to be [1, 2, 3]")
                .hasMessageContaining("last seen was")
                .hasMessageContaining("brokers online: [1, 3]");
        assertThatThrownBy(() -> impatient.isFullyInSync())
                .hasMessageContaining("placed-0: leader ")
                .hasMessageContaining("replicas [2, 1, 3], ISR [");
        assertThatThrownBy(() -> impatient.partition("placed", 0).isLedBy(2))
                .hasMessageContaining("Expected partition placed-0 to be led by one of [2]");
        assertThatThrownBy(() -> impatient.partition("placed", 0).isOffline())
                .hasMessageContaining("to have no leader");
        assertThatThrownBy(() -> impatient.topic("placed").isLedByPreferredLeaders())
                .hasMessageContaining("preferred leader");

        nodes.start(2);
        cluster.hasBrokersOnline(1, 2, 3).isFullyInSync();
    }

    @Test
    void aTopicIsLookedAt(@KafkaTopic(partitions = 2, properties = "retention.ms=60000") String orders) {
        cluster.topic(orders)
                .exists()
                .hasPartitions(2)
                .hasReplicationFactor(3)
                .isFullyInSync()
                .isLedByPreferredLeaders()
                .hasConfig("retention.ms", "60000");
        cluster.topic("nowhere").doesNotExist();
        assertThatThrownBy(() -> impatient.topic("nowhere").exists()).hasMessageContaining("no such topic");
        assertThatThrownBy(() -> impatient.topic(orders).doesNotExist()).hasMessageContaining(orders + "-1: leader");
        assertThatThrownBy(() -> impatient.topic(orders).hasPartitions(3)).hasMessageContaining("3 partitions");
        assertThatThrownBy(() -> impatient.topic(orders).hasReplicationFactor(2))
                .hasMessageContaining("2 replicas");
        assertThatThrownBy(() -> impatient.topic(orders).hasConfig("retention.ms", "1"))
                .hasMessageContaining("retention.ms=60000");
        assertThatThrownBy(() -> impatient.partition(orders, 7).isFullyInSync())
                .hasMessageContaining("no such partition");
    }

    @Test
    void aGroupIsLookedAt(
            TestCluster nodes,
            @KafkaTopic String orders,
            Producer<String, String> producer,
            Consumer<String, String> consumer)
            throws Exception {
        String group = consumer.groupMetadata().groupId();
        // The first question of any group makes the topic of their offsets, which may take longer than one look waits.
        nodes.admin().listConsumerGroupOffsets(group).all().get(60, TimeUnit.SECONDS);
        assertThatThrownBy(() -> impatient.group(group).hasNoLag()).hasMessageContaining("no committed offset");
        for (int record = 0; record < 5; record++) {
            producer.send(new ProducerRecord<>(orders, "record " + record)).get();
        }
        consumer.subscribe(List.of(orders));
        int read = 0;
        for (int polls = 0; polls < 300 && read < 5; polls++) {
            read += consumer.poll(Duration.ofMillis(200)).count();
        }
        consumer.commitSync();
        cluster.group(group).isStable().hasMembers(1).hasNoLag().hasCommitted(orders, 0, 5);
        producer.send(new ProducerRecord<>(orders, "one more")).get();
        cluster.group(group).hasLagAtMost(1);
        assertThatThrownBy(() -> impatient.group(group).hasNoLag())
                .hasMessageContaining(orders + "-0: committed 5, end 6, lag 1");
        assertThatThrownBy(() -> impatient.group(group).hasMembers(2)).hasMessageContaining("state Stable");
        consumer.unsubscribe();
        cluster.group(group).isEmpty();
    }

    @Test
    void aReportThatIsNotAsExpectedIsShownWhole(Workload workload) {
        var report = workload.stop(Duration.ofSeconds(60));
        assertThat(report).isComplete().lostNothing().corruptedNothing().showedNothingAborted();
        assertThat(report).deliveredWithin(Duration.ofMinutes(1)).wasUnavailableAtMost("start", Duration.ofMinutes(1));
        assertThatThrownBy(() -> assertThat(report).lostSomething())
                .hasMessageContaining("Expected lost records, but there were none")
                .hasMessageContaining("acknowledged / lost / duplicated / reordered");
        assertThatThrownBy(() -> assertThat(report).wasUnavailableAtMost(Duration.ZERO))
                .hasMessageContaining("without an acknowledgement for longer than 0 ms");
        assertThatThrownBy(() -> assertThat(report).acknowledgedAtLeast(1_000_000_000))
                .hasMessageContaining("at least 1000000000");
    }
}
