// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static io.quorate.testkit.assertion.KafkaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quorate.testkit.fault.Fault;
import io.quorate.testkit.fault.Faults;
import io.quorate.testkit.fault.Recovery;
import io.quorate.testkit.fault.Target;
import io.quorate.testkit.load.ProducerSpec;
import io.quorate.testkit.load.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster does whatever its nodes are. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TestClusterContract {
    private static final Duration WHOLE = Duration.ofSeconds(90);

    private static final String CONTROLLED = "ontrolled shutdown";
    private static final String STARTED = "Kafka Server started";

    private final BackEnd backEnd;
    private Optional<String> missing = Optional.empty();
    private @Nullable TestCluster started;

    TestClusterContract(BackEnd backEnd) {
        this.backEnd = backEnd;
    }

    /** What there is of a cluster on this machine, besides its files. */
    abstract List<String> traces(TestCluster of);

    @BeforeAll
    void start() {
        missing = backEnd.missing();
        if (missing.isEmpty()) {
            started = builder()
                    .racks("a", "b", "c")
                    .property("num.partitions", "7")
                    .start();
        }
    }

    /** Not before all tests: then they would not be counted as skipped. */
    @BeforeEach
    void skipWithoutBackEnd() {
        assumeTrue(missing.isEmpty(), () -> "Skipped: no " + backEnd + " here. " + missing.orElse(""));
    }

    TestClusterBuilder builder() {
        return TestCluster.builder().backEnd(backEnd).startTimeout(WHOLE);
    }

    TestCluster cluster() {
        return Objects.requireNonNull(started);
    }

    @AfterAll
    void close() {
        if (started != null) {
            started.close();
        }
    }

    @AfterEach
    void recover() {
        if (started != null) {
            Recovery.of(started).await(WHOLE);
        }
    }

    @Test
    void votersAndBrokersInTheirRacksAreThere() throws Exception {
        Admin admin = cluster().admin();
        assertThat(admin.describeCluster().clusterId().get())
                .isEqualTo(cluster().clusterId());
        Eventually.within(60, () -> admin.describeCluster().nodes().get().stream()
                .collect(Collectors.toMap(Node::id, Node::rack))
                .equals(Map.of(1, "a", 2, "b", 3, "c")));
        assertThat(admin.describeMetadataQuorum().quorumInfo().get().voters()).hasSize(3);
        assertThat(cluster().bootstrapServers().split(",")).hasSize(3);
        assertThat(cluster().nodes()).extracting(TestNode::nodeId).containsExactly(1, 2, 3);
        assertThat(cluster().nodes()).allSatisfy(node -> {
            assertThat(node.state()).isEqualTo(NodeState.RUNNING);
            assertThat(node.roles()).isEqualTo(Set.of(Role.BROKER, Role.CONTROLLER));
            assertThat(node.release()).hasToString("4.3.1");
        });
    }

    @Test
    void aPropertyReachesTheBrokersAndTestDefaultsDoToo() throws Exception {
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "2");
        Config config = cluster()
                .admin()
                .describeConfigs(List.of(broker))
                .values()
                .values()
                .iterator()
                .next()
                .get();
        assertThat(config.get("num.partitions").value()).isEqualTo("7");
        assertThat(config.get("group.initial.rebalance.delay.ms").value()).isEqualTo("0");
        assertThat(config.get("offsets.topic.replication.factor").value()).isEqualTo("3");
        assertThat(config.get("broker.session.timeout.ms").value()).isEqualTo("2000");
    }

    @Test
    void theLossOfALeaderUnderLoadLosesNothing() throws Exception {
        createTopic("killed");
        try (Workload workload = workload("killed");
                Faults faults = Faults.on(cluster())) {
            int stops = logged(CONTROLLED);
            Fault kill = faults.kill(Target.leaderOf("killed", 0));
            TestNode victim = cluster().node(kill.nodeId());
            Endpoint endpoint = victim.clientEndpoint().orElseThrow();
            assertThat(victim.state()).isEqualTo(NodeState.STOPPED);
            assertThat(cluster()).hasBrokersOffline(kill.nodeId());
            assertThat(logged(CONTROLLED)).as("controlled shutdowns").isEqualTo(stops);

            kill.undo();
            assertThat(victim.state()).isEqualTo(NodeState.RUNNING);
            assertThat(victim.clientEndpoint()).contains(endpoint);
            Recovery.of(cluster()).await(WHOLE);
            Eventually.within(60, () -> workload.snapshot().acknowledged() >= 100);
            assertThat(workload.stop(WHOLE))
                    .acknowledgedAtLeast(100)
                    .lostNothing()
                    .isOrdered();
        }
    }

    @Test
    void aStoppedNodeShutsDownInAControlledWayAndComesBack() throws Exception {
        int stops = logged(CONTROLLED);
        cluster().stop(3);
        assertThat(cluster().node(3).state()).isEqualTo(NodeState.STOPPED);
        assertThat(logged(CONTROLLED)).isGreaterThan(stops);
        assertThat(cluster()).hasBrokersOffline(3);
        cluster().stop(3);

        cluster().start(3);
        assertThat(cluster()).hasBrokersOnline(1, 2, 3);
        cluster().start(3);
    }

    @Test
    void aPausedNodeIsFencedAndGoesOnAsItWas() throws Exception {
        createTopic("paused");
        int before = logged(STARTED);
        try (Faults faults = Faults.on(cluster())) {
            faults.pause(Target.node(2));
            assertThat(cluster().node(2).state()).isEqualTo(NodeState.RUNNING);
            cluster().pause(2);
            // Not asked through the shared client, which may wait for the node itself.
            try (Admin other = Admin.create(besides(2))) {
                Eventually.within(
                        60, () -> other.describeCluster().nodes().get().stream().noneMatch(node -> node.id() == 2));
            }
        }
        cluster().resume(2);
        assertThat(cluster()).hasBrokersOnline(1, 2, 3);
        assertThat(logged(STARTED)).as("starts").isEqualTo(before);
    }

    @Test
    void aPausedNodeCanBeKilled() {
        cluster().pause(1);
        cluster().kill(1);
        assertThat(cluster().node(1).state()).isEqualTo(NodeState.STOPPED);
        cluster().start(1);
        assertThat(cluster()).hasBrokersOnline(1, 2, 3);
    }

    @Test
    void whatWasAcknowledgedIsThereAfterAllNodesWereKilledAtOnce() throws Exception {
        createTopic("kept");
        Map<String, Object> config = cluster().clientConfig();
        try (Producer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < 20; i++) {
                producer.send(new ProducerRecord<>("kept", 0, null, "record " + i))
                        .get();
            }
        }
        cluster().kill(1, 2, 3);
        assertThat(cluster().nodes()).allMatch(node -> node.state() == NodeState.STOPPED);
        cluster().start(1, 2, 3);
        Recovery.of(cluster()).await(WHOLE);
        TopicPartition partition = new TopicPartition("kept", 0);
        assertThat(cluster()
                        .admin()
                        .listOffsets(Map.of(partition, OffsetSpec.latest()))
                        .partitionResult(partition)
                        .get()
                        .offset())
                .isEqualTo(20);
    }

    @Test
    void whatMakesNoSenseIsRefusedAndChangesNothing() {
        assertThatThrownBy(() -> cluster().kill(9))
                .hasMessageContaining("No node 9")
                .hasMessageContaining("[1, 2, 3]");
        assertThatThrownBy(() -> cluster().addNode(NodeSpec.combined(2))).hasMessageContaining("Node 2 was not added");
        assertThat(cluster().nodes()).allMatch(node -> node.state() == NodeState.RUNNING);
    }

    @Test
    void rolesCanBeSeparateABrokerCanJoinAndClosingLeavesNothing() throws Exception {
        List<String> traces;
        Path directory;
        TestCluster separate =
                builder().layout(Layout.SEPARATE).brokers(1).controllers(1).start();
        try {
            assertThat(separate.node(101).roles()).isEqualTo(Set.of(Role.CONTROLLER));
            assertThat(separate.node(101).clientEndpoint()).isEmpty();
            separate.addNode(NodeSpec.broker(2).withRack("late"));
            assertThat(separate).hasBrokersOnline(1, 2);
            separate.stop(101);
            separate.start(101);
            // The brokers are not waited for, and may be fenced until they have found it again.
            Recovery.of(separate).await(WHOLE);
            separate.admin()
                    .createTopics(List.of(new NewTopic("both", 1, (short) 2)))
                    .all()
                    .get();
            Recovery.of(separate).await(WHOLE);
            traces = traces(separate);
            directory = separate.directory();
            assertThat(traces).hasSizeGreaterThanOrEqualTo(3);
            assertThat(directory).exists();
        } finally {
            separate.close();
        }
        separate.close();
        assertThat(traces).noneMatch(this::isThere);
        assertThat(directory).doesNotExist();
        assertThatThrownBy(() -> separate.start(1)).hasMessageContaining("closed");
    }

    /** Whether something that {@link #traces} named is there. */
    abstract boolean isThere(String trace);

    @Test
    void aNodeThatCannotStartShowsItsLogAndItsSettings(@TempDir Path directory) {
        TestClusterBuilder builder = builder().nodes(1).directory(directory).property("log.retention.hours", "a while");
        assertThatThrownBy(builder::start)
                .isInstanceOf(TestClusterException.class)
                .hasMessageContaining("exit code 1")
                .hasMessageContaining("Invalid value a while for configuration log.retention.hours")
                .hasMessageContaining(directory.resolve("node-1/node.log").toString());
        assertThat(directory.resolve("node-1/node.log")).exists();
    }

    private void createTopic(String name) throws Exception {
        cluster()
                .admin()
                .createTopics(List.of(new NewTopic(name, 3, (short) 3).configs(Map.of("min.insync.replicas", "2"))))
                .all()
                .get();
        Recovery.of(cluster()).await(WHOLE);
    }

    private Workload workload(String topic) {
        return Workload.builder(cluster().clientConfig())
                .topics(topic)
                .producer(ProducerSpec.idempotent("idempotent"))
                .group("readers-of-" + topic, 2)
                .recordsPerSecond(200)
                .startTimeout(WHOLE)
                .start();
    }

    private Map<String, Object> besides(int nodeId) {
        Map<String, Object> config = new HashMap<>(cluster().clientConfig());
        TestNode other = cluster().nodes().stream()
                .filter(node -> node.nodeId() != nodeId)
                .findFirst()
                .orElseThrow();
        config.put("bootstrap.servers", other.clientEndpoint().orElseThrow().address());
        config.put("default.api.timeout.ms", "60000");
        config.put("request.timeout.ms", "2000");
        return config;
    }

    /** How often the nodes have logged something so far. */
    private int logged(String text) throws Exception {
        int count = 0;
        for (TestNode node : cluster().nodes()) {
            count += Files.readString(node.logFile()).split(text, -1).length - 1;
        }
        return count;
    }
}
