// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.security.Security;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClusterSpecTest {
    @Test
    void nothingSetMeansThreeCombinedNodesInADynamicQuorum() {
        ClusterSpec spec = TestCluster.builder().spec();
        assertThat(spec.nodes()).containsExactly(NodeSpec.combined(1), NodeSpec.combined(2), NodeSpec.combined(3));
        assertThat(spec.quorum()).isEqualTo(Quorum.DYNAMIC);
        assertThat(spec.distribution().release()).hasToString("4.3.1");
    }

    @Test
    void aReleaseWithoutDynamicQuorumHasAStaticOne() {
        assertThat(TestCluster.builder().version("3.8.1").spec().quorum()).isEqualTo(Quorum.STATIC);
        assertThat(TestCluster.builder().version("3.9.2").spec().quorum()).isEqualTo(Quorum.DYNAMIC);
    }

    @Test
    void separateControllersHaveIdsOfTheirOwnAndRacksGoToBrokersInTurn() {
        ClusterSpec spec = TestCluster.builder()
                .layout(Layout.SEPARATE)
                .brokers(3)
                .controllers(1)
                .racks("a", "b")
                .spec();
        assertThat(spec.nodes())
                .containsExactly(
                        NodeSpec.broker(1).withRack("a"),
                        NodeSpec.broker(2).withRack("b"),
                        NodeSpec.broker(3).withRack("a"),
                        NodeSpec.controller(101));
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        TestClusterBuilder builder = TestCluster.builder()
                .version("3.7.2")
                .quorum(Quorum.DYNAMIC)
                .node(NodeSpec.broker(1))
                .node(NodeSpec.broker(1));
        assertThatThrownBy(builder::spec)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3.9.0 or later")
                .hasMessageContaining("Node id 1 is used twice")
                .hasMessageContaining("No node is a controller");
    }

    @Test
    void aReleaseThatNeedsZooKeeperGetsItAndIsRefusedWithoutIt() {
        ClusterSpec spec = TestCluster.builder().version("3.2.3").nodes(2).spec();
        assertThat(spec.store()).isEqualTo(MetadataStore.ZOOKEEPER);
        assertThat(spec.nodes()).containsExactly(NodeSpec.broker(1), NodeSpec.broker(2));
        assertThatThrownBy(() -> TestCluster.builder()
                        .version("3.2.3")
                        .layout(Layout.COMBINED)
                        .spec())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Kafka 3.2.3 needs ZooKeeper")
                .hasMessageContaining("3.3.0");
    }

    @Test
    void withZooKeeperThereAreNeitherNewReleasesNorControllersNorVotersNorAChosenId() {
        assertThatThrownBy(() -> TestCluster.builder()
                        .layout(Layout.ZOOKEEPER)
                        .node(NodeSpec.combined(1).withVersion("3.9.2"))
                        .node(NodeSpec.broker(2))
                        .spec())
                .hasMessageContaining("Kafka 4.3.1 knows no ZooKeeper")
                .hasMessageContaining("NodeSpec.broker(1)");
        assertThatThrownBy(() -> TestCluster.builder()
                        .version("2.1.1")
                        .quorum(Quorum.STATIC)
                        .spec())
                .hasMessageContaining("quorum(...)");
        assertThatThrownBy(() -> TestCluster.builder()
                        .version("2.1.1")
                        .clusterId("chosen")
                        .spec())
                .hasMessageContaining("clusterId(...)");
    }

    @Test
    void securityIsForKraftAndScramForReleasesThatCanBeToldTheirFirstUsers() {
        assertThatThrownBy(() -> TestCluster.builder()
                        .version("2.8.2")
                        .security(Security.tls())
                        .spec())
                .hasMessageContaining("Security (SSL) is for KRaft");
        assertThatThrownBy(() -> TestCluster.builder()
                        .version("3.4.1")
                        .security(Security.saslScram())
                        .spec())
                .hasMessageContaining("Kafka 3.4.1")
                .hasMessageContaining("saslPlain()");
    }

    @Test
    void theOldestReleaseOfAMixedClusterDecidesHowItsVotersAreKnown() {
        assertThat(TestCluster.builder()
                        .node(NodeSpec.combined(1).withVersion("3.8.1"))
                        .node(NodeSpec.combined(2))
                        .spec()
                        .quorum())
                .isEqualTo(Quorum.STATIC);
    }

    @Test
    void countsOfTheOtherLayoutAreRefused() {
        assertThatThrownBy(() -> TestCluster.builder().brokers(3).spec()).hasMessageContaining("Layout.COMBINED");
        assertThatThrownBy(() ->
                        TestCluster.builder().layout(Layout.SEPARATE).nodes(3).spec())
                .hasMessageContaining("Layout.SEPARATE");
        assertThatThrownBy(() -> TestCluster.builder()
                        .node(NodeSpec.combined(1))
                        .nodes(3)
                        .spec())
                .hasMessageContaining("node(...)");
        assertThatThrownBy(() -> TestCluster.builder().nodes(0)).hasMessageContaining("at least 1 of nodes");
    }

    @Test
    void aSecondDistributionIsRefused() {
        assertThatThrownBy(() -> TestCluster.builder().version("4.3.1").version("3.9.2"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("4.3.1")
                .hasMessageContaining("3.9.2");
    }

    @Test
    void aNodeNeedsARoleAndAnIdThatIsNotNegative() {
        assertThatThrownBy(() -> NodeSpec.broker(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new NodeSpec(7, Set.of(), Optional.empty(), Map.of(), Optional.empty()))
                .hasMessageContaining("Node 7 has no role");
    }
}
