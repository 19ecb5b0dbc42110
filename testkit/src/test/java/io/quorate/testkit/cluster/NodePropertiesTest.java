// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.distribution.KafkaRelease;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NodePropertiesTest {
    @Test
    void aCombinedNodeListensToClientsAndToControllers() {
        assertThat(of(TestCluster.builder().nodes(1), NodeSpec.combined(1)))
                .containsEntry("node.id", "1")
                .containsEntry("process.roles", "broker,controller")
                .containsEntry("listeners", "PLAINTEXT://127.0.0.1:1001,CONTROLLER://127.0.0.1:2001")
                .containsEntry("advertised.listeners", "PLAINTEXT://127.0.0.1:1001")
                .containsEntry("controller.listener.names", "CONTROLLER")
                .containsEntry("log.dirs", "/data");
    }

    @Test
    void aStaticQuorumNamesItsVotersAndADynamicOneWhereToAsk() {
        assertThat(of(TestCluster.builder().nodes(2).quorum(Quorum.STATIC), NodeSpec.combined(2)))
                .containsEntry("controller.quorum.voters", "1@127.0.0.1:2001,2@127.0.0.1:2002")
                .doesNotContainKey("controller.quorum.bootstrap.servers");
        assertThat(of(TestCluster.builder().nodes(2), NodeSpec.combined(2)))
                .containsEntry("controller.quorum.bootstrap.servers", "127.0.0.1:2001,127.0.0.1:2002")
                .doesNotContainKey("controller.quorum.voters");
    }

    @Test
    void aMereControllerHasNoClientListenerAndNoRack() {
        NodeSpec controller = NodeSpec.controller(101).withRack("a");
        assertThat(of(TestCluster.builder().node(NodeSpec.broker(1)).node(controller), controller))
                .containsEntry("listeners", "CONTROLLER://127.0.0.1:2101")
                .doesNotContainKeys("advertised.listeners", "broker.rack", "inter.broker.listener.name");
    }

    @Test
    void internalTopicsHaveAsManyReplicasAsThereAreBrokersButNoMoreThanThree() {
        assertInternal(1, "1", "1");
        assertInternal(2, "2", "1");
        assertInternal(5, "3", "2");
    }

    private static void assertInternal(int nodes, String replicas, String minIsr) {
        assertThat(of(TestCluster.builder().nodes(nodes), NodeSpec.combined(1)))
                .containsEntry("offsets.topic.replication.factor", replicas)
                .containsEntry("transaction.state.log.replication.factor", replicas)
                .containsEntry("transaction.state.log.min.isr", minIsr)
                .containsEntry("share.coordinator.state.topic.min.isr", minIsr);
    }

    @Test
    void thePropertyOfANodeWinsOverThatOfTheClusterAndBothOverOurs() {
        NodeSpec node = NodeSpec.combined(1).withProperty("num.io.threads", "9");
        assertThat(of(
                        TestCluster.builder()
                                .node(node)
                                .property("num.io.threads", "8")
                                .property("broker.session.timeout.ms", "7000"),
                        node))
                .containsEntry("num.io.threads", "9")
                .containsEntry("broker.session.timeout.ms", "7000");
    }

    @Test
    void kafkasOwnTimeOutsAreThoseThatNobodySets() {
        assertThat(of(TestCluster.builder().nodes(1).timeouts(Timeouts.KAFKA_DEFAULTS), NodeSpec.combined(1)))
                .doesNotContainKeys(
                        Timeouts.FAST.properties(MetadataStore.KRAFT).keySet().toArray(String[]::new))
                .containsEntry("group.initial.rebalance.delay.ms", "0");
    }

    @Test
    void theFirstNodesOfADynamicQuorumAreToldItsVotersAndLaterOnesAreNot() {
        TestClusterBuilder builder = TestCluster.builder()
                .node(NodeSpec.combined(1))
                .node(NodeSpec.combined(2))
                .node(NodeSpec.broker(4));
        assertThat(properties(builder.spec()).formatArguments(NodeSpec.broker(4)))
                .containsSubsequence(
                        "--initial-controllers", "1@127.0.0.1:2001:directory-1,2@127.0.0.1:2002:directory-2");
        assertThat(properties(builder.spec()).formatArguments(NodeSpec.combined(1)))
                .containsSubsequence(
                        "--initial-controllers", "1@127.0.0.1:2001:directory-1,2@127.0.0.1:2002:directory-2")
                .doesNotContain("--no-initial-controllers");
        assertThat(properties(builder.spec()).formatArguments(NodeSpec.combined(3)))
                .contains("--no-initial-controllers")
                .doesNotContain("--initial-controllers");
        assertThat(properties(builder.quorum(Quorum.STATIC).spec()).formatArguments(NodeSpec.combined(1)))
                .noneMatch(argument -> argument.contains("controllers"));
    }

    @Test
    void aBrokerWithZooKeeperHasNoKeyOfKRaftAndIsNotFormatted() {
        TestClusterBuilder builder =
                TestCluster.builder().version("2.1.1").nodes(2).racks("a");
        assertThat(of(builder, NodeSpec.broker(2).withRack("a")))
                .containsEntry("broker.id", "2")
                .containsEntry("zookeeper.connect", "127.0.0.1:3000")
                .containsEntry("zookeeper.session.timeout.ms", "2000")
                .containsEntry("listeners", "PLAINTEXT://127.0.0.1:1002")
                .containsEntry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT")
                .containsEntry("broker.rack", "a")
                .doesNotContainKeys("node.id", "process.roles", "inter.broker.protocol.version")
                .allSatisfy((key, value) ->
                        assertThat(key).doesNotStartWith("controller.").doesNotStartWith("broker.session"));
        assertThat(properties(builder.spec()).formatArguments(NodeSpec.broker(2)))
                .isEmpty();
    }

    @Test
    void theOldestReleaseDecidesWhatTheNewerNodesOfAMixedClusterSpeak() {
        NodeSpec newer = NodeSpec.broker(2).withVersion("2.8.2");
        TestClusterBuilder zooKeeper =
                TestCluster.builder().version("2.1.1").node(NodeSpec.broker(1)).node(newer);
        assertThat(of(zooKeeper, newer)).containsEntry("inter.broker.protocol.version", "2.1");
        assertThat(of(zooKeeper, NodeSpec.broker(1))).doesNotContainKey("inter.broker.protocol.version");
        assertThat(of(zooKeeper.property("inter.broker.protocol.version", "2.2"), newer))
                .containsEntry("inter.broker.protocol.version", "2.2");

        NodeSpec older = NodeSpec.combined(2).withVersion("3.9.2");
        NodeProperties kraft = properties(
                TestCluster.builder().node(NodeSpec.combined(1)).node(older).spec());
        assertThat(kraft.formatArguments(NodeSpec.combined(1))).containsSubsequence("--release-version", "3.9");
        assertThat(kraft.formatArguments(older)).doesNotContain("--release-version");
    }

    private static Map<String, String> of(TestClusterBuilder builder, NodeSpec node) {
        return properties(builder.spec()).of(node, "/data");
    }

    private static NodeProperties properties(ClusterSpec spec) {
        Map<Integer, NodePorts> ports = new HashMap<>();
        for (NodeSpec node : spec.nodes()) {
            ports.put(
                    node.nodeId(),
                    new NodePorts(
                            endpoint(node.isBroker(), "PLAINTEXT", 1000 + node.nodeId()),
                            endpoint(node.isController(), "CONTROLLER", 2000 + node.nodeId()),
                            "directory-" + node.nodeId()));
        }
        Map<Integer, KafkaRelease> releases = spec.nodes().stream()
                .collect(Collectors.toMap(
                        NodeSpec::nodeId, node -> spec.distributionOf(node).release()));
        return new NodeProperties(
                spec,
                ports,
                new Releases(releases),
                endpoint(spec.store() == MetadataStore.ZOOKEEPER, "ZOOKEEPER", 3000),
                Optional.empty());
    }

    private static Optional<Endpoint> endpoint(boolean there, String listener, int port) {
        return there ? Optional.of(new Endpoint(listener, "127.0.0.1", port)) : Optional.empty();
    }
}
