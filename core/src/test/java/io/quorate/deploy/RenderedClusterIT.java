// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.security.Security;
import io.quorate.testkit.security.internal.ClusterSecurity;
import io.quorate.testkit.time.Time;
import io.quorate.topology.ClusterTopology;
import io.quorate.topology.ClusterTopologyBuilder;
import io.quorate.topology.Listener;
import io.quorate.topology.QuorumKind;
import io.quorate.topology.TopologyNode;
import io.quorate.topology.TopologySecurity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nodes that are started from the rendered files form the declared cluster. Each layout and each release is in it;
 * {@code -Dquorate.layouts=all} runs all of their combinations.
 */
class RenderedClusterIT {
    private static final String CURRENT = KafkaDistribution.CURRENT;

    @TempDir
    Path directory;

    /** What is declared. */
    enum Layout {
        COMBINED,
        SEPARATE,
        DYNAMIC,
        RACKS,
        SCRAM_OVER_TLS
    }

    static Stream<Arguments> layouts() {
        if (System.getProperty("quorate.layouts", "").equals("all")) {
            return Stream.of("3.9.2", "4.0.1", CURRENT)
                    .flatMap(release -> Stream.of(Layout.values()).map(layout -> Arguments.of(layout, release)));
        }
        return Stream.of(
                Arguments.of(Layout.DYNAMIC, "3.9.2"),
                Arguments.of(Layout.RACKS, "4.0.1"),
                Arguments.of(Layout.SCRAM_OVER_TLS, CURRENT));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void nodesFromRenderedFilesFormTheDeclaredCluster(Layout layout, String release) throws Exception {
        Map<String, Object> client = new HashMap<>();
        ClusterTopology topology = topology(layout, release, client);
        try (RenderedCluster cluster =
                        RenderedCluster.start(topology, KafkaDistribution.of(release), directory, client);
                Admin admin = cluster.admin()) {
            ClusterTopology seen = ClusterTopology.of(cluster.awaitAsDeclared(admin));

            assertThat(seen.nodes().keySet()).isEqualTo(topology.nodes().keySet());
            assertThat(seen.racks()).isEqualTo(topology.racks());
            assertThat(seen.quorum()).isEqualTo(topology.quorum());
            assertThat(seen.durability()).isEqualTo(topology.durability());
            assertThat(seen.failureTolerance().table())
                    .isEqualTo(topology.failureTolerance().table());
        }
    }

    private ClusterTopology topology(Layout layout, String release, Map<String, Object> client) throws IOException {
        ClusterTopologyBuilder builder =
                ClusterTopology.builder(ClusterTopology.randomClusterId()).release(release);
        switch (layout) {
            case COMBINED -> combined().forEach(builder::node);
            case SEPARATE -> separate(1, 2).forEach(builder::node);
            case DYNAMIC -> {
                builder.quorum(QuorumKind.DYNAMIC);
                separate(3, 1).forEach(builder::node);
            }
            case RACKS -> {
                List<String> racks = List.of("a", "b", "c");
                combined()
                        .forEach(node -> builder.node(node.toBuilder()
                                .rack(racks.get(node.nodeId() - 1))
                                .build()));
            }
            case SCRAM_OVER_TLS -> {
                combined().forEach(builder::node);
                scram(builder, client);
            }
        }
        return builder.build();
    }

    private List<TopologyNode> combined() {
        return Stream.of(1, 2, 3)
                .map(id -> RenderedCluster.here(TopologyNode.combined(id).build(), directory, "CLIENT", "CONTROLLER"))
                .toList();
    }

    private List<TopologyNode> separate(int controllers, int brokers) {
        return Stream.concat(
                        Stream.iterate(1, id -> id + 1)
                                .limit(controllers)
                                .map(id -> RenderedCluster.here(
                                        TopologyNode.controller(id).build(), directory, "CONTROLLER")),
                        Stream.iterate(11, id -> id + 1)
                                .limit(brokers)
                                .map(id -> RenderedCluster.here(
                                        TopologyNode.broker(id).build(), directory, "CLIENT")))
                .toList();
    }

    /** With the testkit's certificates and user, put where the topology says that secrets are. */
    private void scram(ClusterTopologyBuilder builder, Map<String, Object> client) throws IOException {
        Path secrets = Files.createDirectories(directory.resolve("secrets"));
        ClusterSecurity made = ClusterSecurity.make(
                Security.saslScram().overTls().withAuthorizer(), directory.resolve("made"), Time.system());
        Map<String, String> told = made.nodeProperties("CLIENT", "CONTROLLER");
        Files.copy(Path.of(of(told, "ssl.keystore.location")), secrets.resolve(TopologySecurity.KEY_STORE));
        Files.copy(Path.of(of(told, "ssl.truststore.location")), secrets.resolve(TopologySecurity.TRUST_STORE));
        Files.writeString(secrets.resolve(TopologySecurity.STORE_PASSWORD), of(told, "ssl.keystore.password"), UTF_8);
        Map<String, Object> config = made.clientConfig(ClusterSecurity.SUPER_USER);
        String login = ((Password) config.getOrDefault("sasl.jaas.config", new Password(""))).value();
        String mechanism = String.valueOf(config.get("sasl.mechanism"));
        Files.writeString(
                secrets.resolve(TopologySecurity.USER_PASSWORD),
                login.replaceAll("(?s).*password=\"([^\"]*)\".*", "$1"),
                UTF_8);
        client.putAll(config);
        builder.listener(Listener.clients("CLIENT", 9092, SecurityProtocol.SASL_SSL))
                .listener(Listener.controller("CONTROLLER", 9093, SecurityProtocol.SSL))
                .security(TopologySecurity.builder(secrets.toString())
                        .scram(mechanism)
                        .user(ClusterSecurity.SUPER_USER)
                        .superUser("User:" + ClusterSecurity.SUPER_USER)
                        .build());
    }

    private static String of(Map<String, String> told, String key) {
        String value = told.get(key);
        if (value == null) {
            throw new IllegalStateException("no " + key + " in " + told.keySet());
        }
        return value;
    }
}
