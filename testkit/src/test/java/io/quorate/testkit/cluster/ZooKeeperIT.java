// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.junit.TestClusterExtension;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZooKeeperIT {
    @RegisterExtension
    static final TestClusterExtension KAFKA =
            TestClusterExtension.of(TestCluster.builder().version("2.1.1").racks("a", "b", "c"));

    private final TestCluster cluster = KAFKA.cluster();

    @Test
    void threeBrokersOfTheOldestReleaseAreThereInTheirRacksWithoutAQuorum() throws Exception {
        assertThat(cluster.nodes()).extracting(TestNode::roles).containsOnly(Set.of(Role.BROKER));
        Eventually.within(60, () -> cluster.admin().describeCluster().nodes().get().stream()
                .collect(Collectors.toMap(Node::id, Node::rack))
                .equals(Map.of(1, "a", 2, "b", 3, "c")));
        assertThat(cluster.admin().describeCluster().clusterId().get()).isEqualTo(cluster.clusterId());
        assertThat(cluster.bootstrapControllers()).isEmpty();
        assertThat(cluster.zooKeeper().orElseThrow().host()).isEqualTo("127.0.0.1");
        assertThat(cluster.node(1).logFile()).content().contains("Kafka version : 2.1.1");
    }

    @Test
    void aBrokerIsKilledStoppedAndStartedAndComesBackIntoTheIsr() throws Exception {
        create(cluster, "old", 3);
        cluster.kill(2);
        Eventually.within(
                60, () -> cluster.admin().describeCluster().nodes().get().size() == 2);
        cluster.start(2);

        cluster.stop(3);
        assertThat(cluster.node(3).logFile()).content().contains("ontrolled shutdown succeeded");
        cluster.start(3);

        cluster.kill(1);
        cluster.start(1); // at once: the session of its former life has not ended yet
        Eventually.within(60, () -> isr(cluster, "old") == 3);
    }

    @Test
    void oneBrokerRunsANewerReleaseAmongOlderOnesAndJoinsTheIsr() throws Exception {
        create(cluster, "rolled", 3);
        cluster.stop(2);
        cluster.install(2, KafkaDistribution.of("2.8.2"));
        cluster.start(2);
        assertThat(cluster.node(2).logFile()).content().contains("Kafka version: 2.8.2");
        Eventually.within(60, () -> isr(cluster, "rolled") == 3);

        cluster.stop(2);
        cluster.install(2, KafkaDistribution.of("2.1.1"));
        cluster.start(2);
        assertThat(cluster.node(2).release()).hasToString("2.1.1");
    }

    @Test
    void whatNeedsAQuorumIsRefused() {
        assertThatThrownBy(() -> cluster.addNode(NodeSpec.broker(4).withVersion("4.3.1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Kafka 4.3.1 knows no ZooKeeper");
        assertThatThrownBy(() -> cluster.addNode(NodeSpec.controller(4).withVersion("2.1.1")))
                .hasMessageContaining("NodeSpec.broker(4)");
        assertThat(cluster.nodes()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.8.2", "3.9.2"})
    void laterReleasesStartWithZooKeeperTooAndNothingOfItStays(String version) throws Exception {
        int port;
        try (TestCluster other = TestCluster.builder()
                .version(version)
                .layout(Layout.ZOOKEEPER)
                .nodes(2)
                .start()) {
            create(other, "later", 2);
            port = other.zooKeeper().orElseThrow().port();
        }
        try (PortLease free = PortLease.tryTake(port).orElseThrow()) {
            assertThat(free.port()).isEqualTo(port);
        }
    }

    private static void create(TestCluster cluster, String topic, int replicas) throws Exception {
        cluster.admin()
                .createTopics(List.of(new NewTopic(topic, 1, (short) replicas)))
                .all()
                .get();
        Eventually.within(60, () -> isr(cluster, topic) == replicas);
    }

    private static int isr(TestCluster cluster, String topic) throws Exception {
        if (!cluster.admin().listTopics().names().get().contains(topic)) {
            return 0; // a broker that has just started asks the controller for it first
        }
        try {
            return cluster.admin().describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                    .flatMap(described -> described.partitions().stream())
                    .mapToInt(partition -> partition.isr().size())
                    .sum();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0; // another broker answered than the one that listed it
            }
            throw e;
        }
    }
}
