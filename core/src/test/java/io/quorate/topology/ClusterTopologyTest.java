// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.topology.Outcome.Writes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterTopologyTest {
    private static final String ID = "q1Sh-9_ISia_zwGINzRvyQ";

    private static ClusterTopologyBuilder builder() {
        return ClusterTopology.builder(ID);
    }

    private static ClusterTopology separate(String... racks) {
        ClusterTopologyBuilder builder = builder().controllers(1, 2, 3).brokers(4, 5, 6);
        return racks.length == 0 ? builder.build() : builder.spreadOver(racks).build();
    }

    @Test
    void aPlainTopologyHasSafeDefaults() {
        ClusterTopology topology = builder().combined(1, 2, 3).build();

        assertThat(topology.durability()).isEqualTo(Durability.of(3, 2));
        assertThat(topology.listeners()).extracting(Listener::name).containsExactly("CLIENT", "CONTROLLER");
        assertThat(topology.bootstrapServers(Listener.INTERNAL)).isEqualTo("kafka-1:9092,kafka-2:9092,kafka-3:9092");
        assertThat(topology.check())
                .extracting(TopologyFinding::severity)
                .containsExactly(TopologyFinding.Severity.INFO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"notauuid", "", "AAAAAAAAAAAAAAAAAAAAAA", "q1Sh-9_ISia_zwGINzRvyQ=="})
    void aClusterIdThatKafkaWouldNotMakeIsRefused(String id) {
        assertThatThrownBy(() -> ClusterTopology.builder(id)).hasMessageContaining("random-uuid");
    }

    @Test
    void randomClusterIdsAreValid() {
        assertThat(ClusterTopology.builder(ClusterTopology.randomClusterId())
                        .combined(1)
                        .build()
                        .clusterId())
                .hasSize(22);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        ClusterTopologyBuilder wrong = builder()
                .release("4.1")
                .combined(1, 1)
                .listener(Listener.clients("CLIENT", 9092, SecurityProtocol.SASL_SSL))
                .listener(Listener.controller("CONTROLLER", 9092, SecurityProtocol.PLAINTEXT))
                .property("num.partition", "3")
                .property("num.io.threads", "many")
                .property("node.id", "7")
                .property("zookeeper.session.timeout.ms", "1");

        assertThatThrownBy(wrong::build)
                .hasMessageContaining("two nodes have the id 1")
                .hasMessageContaining("call security()")
                .hasMessageContaining("both listen on port 9092")
                .hasMessageContaining("did you mean num.partitions?")
                .hasMessageContaining("num.io.threads=many: expected a whole number")
                .hasMessageContaining("node.id is what the topology itself says")
                .hasMessageContaining("do not know zookeeper.session.timeout.ms");
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                Arguments.of(builder().controllers(1), "no node is a broker"),
                Arguments.of(builder().brokers(1), "no node is a controller"),
                Arguments.of(builder().zooKeeper("zk:2181").brokers(1), "4.0 removed it"),
                Arguments.of(builder().release("3.9.2").zooKeeper("zk:2181").combined(1), "one of them"),
                Arguments.of(
                        builder().release("3.9.2").quorum(QuorumKind.ZOOKEEPER).brokers(1),
                        "without zookeeper.connect"),
                Arguments.of(
                        builder()
                                .release("3.9.2")
                                .zooKeeper("zk:1")
                                .quorum(QuorumKind.STATIC)
                                .combined(1),
                        "the quorum is STATIC"),
                Arguments.of(builder().release("2.8.2").combined(1), "KRaft is for production from 3.3"),
                Arguments.of(
                        builder().release("3.8.0").quorum(QuorumKind.DYNAMIC).combined(1), "KIP-853"),
                Arguments.of(
                        builder()
                                .combined(1)
                                .listener(Listener.clients("A", 1, SecurityProtocol.PLAINTEXT))
                                .listener(Listener.clients("A", 2, SecurityProtocol.PLAINTEXT)),
                        "two listeners are named A"),
                Arguments.of(
                        builder()
                                .combined(1)
                                .listener(Listener.replication("A", 1, SecurityProtocol.PLAINTEXT))
                                .listener(Listener.replication("B", 2, SecurityProtocol.PLAINTEXT)),
                        "two listeners for replication"),
                Arguments.of(
                        builder()
                                .combined(1)
                                .listener(Listener.controller("C", 1, SecurityProtocol.SASL_SSL))
                                .security(TopologySecurity.builder("/s")
                                        .scram("SCRAM-SHA-256")
                                        .build()),
                        "controllers cannot look SCRAM users up"),
                Arguments.of(
                        builder().combined(1).listener(Listener.clients("C", 1, SecurityProtocol.SASL_PLAINTEXT)),
                        "no SASL mechanism"),
                Arguments.of(builder().combined(1).property("zzz", "1"), "do not know zzz"));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void whatCannotBeAClusterIsRefused(ClusterTopologyBuilder wrong, String reason) {
        assertThatThrownBy(wrong::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aContradictionFailsWhereItIsMade() {
        assertThatThrownBy(() -> builder().property("num.io.threads", "3").property("num.io.threads", "4"))
                .hasMessageContaining("\"3\"")
                .hasMessageContaining("\"4\"");
        assertThat(builder()
                        .combined(1)
                        .property("num.io.threads", "3")
                        .property("num.io.threads", "3")
                        .build()
                        .properties())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client", "", "1A"})
    void listenersHavePlainNames(String name) {
        assertThatThrownBy(() -> Listener.clients(name, 1, SecurityProtocol.SSL))
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void portsAreInRange(int port) {
        assertThatThrownBy(() -> Listener.clients("A", port, SecurityProtocol.SSL))
                .hasMessageContaining("" + port);
    }

    @Test
    void nodesRefuseWhatCannotBe() {
        assertThatThrownBy(() -> TopologyNode.broker(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> TopologyNode.broker(1).rack(" ")).hasMessageContaining("Leave it out");
        assertThatThrownBy(() -> TopologyNode.broker(1).host("0.0.0.0")).hasMessageContaining("0.0.0.0");
        assertThatThrownBy(() -> TopologyNode.broker(1).host("")).hasMessageContaining("cannot be connected to");
        assertThatThrownBy(() -> builder().name("Big")).hasMessageContaining("Big");
        assertThatThrownBy(() -> TopologySecurity.builder("x")).hasMessageContaining("absolute");
        assertThatThrownBy(() -> TopologySecurity.builder("/x").scram("PLAIN")).hasMessageContaining("PLAIN");
        assertThatThrownBy(() -> TopologySecurity.builder("/x").superUser("admin"))
                .hasMessageContaining("User:");
        assertThatThrownBy(() -> Durability.of(0, 1)).hasMessageContaining("default.replication.factor=0");
        assertThatThrownBy(() -> Durability.of(40_000, 1)).hasMessageContaining("40000");
        assertThatThrownBy(() -> new Losses(-1, 0, 0)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new Losses(0, -1, 0)).hasMessageContaining("-1");
        assertThatThrownBy(() -> new Losses(0, 0, -1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> Release.of("four")).hasMessageContaining("four");
        assertThatThrownBy(() -> separate().node(9)).hasMessageContaining("No node 9");
    }

    @Test
    void bootstrapServersAlternateRacks() {
        ClusterTopology topology = builder()
                .controllers(1, 2, 3)
                .brokers(4, 5, 6, 7)
                .spreadOver("a", "b")
                .build();

        assertThat(topology.bootstrapServers(Listener.INTERNAL))
                .isEqualTo("kafka-4:9092,kafka-5:9092,kafka-6:9092,kafka-7:9092");
        assertThatThrownBy(() -> topology.bootstrapServers("moon"))
                .hasMessageContaining("moon")
                .hasMessageContaining("internal");
    }

    @Test
    void aNetworkHasItsOwnHostsAndPorts() {
        ClusterTopology topology = builder()
                .node(TopologyNode.combined(1)
                        .host("external", "k1.example.org")
                        .port("OUTSIDE", 9192)
                        .build())
                .combined(2, 3)
                .listener(Listener.clients("OUTSIDE", 9092, SecurityProtocol.PLAINTEXT)
                        .inNetwork("external"))
                .listener(Listener.replication("INSIDE", 9094, SecurityProtocol.PLAINTEXT))
                .build();

        assertThat(topology.bootstrapServers("external")).isEqualTo("k1.example.org:9192");
        assertThat(topology.interBrokerListener().name()).isEqualTo("INSIDE");
        assertThat(topology.check())
                .contains(
                        new NodeFinding.UnreachableBrokers("external", List.of(2, 3)),
                        new NodeFinding.UnencryptedListener("OUTSIDE", "external"));
    }

    @Test
    void theNextTopologyIsDerived() {
        ClusterTopology topology = separate("a", "b", "c");

        assertThat(topology.withBrokers(TopologyNode.broker(7).rack("a").build())
                        .brokers())
                .hasSize(4);
        assertThat(topology.withoutBroker(6).brokers()).hasSize(2);
        assertThat(topology.withRelease("3.9.2").release()).isEqualTo(new Release(3, 9, 2));
        assertThatThrownBy(() -> topology.withoutBroker(1)).hasMessageContaining("quorum");
        assertThatThrownBy(() -> topology.withBrokers(TopologyNode.broker(4).build()))
                .hasMessageContaining("id 4");
    }

    @Test
    void directoryIdsAreMadeOnceAndForAll() {
        ClusterTopology topology = separate();
        Uuid own = Uuid.randomUuid();

        assertThat(topology.directoryId(topology.node(1)))
                .isEqualTo(separate().directoryId(separate().node(1)));
        assertThat(topology.directoryId(topology.node(1))).isNotEqualTo(topology.directoryId(topology.node(2)));
        assertThat(topology.directoryId(
                        topology.node(1).toBuilder().directoryId(own).build()))
                .isEqualTo(own);
        for (int id = 0; id < 500; id++) {
            assertThat(topology.directoryId(TopologyNode.controller(id).build()).toString())
                    .doesNotStartWith("-");
        }
    }

    static Stream<Arguments> unwise() {
        return Stream.of(
                Arguments.of(builder().combined(1), new QuorumFinding.TooFewControllers(1)),
                Arguments.of(builder().combined(1, 2), new QuorumFinding.TooFewControllers(2)),
                Arguments.of(builder().combined(1, 2, 3, 4), new QuorumFinding.EvenControllers(4)),
                Arguments.of(builder().combined(1, 2, 3), new QuorumFinding.CombinedNodes(List.of(1, 2, 3))),
                Arguments.of(
                        builder().combined(1, 2).spreadOver("a").brokers(3), new NodeFinding.RackMissing(List.of(3))),
                Arguments.of(
                        builder().controllers(1, 2, 3).brokers(4, 5, 6).spreadOver("a", "b"),
                        new QuorumFinding.TwoRacks(List.of("a", "b"))),
                Arguments.of(
                        builder()
                                .controllers(1, 2, 3)
                                .spreadOver("a")
                                .node(TopologyNode.broker(4).rack("b").build())
                                .node(TopologyNode.broker(5).rack("c").build()),
                        new QuorumFinding.ControllersInOneRack("a", 3, 3)),
                Arguments.of(
                        builder().controllers(1, 2, 3).brokers(4, 5, 6).spreadOver("a", "b"),
                        new DurabilityFinding.WritesLostWithRack(2, 3, 2)),
                Arguments.of(
                        builder().controllers(1, 2, 3).brokers(4, 5, 6).spreadOver("a", "b"),
                        new DurabilityFinding.ReplicationFactorAboveRacks(3, 2)),
                Arguments.of(
                        builder().combined(1, 2, 3).durability(Durability.of(4, 2)),
                        new DurabilityFinding.ReplicationFactorAboveBrokers("default.replication.factor", 4, 3)),
                Arguments.of(
                        builder().combined(1, 2, 3).durability(Durability.of(3, 3)),
                        new DurabilityFinding.MinIsrNotBelowReplicationFactor("min.insync.replicas", 3, 3)),
                Arguments.of(
                        builder().combined(1, 2, 3).durability(Durability.of(3, 1)),
                        new DurabilityFinding.MinIsrOfOne("min.insync.replicas")),
                Arguments.of(
                        builder().combined(1, 2, 3).durability(Durability.of(2, 1)),
                        new DurabilityFinding.TooFewReplicas("default.replication.factor", 2)),
                Arguments.of(
                        builder()
                                .node(TopologyNode.combined(1)
                                        .storage(Storage.EPHEMERAL)
                                        .build()),
                        new NodeFinding.EphemeralStorage(List.of(1))),
                Arguments.of(
                        builder()
                                .combined(1, 2, 3)
                                .durability(new Durability(
                                        3,
                                        2,
                                        3,
                                        2,
                                        Durability.UncleanElection.ALLOWED,
                                        Durability.TopicCreation.EXPLICIT,
                                        java.util.Optional.empty())),
                        new DurabilityFinding.UncleanElectionAllowed()),
                Arguments.of(
                        builder()
                                .combined(1, 2, 3)
                                .durability(new Durability(
                                        3,
                                        2,
                                        3,
                                        2,
                                        Durability.UncleanElection.REFUSED,
                                        Durability.TopicCreation.AUTOMATIC,
                                        java.util.Optional.empty())),
                        new DurabilityFinding.AutomaticTopics()));
    }

    @ParameterizedTest
    @MethodSource("unwise")
    void whatIsUnwiseIsFound(ClusterTopologyBuilder declared, TopologyFinding finding) {
        List<TopologyFinding> found = declared.build().check();

        assertThat(found).contains(finding);
        assertThat(found).isSortedAccordingTo(java.util.Comparator.comparing(TopologyFinding::severity));
        assertThat(finding.describe()).startsWith(finding.severity().name()).endsWith(".");
    }

    @Test
    void aSoundTopologyHasNoFinding() {
        assertThat(separate("a", "b", "c").check()).isEmpty();
        assertThat(separate().check()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,ACCEPTED,SAFE,true", "2,REFUSED,SAFE_IF_ISR_WAS_FULL,true", "3,REFUSED,ON_LOST_NODES,true"})
    void brokersThatAreLost(int count, Writes writes, DataSafety data, boolean quorum) {
        assertThat(separate().failureTolerance().after(Losses.brokers(count)))
                .isEqualTo(new Outcome(writes, data, quorum));
    }

    @Test
    void withoutAQuorumWritesGoOnUntilABrokerIsLost() {
        FailureTolerance tolerance = separate().failureTolerance();

        assertThat(tolerance.after(Losses.controllers(2)))
                .isEqualTo(new Outcome(Writes.ACCEPTED, DataSafety.SAFE, false));
        assertThat(tolerance.after(Losses.controllers(2).withOneBrokerDown()).writes())
                .isEqualTo(Writes.REFUSED);
        assertThat(tolerance.controllersForQuorum()).isEqualTo(1);
        assertThat(tolerance.brokersForWrites()).isEqualTo(1);
        assertThat(tolerance.brokersForData()).isEqualTo(1);
    }

    @Test
    void aCombinedNodeIsLostWithBothRoles() {
        FailureTolerance tolerance = builder().combined(1, 2, 3).build().failureTolerance();

        assertThat(tolerance.after(Losses.brokers(2)).quorumKept()).isFalse();
        assertThat(tolerance.after(Losses.controllers(2)))
                .isEqualTo(new Outcome(Writes.REFUSED, DataSafety.SAFE_IF_ISR_WAS_FULL, false));
        assertThat(tolerance.rows()).hasSize(3);
    }

    @Test
    void threeRacksSurviveTheLossOfOneAndTwoDoNot() {
        assertThat(separate("a", "b", "c").failureTolerance().after(Losses.racks(1)))
                .isEqualTo(new Outcome(Writes.ACCEPTED, DataSafety.SAFE, true));
        assertThat(separate("a", "b").failureTolerance().after(Losses.racks(1)))
                .isEqualTo(new Outcome(Writes.REFUSED, DataSafety.SAFE_IF_ISR_WAS_FULL, false));
        assertThat(separate("a", "b", "c").failureTolerance().describe())
                .contains("If a rack is lost, writes are accepted");
    }

    @Test
    void racksThatNotAllBrokersHaveAreNoHelp() {
        ClusterTopology topology = builder()
                .controllers(1, 2, 3)
                .brokers(4, 5)
                .spreadOver("a", "a", "b")
                .brokers(6)
                .build();

        assertThat(topology.failureTolerance().after(Losses.racks(1)).data())
                .isEqualTo(DataSafety.SAFE_IF_ISR_WAS_FULL);
    }

    @Test
    void nodesThatAreNamed() {
        FailureTolerance tolerance = separate("a", "b", "c").failureTolerance();

        assertThat(tolerance.losing(Set.of())).isEqualTo(new Outcome(Writes.ACCEPTED, DataSafety.SAFE, true));
        assertThat(tolerance.losing(Set.of(1, 4))).isEqualTo(new Outcome(Writes.ACCEPTED, DataSafety.SAFE, true));
        assertThat(tolerance.losing(Set.of(1, 2, 4))).isEqualTo(new Outcome(Writes.REFUSED, DataSafety.SAFE, false));
        assertThatThrownBy(() -> tolerance.losing(Set.of(99))).hasMessageContaining("99");
    }

    @Test
    void aSmallRackLeavesTheOthersMoreReplicas() {
        ClusterTopology topology = builder()
                .controllers(1, 2, 3)
                .node(TopologyNode.broker(4).rack("a").build())
                .node(TopologyNode.broker(5).rack("b").build())
                .node(TopologyNode.broker(6).rack("b").build())
                .node(TopologyNode.broker(7).rack("b").build())
                .durability(Durability.of(4, 2))
                .build();

        // One replica in a, three in b: all of them but one are in b.
        assertThat(topology.failureTolerance().losing(Set.of(5, 6, 7)).data())
                .isEqualTo(DataSafety.SAFE_IF_ISR_WAS_FULL);
        assertThat(topology.failureTolerance().losing(Set.of(4)).data()).isEqualTo(DataSafety.SAFE);
    }

    @Test
    void zooKeeperHasNoControllersToLose() {
        ClusterTopology old =
                builder().release("3.9.2").zooKeeper("zk:2181").brokers(1, 2, 3).build();

        assertThat(old.failureTolerance().after(Losses.brokers(1)).quorumKept()).isTrue();
        assertThat(old.failureTolerance().describe()).doesNotContain("quorum that");
        assertThat(old.check()).isEmpty();
        assertThat(old.describe()).contains("ZooKeeper");
        assertThat(old.controllerListener()).isEmpty();
    }

    @Test
    void peopleCanReadIt() {
        ClusterTopology topology = separate("a", "b", "c");

        assertThat(topology.describe())
                .contains("| rack a", "1 controller", "4 broker", "Writes survive the loss of 1 broker;");
        assertThat(topology.failureTolerance().table())
                .contains(
                        "| 1 broker | accepted | yes | kept |",
                        "| 2 controllers | accepted | yes | lost |",
                        "| 1 rack |");
        assertThat(topology.html())
                .contains("<svg", "1  controller", "kafka-4", "What it survives")
                .doesNotContain("http");
        assertThat(builder().combined(1, 2, 3).build().html()).contains("no: only on the lost disks", "no rack");
        assertThat(Losses.brokers(0).describe()).isEqualTo("nothing");
        assertThat(topology.node(4)).hasToString("node 4 [BROKER] in rack a");
        assertThat(new Outcome(Writes.REFUSED, DataSafety.ON_LOST_NODES, false).describe())
                .isEqualTo("some writes are refused, acknowledged data is only on the lost disks, the quorum is lost");
        assertThat(new Outcome(Writes.ACCEPTED, DataSafety.SAFE_IF_ISR_WAS_FULL, true).describe())
                .contains("if every ISR was full");
        assertThat(Durability.of(3, 2).withRetention(Duration.ofDays(1)).retention())
                .contains(Duration.ofDays(1));
        assertThat(Map.of(Release.of("4.0"), 1)).containsKey(new Release(4, 0, 0));
        assertThat(Release.of("3.9.2").compareTo(Release.of("4.0.0"))).isNegative();
    }
}
