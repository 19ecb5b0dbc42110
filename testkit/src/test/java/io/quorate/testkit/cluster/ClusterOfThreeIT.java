// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.junit.TestClusterExtension;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClusterOfThreeIT {
    @RegisterExtension
    static final TestClusterExtension KAFKA =
            TestClusterExtension.of(TestCluster.builder().racks("a", "b", "c").property("num.partitions", "7"));

    private final TestCluster cluster = KAFKA.cluster();

    @Test
    void threeVotersAndThreeBrokersInTheirRacksAreThere() throws Exception {
        Admin admin = cluster.admin();
        assertThat(admin.describeCluster().clusterId().get()).isEqualTo(cluster.clusterId());
        assertThat(admin.describeCluster().nodes().get())
                .extracting(Node::id, Node::rack)
                .containsExactlyInAnyOrder(tuple(1, "a"), tuple(2, "b"), tuple(3, "c"));
        assertThat(admin.describeMetadataQuorum().quorumInfo().get().voters()).hasSize(3);
        assertThat(cluster.bootstrapServers().split(",")).hasSize(3);
        assertThat(cluster.bootstrapControllers().split(",")).hasSize(3);
    }

    private static org.assertj.core.groups.Tuple tuple(int id, String rack) {
        return org.assertj.core.groups.Tuple.tuple(id, rack);
    }

    @Test
    void aKilledNodeIsGoneAndFencedAndComesBackIntoTheIsr() throws Exception {
        cluster.admin()
                .createTopics(List.of(new NewTopic("killed", 3, (short) 3)))
                .all()
                .get();
        TestNode victim = cluster.node(2);
        long pid = victim.pid().orElseThrow();
        Endpoint endpoint = victim.clientEndpoint().orElseThrow();

        cluster.kill(2);
        assertThat(ProcessHandle.of(pid)).isEmpty();
        assertThat(victim.state()).isEqualTo(NodeState.STOPPED);
        assertThat(victim.pid()).isEmpty();
        Eventually.within(20, () -> fenced(2));

        assertThat(victim.logFile()).content().doesNotContain("ontrolled shutdown");
        cluster.start(2);
        assertThat(fenced(2)).isFalse();
        assertThat(victim.clientEndpoint()).contains(endpoint);
        Eventually.within(20, () -> isrs("killed").stream().allMatch(size -> size == 3));
    }

    @Test
    void aStoppedNodeShutsDownInAControlledWayAndIsFenced() throws Exception {
        cluster.stop(3);
        assertThat(cluster.node(3).state()).isEqualTo(NodeState.STOPPED);
        assertThat(cluster.node(3).logFile()).content().contains("ontrolled shutdown");
        Eventually.within(20, () -> fenced(3));
        cluster.start(3);
        assertThat(fenced(3)).isFalse();
    }

    @Test
    void aPropertyReachesTheBrokersAndTestDefaultsDoToo() throws Exception {
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
        Config config = cluster.admin()
                .describeConfigs(List.of(broker))
                .values()
                .values()
                .iterator()
                .next()
                .get();
        assertThat(config.get("num.partitions").value()).isEqualTo("7");
        assertThat(config.get("group.initial.rebalance.delay.ms").value()).isEqualTo("0");
        assertThat(config.get("offsets.topic.replication.factor").value()).isEqualTo("3");
    }

    @Test
    void whatMakesNoSenseIsRefusedAndChangesNothing() {
        assertThatThrownBy(() -> cluster.kill(9))
                .hasMessageContaining("No node 9")
                .hasMessageContaining("[1, 2, 3]");
        assertThatThrownBy(() -> cluster.addNode(NodeSpec.combined(2))).hasMessageContaining("Node 2 was not added");
        assertThatThrownBy(() -> cluster.install(1, KafkaDistribution.of("3.9.2")))
                .hasMessageContaining("stop it first");
        assertThat(cluster.nodes()).allMatch(node -> node.state() == NodeState.RUNNING);
    }

    private boolean fenced(int nodeId) throws Exception {
        Predicate<Node> isFenced = Node::isFenced;
        return cluster
                .admin()
                .describeCluster(new DescribeClusterOptions().includeFencedBrokers(true))
                .nodes()
                .get()
                .stream()
                .filter(node -> node.id() == nodeId)
                .anyMatch(isFenced);
    }

    private List<Integer> isrs(String topic) throws Exception {
        return cluster.admin().describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                .flatMap(description -> description.partitions().stream())
                .map(partition -> partition.isr().size())
                .toList();
    }
}
