// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.security.Security;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ContainerPlanTest {
    private static final Map<Integer, Endpoint> CLIENTS = Map.of(
            1, new Endpoint("PLAINTEXT", "127.0.0.1", 20001),
            2, new Endpoint("PLAINTEXT", "127.0.0.1", 20002));

    private static TestClusterBuilder builder() {
        return TestCluster.builder().backEnd(BackEnd.CONTAINERS);
    }

    private static ContainerPlan plan(ClusterSpec spec, String... jvmArguments) {
        return new ContainerPlan(
                spec,
                new ContainerSettings(
                        ContainerImage.of("apache/kafka", spec.distribution().release()),
                        List.of(jvmArguments),
                        2,
                        null,
                        Duration.ofSeconds(1)));
    }

    private static Map<String, String> environment(ClusterSpec spec, int nodeId, String... jvmArguments) {
        Map<Integer, NodeSpec> nodes =
                spec.nodes().stream().collect(Collectors.toMap(NodeSpec::nodeId, Function.identity()));
        Map<Integer, Endpoint> clients = CLIENTS.entrySet().stream()
                .filter(entry -> nodes.containsKey(entry.getKey())
                        && spec.nodes().stream().anyMatch(node -> node.nodeId() == entry.getKey() && node.isBroker()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        NodeSpec node = spec.nodes().stream()
                .filter(any -> any.nodeId() == nodeId)
                .findFirst()
                .orElseThrow();
        return plan(spec, jvmArguments).environment(node, nodes, clients);
    }

    @Test
    void aCombinedNodeIsReachedByClientsOnThisMachineAndByPeersInTheNetwork() {
        ClusterSpec spec =
                builder().nodes(2).racks("a").property("num.partitions", "7").spec();
        assertThat(environment(spec, 2, "-Xmx512m", "-Da=b"))
                .containsEntry("CLUSTER_ID", spec.clusterId())
                .containsEntry("KAFKA_NODE_ID", "2")
                .containsEntry("KAFKA_PROCESS_ROLES", "broker,controller")
                .containsEntry(
                        "KAFKA_LISTENERS", "PLAINTEXT://0.0.0.0:9092,CONTROLLER://0.0.0.0:9094,BROKER://0.0.0.0:9093")
                .containsEntry("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://127.0.0.1:20002,BROKER://node-2:9093")
                .containsEntry("KAFKA_INTER_BROKER_LISTENER_NAME", "BROKER")
                .containsEntry(
                        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
                        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,BROKER:PLAINTEXT")
                .containsEntry("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@node-1:9094,2@node-2:9094")
                .containsEntry("KAFKA_LOG_DIRS", "/var/lib/kafka/data/1,/var/lib/kafka/data/2")
                .containsEntry("KAFKA_BROKER_RACK", "a")
                .containsEntry("KAFKA_NUM_PARTITIONS", "7")
                .containsEntry("KAFKA_OPTS", "-Xmx512m -Da=b")
                .doesNotContainKey("KAFKA_CONTROLLER_QUORUM_BOOTSTRAP_SERVERS");
    }

    @Test
    void aMereControllerAdvertisesNothingAndAMereBrokerKnowsTheVoters() {
        ClusterSpec spec =
                builder().layout(Layout.SEPARATE).brokers(2).controllers(1).spec();
        assertThat(environment(spec, 101))
                .containsEntry("KAFKA_PROCESS_ROLES", "controller")
                .containsEntry("KAFKA_LISTENERS", "CONTROLLER://0.0.0.0:9094")
                .doesNotContainKeys("KAFKA_ADVERTISED_LISTENERS", "KAFKA_INTER_BROKER_LISTENER_NAME", "KAFKA_OPTS");
        assertThat(environment(spec, 1))
                .containsEntry("KAFKA_PROCESS_ROLES", "broker")
                .containsEntry("KAFKA_LISTENERS", "PLAINTEXT://0.0.0.0:9092,BROKER://0.0.0.0:9093")
                .containsEntry("KAFKA_CONTROLLER_QUORUM_VOTERS", "101@node-101:9094");
    }

    @Test
    void whatSuitsContainersHasNoProblem() {
        assertThat(plan(builder().spec(), "-Xmx512m").problems()).isEmpty();
        assertThat(builder().spec().quorum()).isEqualTo(Quorum.STATIC);
    }

    @Test
    void allThatContainersCannotDoIsNamedAtOnce() {
        ClusterSpec spec = builder()
                .node(NodeSpec.combined(1).withProperty("listeners", "X://:1"))
                .node(NodeSpec.broker(2).withVersion("4.2.0"))
                .quorum(Quorum.DYNAMIC)
                .security(Security.saslPlain())
                .property("camelCase", "1")
                .spec();
        assertThat(plan(spec, "-Da=b c").problems())
                .hasSize(6)
                .anyMatch(problem -> problem.contains("Quorum.DYNAMIC"))
                .anyMatch(problem -> problem.contains("Security"))
                .anyMatch(problem -> problem.contains("\"-Da=b c\""))
                .anyMatch(problem -> problem.contains("Property listeners follows"))
                .anyMatch(problem -> problem.contains("Node 2 is to run Kafka 4.2.0"))
                .anyMatch(problem -> problem.contains("camelCase"));
    }

    @Test
    void releasesBeforeTheFirstImageAndZooKeeperAreRefused() {
        assertThat(plan(builder().version("3.6.2").spec()).problems())
                .singleElement()
                .asString()
                .contains("3.7.0");
        assertThat(plan(builder().version("2.8.2").spec()).problems())
                .anyMatch(problem -> problem.contains("ZooKeeper"));
    }

    @Test
    void whatTheBuilderWasToldForProcessesIsRefusedBeforeADockerEngineIsLookedFor() {
        TestClusterBuilder builder =
                builder().links().javaHome(Path.of("/java")).distribution(KafkaDistribution.of("4.3.1"));
        assertThatThrownBy(builder::start)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("links()")
                .hasMessageContaining("javaHome(/java)")
                .hasMessageContaining("version(...) and image(...)")
                .hasMessageContaining("BackEnd.PROCESSES");
        TestClusterBuilder processes = TestCluster.builder().image("apache/kafka");
        assertThatThrownBy(processes::start).hasMessageContaining("backEnd(BackEnd.CONTAINERS)");
    }

    @Test
    void processesAreAlwaysThere() {
        assertThat(BackEnd.PROCESSES.missing()).isEmpty();
    }
}
