// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.availability.RestartSafety;
import io.quorate.availability.Verdict;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.LogDir;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.QuorumReplica;
import io.quorate.cluster.Topic;
import io.quorate.testkit.cluster.NodeSpec;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.junit.TestClusterExtension;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a cluster of three combined nodes shows. Whoever kills a node brings it back. */
class LiveClusterIT {
    @RegisterExtension
    static final TestClusterExtension KAFKA =
            TestClusterExtension.of(TestCluster.builder().nodes(3).racks("a", "b", "c"));

    private static final List<List<Integer>> EVERYWHERE = List.of(List.of(1, 2, 3));

    private static Live live;

    private final TestCluster cluster = KAFKA.cluster();

    @BeforeAll
    static void connect() {
        live = new Live(KAFKA.cluster());
    }

    @AfterAll
    static void disconnect() {
        live.close();
    }

    @Test
    void everySectionIsReadCompletely() {
        ClusterState state = live.observe();

        assertThat(state.clusterId()).isEqualTo(cluster.clusterId());
        assertThat(state.onlineBrokers()).containsExactly(1, 2, 3);
        assertThat(state.broker(2).orElseThrow().rack()).isEqualTo("b");
        assertThat(state.quorum().isComplete()).isTrue();
        assertThat(state.features().value().orElseThrow().level("metadata.version"))
                .isPresent();
        assertThat(state.brokerConfigs().value().orElseThrow()).containsOnlyKeys(1, 2, 3);
        assertThat(state.clusterDefaults().isComplete()).isTrue();
        assertThat(state.reassignments().value()).contains(List.of());
    }

    @Test
    void theActiveControllerIsTheQuorumsLeaderNotTheOneThatDescribeClusterNames() {
        Set<Integer> named = new HashSet<>();
        for (int i = 0; i < 30; i++) {
            named.add(Live.get(live.admin().describeCluster().controller()).id());
        }
        MetadataQuorum before = quorum(live.await(ClusterConditions.quorumVoters(Set.of(1, 2, 3))));
        int leader = before.leadership().leaderId();

        cluster.kill(leader);
        ClusterState after = live.await(state -> state.quorum()
                .value()
                .filter(seen ->
                        seen.leadership().leaderId() >= 0 && seen.leadership().leaderId() != leader)
                .map(seen -> List.<String>of())
                .orElse(List.of("no other controller leads")));
        cluster.start(leader);
        live.awaitEverywhere(
                ClusterConditions.brokersOnline(Set.of(1, 2, 3)).and(ClusterConditions.everyIsrFull(name -> true)));

        assertThat(named).as("nodes that describeCluster called controller").hasSizeGreaterThan(1);
        assertThat(quorum(after).leadership().epoch())
                .as("only the loss of the active controller starts a new epoch")
                .isGreaterThan(before.leadership().epoch());
    }

    @Test
    void internalTopicsAreSeen() {
        topic("committed-to");
        Live.get(live.admin()
                .alterConsumerGroupOffsets(
                        "makes-the-offsets-topic",
                        Map.of(new TopicPartition("committed-to", 0), new OffsetAndMetadata(0)))
                .all());

        ClusterState state = live.observe("__consumer_offsets", "committed-to");

        Topic offsets = state.topic("__consumer_offsets").orElseThrow();
        assertThat(offsets.isInternal()).isTrue();
        assertThat(state.minInSyncReplicas("__consumer_offsets")).isPresent();
        assertThat(state.topic("committed-to").orElseThrow().isInternal()).isFalse();
    }

    @Test
    void aTopicIsWaitedForStraightAfterItsCreation() {
        Set<String> names = Set.of("new-1", "new-2", "new-3", "new-4", "new-5");
        for (String name : names) {
            Live.get(live.admin()
                    .createTopics(List.of(new NewTopic(name, 3, (short) 3)))
                    .all());

            ClusterState state = ClusterWatch.using(live.observer())
                    .await(
                            ClusterConditions.topicsExist(Set.of(name))
                                    .and(ClusterConditions.everyIsrFull(name::equals)),
                            Live.LONG_ENOUGH);

            assertThat(state.topic(name).orElseThrow().partitionCount()).isEqualTo(3);
            assertThat(state.topic(name).orElseThrow().id()).isNotEqualTo(Uuid.ZERO_UUID);
        }
    }

    @Test
    void configsOfATopicChangeTogetherOrNotAtAllAndADryRunSaysTheSame() {
        topic("atomic");
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, "atomic");

