// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterFeatures;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Clusters;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.ControllerEndpoint;
import io.quorate.cluster.Endpoint;
import io.quorate.cluster.LogDir;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.cluster.QuorumReplica;
import io.quorate.topology.TopologyDiff.Difference;
import io.quorate.topology.TopologyDiff.Difference.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopologyDiffTest {
    private static final String ID = "q1Sh-9_ISia_zwGINzRvyQ";

    private final ClusterTopology declared = ClusterTopology.builder(ID)
            .quorum(QuorumKind.DYNAMIC)
            .combined(1, 2, 3)
            .spreadOver("a", "b", "c")
            .property("num.partitions", "6")
            .build();

    private static Broker broker(int id, String host, @Nullable String rack) {
        return new Broker(id, new Endpoint(host, 9092), rack, false);
    }

    private QuorumReplica voter(int id, Uuid directory) {
        return new QuorumReplica(id, directory, new QuorumReplica.Progress(1, Optional.empty(), Optional.empty()));
    }

    private MetadataQuorum quorum(QuorumReplica... voters) {
        return new MetadataQuorum(
                new MetadataQuorum.Leadership(1, 1, 1),
                List.of(voters),
                List.of(),
                Map.of(1, List.of(new ControllerEndpoint("CONTROLLER", new Endpoint("kafka-1", 9093)))));
    }

    private static ConfigSet configs(Map<String, String> changed) {
        Map<String, String> all = new HashMap<>(Map.of(
                "default.replication.factor", "3",
                "min.insync.replicas", "2",
                "offsets.topic.replication.factor", "3",
                "transaction.state.log.min.isr", "2",
                "unclean.leader.election.enable", "false",
                "auto.create.topics.enable", "false",
                "num.partitions", "6"));
        all.putAll(changed);
        Map<String, ConfigValue> values = new HashMap<>();
        all.forEach((key, value) -> values.put(
                key,
                new ConfigValue(
                        value,
                        changed.containsKey(key)
                                ? ConfigValue.Source.DYNAMIC_CLUSTER_DEFAULT
                                : ConfigValue.Source.STATIC_BROKER)));
        return new ConfigSet(values);
    }

    /** As declared. */
    private ClusterState.Builder live() {
        return ClusterState.builder(ID, Clusters.NOW)
                .brokers(Observed.present(
                        List.of(broker(1, "kafka-1", "a"), broker(2, "kafka-2", "b"), broker(3, "kafka-3", "c"))))
                .quorum(Observed.present(quorum(
                        voter(1, declared.directoryId(declared.node(1))),
                        voter(2, declared.directoryId(declared.node(2))),
                        voter(3, declared.directoryId(declared.node(3))))))
                .features(Observed.present(new ClusterFeatures(Map.of("kraft.version", 1))))
                .brokerConfigs(Observed.present(Map.of(1, configs(Map.of()), 2, configs(Map.of()))))
                .logDirs(Observed.present(
                        Map.of(1, List.of(new LogDir("/data/a", Optional.empty(), Optional.empty(), Map.of())))));
    }

    private static List<Kind> kinds(TopologyDiff diff) {
        return diff.differences().stream().map(Difference::kind).toList();
    }

    @Test
    void whatIsAsDeclaredHasNoDifference() {
        TopologyDiff diff = declared.difference(live().build());

        assertThat(diff.differences()).isEmpty();
        assertThat(diff.isEmpty()).isTrue();
        assertThat(diff.describe()).isEqualTo("What runs is as declared.");
    }

    @Test
    void brokersThatAreMissingFencedOrUnexpectedAreThreeThings() {
        List<Broker> brokers = new ArrayList<>(List.of(
                new Broker(1, new Endpoint("elsewhere", 9092), "a", true),
                broker(2, "kafka-2", "b"),
                broker(9, "kafka-9", null)));

        TopologyDiff diff =
                declared.difference(live().brokers(Observed.present(brokers)).build());

        assertThat(kinds(diff)).containsExactly(Kind.FENCED_BROKER, Kind.MISSING_BROKER, Kind.UNEXPECTED_BROKER);
        assertThat(diff.isEmpty()).isFalse();
    }

    @Test
    void racksAndAddressesAreCompared() {
        List<Broker> brokers = List.of(broker(1, "kafka-1", null), broker(2, "other", "b"), broker(3, "kafka-3", "z"));

        TopologyDiff diff =
                declared.difference(live().brokers(Observed.present(brokers)).build());

        assertThat(diff.differences())
                .extracting(Difference::describe)
                .containsExactly(
                        "rack of broker 1: declared a, live none",
                        "address of broker 2: declared kafka-2:9092, live other:9092",
                        "rack of broker 3: declared c, live z");
    }

    @Test
    void votersAreComparedWithTheirDirectoryIds() {
        TopologyDiff ids = declared.difference(live().quorum(Observed.present(quorum(
                        voter(1, Uuid.randomUuid()),
                        voter(2, Uuid.ZERO_UUID),
                        voter(3, declared.directoryId(declared.node(3))))))
                .build());
        TopologyDiff others = declared.difference(
                live().quorum(Observed.present(quorum(voter(1, Uuid.ZERO_UUID), voter(8, Uuid.randomUuid()))))
                        .build());

        assertThat(ids.differences()).extracting(Difference::subject).containsExactly("directory id of controller 1");
        assertThat(others.differences()).extracting(Difference::live).containsExactly("[1, 8]");
    }

    @Test
    void aStaticQuorumIsNoDynamicOne() {
        ClusterState plain =
                live().features(Observed.present(new ClusterFeatures(Map.of()))).build();
        ClusterTopology fixed = declared.toBuilder().quorum(QuorumKind.STATIC).build();

        assertThat(kinds(declared.difference(plain))).containsExactly(Kind.QUORUM_KIND);
        assertThat(kinds(fixed.difference(plain))).isEmpty();
        assertThat(kinds(fixed.difference(live().build()))).containsExactly(Kind.QUORUM_KIND);
    }

    @Test
    void configsAreComparedWithWhoSetThem() {
        ConfigSet changed = configs(Map.of("min.insync.replicas", "1", "num.partitions", "7"));

        TopologyDiff diff = declared.difference(live().brokerConfigs(Observed.present(Map.of(1, changed, 77, changed)))
                .build());

        assertThat(diff.differences())
                .extracting(Difference::describe)
                .containsExactly(
                        "min.insync.replicas of broker 1: declared 2, live 1 (DYNAMIC_CLUSTER_DEFAULT)",
                        "num.partitions of broker 1: declared 6, live 7 (DYNAMIC_CLUSTER_DEFAULT)");
    }

    @Test
    void listsAreTheSameInAnyOrder() {
        ClusterTopology listed = declared.toBuilder()
                .property("log.cleanup.policy", "delete,compact")
                .build();
        ConfigSet seen = configs(Map.of("log.cleanup.policy", "compact, delete"));

        assertThat(listed.difference(live().brokerConfigs(Observed.present(Map.of(1, seen)))
                                .build())
                        .differences())
                .isEmpty();
    }

    @Test
    void whatWasNotSeenIsNoAgreement() {
        TopologyDiff diff =
                declared.difference(ClusterState.builder(ID, Clusters.NOW).build());

        assertThat(diff.differences()).isEmpty();
        assertThat(diff.gaps()).isNotEmpty();
        assertThat(diff.isEmpty()).isFalse();
        assertThat(diff.describe()).contains("not seen: ");
    }

    @Test
    void anotherClusterIsTold() {
        ClusterState other = ClusterState.builder("other", Clusters.NOW).build();

        assertThat(kinds(declared.difference(other))).containsExactly(Kind.CLUSTER_ID);
    }

    @Test
    void zooKeeperHasNoVotersToCompare() {
        ClusterTopology old = ClusterTopology.builder(ID)
                .release("3.9.2")
                .zooKeeper("zk:2181")
                .brokers(1, 2, 3)
                .build();
        ClusterState seen = ClusterState.builder(ID, Clusters.NOW)
                .brokers(Observed.present(
                        List.of(broker(1, "kafka-1", null), broker(2, "kafka-2", null), broker(3, "kafka-3", null))))
                .brokerConfigs(Observed.present(Map.of()))
                .build();

        assertThat(old.difference(seen).isEmpty()).isTrue();
    }

    @Test
    void theTopologyOfALiveClusterIsTheDeclaredOne() {
        ClusterTopology seen = ClusterTopology.of(live().build());

        assertThat(seen.nodes().keySet()).containsExactly(1, 2, 3);
        assertThat(seen.racks()).containsExactly("a", "b", "c");
        assertThat(seen.quorum()).isEqualTo(QuorumKind.DYNAMIC);
        assertThat(seen.durability()).isEqualTo(declared.durability());
        assertThat(seen.node(1).logDirs()).containsExactly("/data/a");
        assertThat(seen.bootstrapServers(Listener.INTERNAL)).isEqualTo(declared.bootstrapServers(Listener.INTERNAL));
    }

    @Test
    void controllersThatAreNoBrokersAreSeenToo() {
        ClusterState state = live().quorum(Observed.present(quorum(voter(7, Uuid.ZERO_UUID))))
                .features(Observed.present(new ClusterFeatures(Map.of())))
                .brokerConfigs(Observed.present(Map.of(
                        1,
                        configs(Map.of(
                                "unclean.leader.election.enable", "true", "auto.create.topics.enable", "true")))))
                .build();

        ClusterTopology seen = ClusterTopology.of(state);

        assertThat(seen.controllers()).extracting(TopologyNode::nodeId).containsExactly(7);
        assertThat(seen.quorum()).isEqualTo(QuorumKind.STATIC);
        assertThat(seen.durability().uncleanElection()).isEqualTo(Durability.UncleanElection.ALLOWED);
        assertThat(seen.durability().topicCreation()).isEqualTo(Durability.TopicCreation.AUTOMATIC);
    }

    @Test
    void aClusterThatWasNotSeenHasNoTopology() {
        assertThatThrownBy(() -> ClusterTopology.of(
                        ClusterState.builder(ID, Clusters.NOW).build()))
                .hasMessageContaining("brokers were not seen");
        assertThatThrownBy(() -> ClusterTopology.of(
                        live().brokerConfigs(Observed.present(Map.of())).build()))
                .hasMessageContaining("no broker told its configs");
    }
}
