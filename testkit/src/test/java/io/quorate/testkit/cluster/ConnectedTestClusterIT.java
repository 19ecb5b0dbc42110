// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static io.quorate.testkit.assertion.KafkaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.fault.Fault;
import io.quorate.testkit.fault.Faults;
import io.quorate.testkit.fault.Recovery;
import io.quorate.testkit.fault.Target;
import io.quorate.testkit.junit.TestClusterExtension;
import io.quorate.testkit.load.ProducerSpec;
import io.quorate.testkit.load.Workload;
import io.quorate.testkit.security.Security;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cluster that somebody else runs: here another test cluster, of nodes of all kinds. */
class ConnectedTestClusterIT {
    private static final Duration WHOLE = Duration.ofSeconds(90);

    @RegisterExtension
    static final TestClusterExtension KAFKA = TestClusterExtension.of(TestCluster.builder()
            .node(NodeSpec.combined(1).withRack("a"))
            .node(NodeSpec.broker(2).withRack("b"))
            .node(NodeSpec.broker(3).withRack("c"))
            .node(NodeSpec.controller(101))
            .node(NodeSpec.controller(102))
            .startTimeout(Duration.ofMinutes(2)));

    private final TestCluster theirs = KAFKA.cluster();
    private TestCluster cluster;

    @BeforeEach
    void connect() {
        cluster = TestCluster.connect(theirs.bootstrapServers());
    }

    @AfterEach
    void close() {
        cluster.close();
        assertThat(theirs.nodes()).allMatch(node -> node.state() == NodeState.RUNNING);
    }

    @Test
    void nodesAreSeenWithTheirRolesRacksAndEndpoints() {
        assertThat(cluster.clusterId()).isEqualTo(theirs.clusterId());
        assertThat(cluster.isOwn()).isFalse();
        assertThat(cluster.nodes()).extracting(TestNode::nodeId).containsExactly(1, 2, 3, 101, 102);
        for (TestNode their : theirs.nodes()) {
            TestNode node = cluster.node(their.nodeId());
            assertThat(node.roles()).isEqualTo(their.roles());
            assertThat(node.rack()).isEqualTo(their.rack());
            assertThat(node.clientEndpoint()).isEqualTo(their.clientEndpoint());
            assertThat(node.controllerEndpoint()).isEqualTo(their.controllerEndpoint());
            Eventually.within(60, () -> node.state() == NodeState.RUNNING);
        }
        assertThat(Set.of(cluster.bootstrapControllers().split(",")))
                .isEqualTo(Set.of(theirs.bootstrapControllers().split(",")));
        assertThatThrownBy(() -> cluster.node(9)).hasMessageContaining("No node 9");
    }

    @Test
    void nodesThatOthersStopAreSeenToo() {
        theirs.stop(2);
        Eventually.within(60, () -> cluster.node(2).state() == NodeState.STOPPED);
        assertThat(cluster).hasBrokersOffline(2);
        theirs.start(2);
        Eventually.within(60, () -> cluster.node(2).state() == NodeState.RUNNING);

        theirs.stop(101);
        Eventually.within(60, () -> cluster.node(101).state() == NodeState.STOPPED);
        theirs.start(101);
        Eventually.within(60, () -> cluster.node(101).state() == NodeState.RUNNING);
        Recovery.of(cluster).await(WHOLE);
    }

    @Test
    void leadersThatMoveUnderLoadLoseNothingAndGoBack() throws Exception {
        topic("moved");
        try (Faults faults = Faults.on(cluster);
                Workload workload = Workload.builder(cluster.clientConfig())
                        .topics("moved")
                        .producer(ProducerSpec.idempotent("idempotent"))
                        .group("of-moved", 2)
                        .recordsPerSecond(200)
                        .startTimeout(WHOLE)
                        .start()) {
            Target two = Target.node(2);
            Eventually.everywhere(60, () -> leads("moved", leader -> leader == 2));
            Fault moved = faults.moveLeaders(two);
            assertThat(moved.describe()).contains("away from node 2");
            Eventually.everywhere(60, () -> !leads("moved", leader -> leader == 2));
            assertThat(cluster.node(2).state()).isEqualTo(NodeState.RUNNING);
            assertThatThrownBy(() -> faults.moveLeaders(two)).hasMessageContaining("leads no partition");

            moved.undo();
            Eventually.within(60, () -> leads("moved", leader -> leader == 2));
            Eventually.within(60, () -> workload.snapshot().acknowledged() >= 50);
            assertThat(workload.stop(WHOLE))
                    .acknowledgedAtLeast(50)
                    .lostNothing()
                    .isOrdered();
        }
    }