        assertThatThrownBy(() -> alter(resource, set("retention.ms", "600000"), set("min.insync.replicas", "none")))
                .isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> Live.get(live.admin()
                        .incrementalAlterConfigs(
                                Map.of(resource, List.of(set("no.such.key", "1"))),
                                new AlterConfigsOptions().validateOnly(true))
                        .all()))
                .isInstanceOf(InvalidConfigurationException.class);

        Map<String, ConfigSet> configs =
                live.observe("atomic").topicConfigs().value().orElseThrow();
        assertThat(configs).hasEntrySatisfying("atomic", seen -> assertThat(seen.value("retention.ms"))
                .as("only what was set is kept")
                .isEmpty());
    }

    @Test
    void brokerLevelMinIsrAndRemovalOfTheClusterLevelAreRejected() {
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
        ConfigResource everyBroker = new ConfigResource(ConfigResource.Type.BROKER, "");

        assertThatThrownBy(() -> alter(broker, set("min.insync.replicas", "2"))).isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> alter(
                        everyBroker,
                        new AlterConfigOp(new ConfigEntry("min.insync.replicas", ""), AlterConfigOp.OpType.DELETE)))
                .isInstanceOf(ApiException.class);
    }

    @Test
    void logDirsTellSizesAndFreeSpace() {
        topic("sized");
        live.produce("sized", 50, Live.LONG_ENOUGH);

        ClusterState state = live.observe("sized");

        assertThat(state.logDirs().isComplete()).isTrue();
        assertThat(state.logDirs().value().orElseThrow()).hasSize(3).allSatisfy((node, dirs) -> {
            assertThat(dirs)
                    .extracting(LogDir::path)
                    .containsExactly(cluster.node(node).dataDirectory().toString());
            LogDir.Space space = dirs.get(0).space().orElseThrow();
            assertThat(space.usableBytes()).isPositive().isLessThanOrEqualTo(space.totalBytes());
            assertThat(dirs.get(0).problem()).isEmpty();
        });
        assertThat(state.sizeOf(new TopicPartition("sized", 0)).orElseThrow()).isGreaterThan(50 * 100);
    }

    @Test
    void aCordonedLogDirIsSeenAsOne() {
        topic("beside-a-cordon");
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "2");
        String path = cluster.node(2).dataDirectory().toString();
        ClusterWatch watch = ClusterWatch.using(live.observer());
        alter(broker, set("cordoned.log.dirs", path));
        try {
            watch.await(
                    seen -> dirs(seen, 2).stream().anyMatch(LogDir::cordoned)
                            ? List.of()
                            : List.of("the log dir of 2 is not cordoned"),
                    Live.LONG_ENOUGH);

            assertThat(dirs(live.observe("beside-a-cordon"), 1)).hasSize(1).noneMatch(LogDir::cordoned);
        } finally {
            alter(broker, new AlterConfigOp(new ConfigEntry("cordoned.log.dirs", ""), AlterConfigOp.OpType.DELETE));
        }
        watch.await(
                seen -> dirs(seen, 2).stream().anyMatch(dir -> !dir.cordoned())
                        ? List.of()
                        : List.of("the log dir of 2 is still cordoned"),
                Live.LONG_ENOUGH);
    }

    /** None where the broker did not answer in time. */
    private static List<LogDir> dirs(ClusterState seen, int node) {
        return seen.logDirs().orElse(Map.of()).getOrDefault(node, List.of());
    }

    @Test
    void anAddedControllerIsAnObserverWithADirectoryIdUntilItVotes() {
        cluster.addNode(NodeSpec.controller(101));

        // It is listed from its first fetch on; that it has caught up is known a little later.
        ClusterState state = live.await(seen -> seen.quorum()
                        .value()
                        .filter(found -> found.replica(101)
                                .filter(replica -> found.isCaughtUp(replica, Duration.ofSeconds(5)))
                                .isPresent())
                        .isPresent()
                ? List.of()
                : List.of("101 has not caught up"));

        MetadataQuorum quorum = quorum(state);
        QuorumReplica added = quorum.replica(101).orElseThrow();
        assertThat(quorum.isVoter(101)).isFalse();
        assertThat(added.directoryId()).isNotEqualTo(Uuid.ZERO_UUID);
        assertThat(added.progress().logEndOffset()).isPositive();
        assertThat(quorum.endpoints()).containsOnlyKeys(1, 2, 3);
        assertThat(state.features().value().orElseThrow().isQuorumDynamic()).isTrue();
        assertThat(ClusterConditions.quorumVoters(Set.of(101)).missing(state))
                .containsExactly("node 101 is an observer of the quorum, not a voter");
        cluster.stop(101);
    }

    @Test
    void aHealthyNodeMayGoAndTwoMayNot() {
        topic("guarded", Live.minIsr(2));
        ClusterCondition mayGo = seen -> {
            Verdict verdict = RestartSafety.check(seen, Set.of(3));
            return verdict.isSafe() ? List.of() : List.of(verdict.describe());
        };
        ClusterState state = ClusterWatch.using(ClusterObserver.builder(live.admin())
                        .topics("guarded"::equals)
                        .build())
                .await(
                        ClusterConditions.topicsExist(Set.of("guarded"))
                                .and(ClusterConditions.everyIsrFull("guarded"::equals))
                                .and(mayGo),
                        Live.LONG_ENOUGH);

        assertThat(RestartSafety.check(state, Set.of(3)).describe()).isEqualTo("Safe.");
        assertThat(RestartSafety.check(state, Set.of(2, 3)).isSafe()).isFalse();
    }

    private void topic(String name) {
        topic(name, Map.of());
    }

    private void topic(String name, Map<String, String> configs) {
        live.topic(name, EVERYWHERE, configs);
    }

    private static MetadataQuorum quorum(ClusterState state) {
        return state.quorum().value().orElseThrow();
    }

    private void alter(ConfigResource resource, AlterConfigOp... ops) {
        Collection<AlterConfigOp> together = List.of(ops);
        Live.get(
                live.admin().incrementalAlterConfigs(Map.of(resource, together)).all());
    }

    private static AlterConfigOp set(String key, String value) {
        return new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
    }
}
