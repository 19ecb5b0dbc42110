// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static io.quorate.testkit.assertion.KafkaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.junit.jupiter.api.Test;

class GrowingClusterIT {
    @Test
    void aClusterOfOneNodeTakesTwoMoreWhoseControllersAreObservers() throws Exception {
        try (TestCluster cluster = TestCluster.builder().nodes(1).start()) {
            cluster.addNode(NodeSpec.combined(2).withRack("b"));
            TestNode third = cluster.addNode(NodeSpec.combined(3));

            assertThat(third.state()).isEqualTo(NodeState.RUNNING);
            assertThat(cluster).hasBrokersOnline(1, 2, 3);
            QuorumInfo quorum =
                    cluster.admin().describeMetadataQuorum().quorumInfo().get();
            assertThat(quorum.voters())
                    .extracting(QuorumInfo.ReplicaState::replicaId)
                    .containsExactly(1);
            assertThat(quorum.observers())
                    .extracting(QuorumInfo.ReplicaState::replicaId)
                    .containsExactlyInAnyOrder(2, 3);
            cluster.admin()
                    .createTopics(List.of(new NewTopic("grown", 1, (short) 3)))
                    .all()
                    .get();
        }
    }

    @Test
    void aStaticQuorumOfSeparateNodesTakesABrokerButNoController() throws Exception {
        try (TestCluster cluster = TestCluster.builder()
                .layout(Layout.SEPARATE)
                .brokers(1)
                .controllers(1)
                .quorum(Quorum.STATIC)
                .start()) {
            assertThat(cluster.node(101).clientEndpoint()).isEmpty();
            assertThat(cluster.node(101).controllerEndpoint().orElseThrow().listener())
                    .isEqualTo("CONTROLLER");
            assertThat(cluster.node(1).controllerEndpoint()).isEmpty();

            assertThatThrownBy(() -> cluster.addNode(NodeSpec.combined(2)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("static quorum")
                    .hasMessageContaining("NodeSpec.broker(2)");
            cluster.addNode(NodeSpec.broker(2));
            assertThat(cluster).hasBrokersOnline(1, 2);
            // A whole cluster can go down and come up again, if its nodes start together.
            cluster.kill(1, 2, 101);
            cluster.start(1, 2, 101);
            assertThat(cluster).hasBrokersOnline(1, 2);
        }
    }
}