    @Test
    void clientsAreThrottledUntilTheConnectionIsClosedAndOlderQuotasStay() throws Exception {
        topic("throttled");
        alterDefaultQuota("producer_byte_rate", 50_000_000.0);
        Faults faults = Faults.on(cluster);
        Fault throttled = faults.throttleClients(20_000);
        assertThat(throttled.nodeId()).isEqualTo(-1);
        Eventually.within(60, () -> throttleTime() > 0);
        Eventually.within(60, () -> Objects.equals(defaultQuotas().get("consumer_byte_rate"), 20_000.0));

        cluster.close();
        Eventually.within(60, () -> defaultQuotas().equals(Map.of("producer_byte_rate", 50_000_000.0)));
        alterDefaultQuota("producer_byte_rate", null);
        assertThatThrownBy(() -> cluster.nodes()).hasMessageContaining("closed");
    }

    /** What the broker told a new producer, in milliseconds. */
    private double throttleTime() throws Exception {
        try (Producer<String, String> producer =
                new KafkaProducer<>(theirs.clientConfig(), new StringSerializer(), new StringSerializer())) {
            // More than the quota allows in the ten seconds over which brokers take the mean.
            producer.send(new ProducerRecord<>("throttled", 0, null, "x".repeat(400_000)))
                    .get();
            return producer.metrics().entrySet().stream()
                    .filter(metric -> metric.getKey().name().equals("produce-throttle-time-max"))
                    .mapToDouble(metric -> (Double) metric.getValue().metricValue())
                    .max()
                    .orElseThrow();
        }
    }

    private void alterDefaultQuota(String key, @Nullable Double value) throws Exception {
        Map<String, @Nullable String> everybody = new HashMap<>();
        everybody.put(ClientQuotaEntity.CLIENT_ID, null);
        theirs.admin()
                .alterClientQuotas(List.of(new ClientQuotaAlteration(
                        new ClientQuotaEntity(everybody), List.of(new ClientQuotaAlteration.Op(key, value)))))
                .all()
                .get();
        Eventually.everywhere(60, () -> Objects.equals(defaultQuotas().get(key), value));
    }

    private Map<String, Double> defaultQuotas() throws Exception {
        Map<String, Double> all = new HashMap<>();
        theirs.admin()
                .describeClientQuotas(ClientQuotaFilter.all())
                .entities()
                .get()
                .values()
                .forEach(all::putAll);
        return all;
    }

    @Test
    void whatNeedsAHandOnTheNodesIsRefused() {
        Faults faults = Faults.on(cluster);
        Target two = Target.node(2);
        List<ThrowingCallable> all = List.of(
                () -> cluster.kill(2),
                () -> cluster.stop(2),
                () -> cluster.start(2),
                () -> cluster.pause(2),
                () -> cluster.resume(2),
                () -> cluster.addNode(NodeSpec.broker(7)),
                () -> cluster.install(2, KafkaDistribution.of("4.3.1")),
                () -> cluster.principal("alice"),
                () -> cluster.directory(),
                () -> cluster.node(2).release(),
                () -> cluster.node(2).logFile(),
                () -> cluster.node(2).dataDirectory(),
                () -> faults.kill(two),
                () -> faults.pause(two),
                () -> faults.restart(two),
                () -> faults.fillDisk(two),
                () -> faults.failLogDir(two),
                () -> faults.shiftClock(two, Duration.ofHours(1)),
                () -> faults.links(two).cut());
        assertThat(all).allSatisfy(call -> assertThatThrownBy(call)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("TestCluster.builder()"));
        assertThat(faults.open()).isEmpty();
    }

    @Test
    void aSecuredClusterIsReachedWithItsClientProperties() {
        try (TestCluster secured = TestCluster.builder()
                        .nodes(1)
                        .security(Security.saslPlain())
                        .start();
                TestCluster view = TestCluster.connect(secured.clientConfig())) {
            assertThat(view.node(1).state()).isEqualTo(NodeState.RUNNING);
            assertThat(view.node(1).clientEndpoint()).isEqualTo(secured.node(1).clientEndpoint());
        }
    }

    @Test
    void noClusterMeansNoConnection() {
        int nobody = PortLease.take().port();
        Map<String, String> config = Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + nobody,
                "default.api.timeout.ms",
                "2000",
                "request.timeout.ms",
                "1000");
        assertThatThrownBy(() -> TestCluster.connect(config))
                .isInstanceOf(TestClusterException.class)
                .hasMessageContaining("127.0.0.1:" + nobody);
        assertThatThrownBy(() -> TestCluster.connect(Map.of("client.id", "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[client.id]");
    }

    private void topic(String name) throws Exception {
        cluster.admin()
                .createTopics(List.of(
                        new NewTopic(name, Map.of(0, List.of(1, 2, 3), 1, List.of(2, 3, 1), 2, List.of(3, 1, 2)))))
                .all()
                .get();
        Recovery.of(cluster).await(WHOLE);
    }

    private boolean leads(String topic, IntPredicate leader) throws Exception {
        return cluster
                .admin()
                .describeTopics(List.of(topic))
                .topicNameValues()
                .values()
                .iterator()
                .next()
                .get()
                .partitions()
                .stream()
                .anyMatch(partition -> partition.leader() != null
                        && leader.test(partition.leader().id()));
    }
}
