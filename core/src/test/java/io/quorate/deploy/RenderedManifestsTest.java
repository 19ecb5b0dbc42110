// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.quorate.deploy.lint.LintReport;
import io.quorate.deploy.lint.ManifestFile;
import io.quorate.deploy.lint.ManifestLint;
import io.quorate.topology.ClusterTopology;
import io.quorate.topology.ClusterTopologyBuilder;
import io.quorate.topology.Listener;
import io.quorate.topology.QuorumKind;
import io.quorate.topology.TopologyNode;
import io.quorate.topology.TopologySecurity;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class RenderedManifestsTest {
    private static final String ID = "q1Sh-9_ISia_zwGINzRvyQ";

    static Stream<ClusterTopology> topologies() {
        return Stream.of(
                base("combined").combined(1, 2, 3).build(),
                base("separate").controllers(1, 2, 3).brokers(4, 5, 6, 7).build(),
                base("dynamic")
                        .quorum(QuorumKind.DYNAMIC)
                        .controllers(1, 2, 3)
                        .brokers(4, 5, 6)
                        .spreadOver("eu-a", "eu-b", "eu-c")
                        .build(),
                base("secured")
                        .combined(1, 2, 3)
                        .listener(Listener.clients("CLIENT", 9092, SecurityProtocol.SASL_SSL))
                        .listener(Listener.controller("CONTROLLER", 9093, SecurityProtocol.SSL))
                        .security(TopologySecurity.builder("/etc/kafka/secrets")
                                .scram("SCRAM-SHA-512")
                                .superUser("User:quorate")
                                .build())
                        .build(),
                base("older")
                        .release("3.9.2")
                        .combined(1, 2, 3)
                        .property("num.partitions", "6")
                        .build());
    }

    private static ClusterTopologyBuilder base(String name) {
        return ClusterTopology.builder(ID).name(name);
    }

    @ParameterizedTest
    @MethodSource("topologies")
    void whatIsRenderedHasNoFindingOfOurOwnLint(ClusterTopology topology) {
        for (List<RenderedFile> files : List.of(ComposeFile.of(topology), kubernetes(topology))) {
            LintReport report = ManifestLint.lint(files.stream()
                    .map(file -> new ManifestFile(file.path(), file.content()))
                    .toList());

            assertThat(report.describe()).isEqualTo(topology.nodes().size() + " Kafka nodes, 0 errors, 0 warnings\n");
        }
    }

    @ParameterizedTest
    @MethodSource("topologies")
    void theSameTopologyGivesTheSameBytes(ClusterTopology topology) {
        ClusterTopology again = topology.toBuilder().build();

        assertThat(ComposeFile.of(again)).isEqualTo(ComposeFile.of(topology));
        assertThat(kubernetes(again)).isEqualTo(kubernetes(topology));
    }

    @ParameterizedTest
    @MethodSource("topologies")
    void composeFilesAreValidByTheSchemaOfTheSpecification(ClusterTopology topology) throws IOException {
        assertThat(composeProblems(ComposeFile.of(topology).get(0).content())).isEmpty();
    }

    @Test
    void theSchemaRefusesWhatIsNoComposeFile() throws IOException {
        String compose =
                ComposeFile.of(topologies().findFirst().orElseThrow()).get(0).content();

        assertThat(composeProblems(compose.replace("hostname:", "hostnam:"))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("topologies")
    void kubernetesManifestsAreValidByTheModelsOfItsClient(ClusterTopology topology) throws IOException {
        for (RenderedFile file : kubernetes(topology)) {
            for (JsonElement document : documents(file.content())) {
                validate(document);
            }
        }
    }

    @Test
    void theModelsRefuseAnUnknownField() {
        String services =
                kubernetes(topologies().findFirst().orElseThrow()).get(0).content();

        assertThatThrownBy(() -> {
                    for (JsonElement document : documents(services.replace("clusterIP:", "clusterip:"))) {
                        validate(document);
                    }
                })
                .hasMessageContaining("clusterip");
    }

    @Test
    void podsAreKnownByTheNamesOfTheirSets() {
        ClusterTopology topology = base("kafka")
                .controllers(1, 2, 3)
                .brokers(4, 5, 6)
                .spreadOver("a", "b", "c")
                .build();

        KubernetesManifests manifests =
                KubernetesManifests.builder(topology).namespace("data").build();

        assertThat(manifests.bootstrapServers())
                .isEqualTo("kafka-broker-a-0.kafka-nodes.data.svc.cluster.local:9092,"
                        + "kafka-broker-b-0.kafka-nodes.data.svc.cluster.local:9092,"
                        + "kafka-broker-c-0.kafka-nodes.data.svc.cluster.local:9092");
        assertThat(manifests.files())
                .extracting(RenderedFile::path)
                .contains("kafka-controller-a.yaml", "kafka-broker-c.yaml", "services.yaml", "policies.yaml");
    }

    @Test
    void nothingSecretIsRendered() {
        ClusterTopology secured = topologies().skip(3).findFirst().orElseThrow();

        assertThat(ServerProperties.of(secured, 1))
                .containsEntry("ssl.keystore.password", "${secrets:/etc/kafka/secrets:store-password}")
                .containsEntry("super.users", "User:quorate")
                .containsEntry("listener.name.controller.ssl.client.auth", "required");
    }

    @Test
    void allNodesOfADynamicQuorumAreFormattedWithItsVoters() {
        ClusterTopology dynamic = base("kafka")
                .quorum(QuorumKind.DYNAMIC)
                .node(TopologyNode.controller(1).build())
                .node(TopologyNode.broker(11).build())
                .build();
        String voter = "1@"
                + dynamic.endpoint(dynamic.node(1), dynamic.controllerListener().orElseThrow()) + ":"
                + dynamic.directoryId(dynamic.node(1));

        for (int nodeId : List.of(1, 11)) {
            assertThat(StorageFormat.of(dynamic, nodeId, "x").arguments())
                    .containsSubsequence("--initial-controllers", voter);
        }
        assertThatThrownBy(() -> StorageFormat.of(dynamic, 2, "x")).hasMessageContaining("No node 2");
    }

    @Test
    void zooKeeperHasPropertiesOnly() {
        ClusterTopology old = base("old")
                .release("3.7.2")
                .zooKeeper("zk:2181")
                .node(TopologyNode.broker(1).build())
                .node(TopologyNode.broker(2).build())
                .node(TopologyNode.broker(3).build())
                .build();

        assertThat(ServerProperties.of(old, 2))
                .containsEntry("broker.id", "2")
                .containsEntry("zookeeper.connect", "zk:2181")
                .doesNotContainKeys("node.id", "process.roles", "controller.listener.names");
        assertThatThrownBy(() -> ComposeFile.of(old)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KubernetesManifests.builder(old).build()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StorageFormat.of(old, 1, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLogDirWithoutAMountOfItsOwnIsRefused() {
        ClusterTopology topology = base("kafka")
                .node(TopologyNode.combined(1)
                        .logDir("/data/a")
                        .logDir("/data/b")
                        .build())
                .build();

        assertThatThrownBy(() -> ComposeFile.of(topology)).hasMessageContaining("/data/a");
    }

    private static List<RenderedFile> kubernetes(ClusterTopology topology) {
        return KubernetesManifests.builder(topology).build().files();
    }

    private static List<JsonElement> documents(String yaml) {
        Gson gson = new Gson();
        List<JsonElement> all = new java.util.ArrayList<>();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(yaml)
                .forEach(document -> all.add(gson.toJsonTree(document)));
        assertThat(all).isNotEmpty();
        return all;
    }

    private static void validate(JsonElement document) throws IOException {
        String kind = document.getAsJsonObject().get("kind").getAsString();
        switch (kind) {
            case "ConfigMap" -> V1ConfigMap.validateJsonElement(document);
            case "StatefulSet" -> V1StatefulSet.validateJsonElement(document);
            case "Service" -> V1Service.validateJsonElement(document);
            case "PodDisruptionBudget" -> V1PodDisruptionBudget.validateJsonElement(document);
            case "NetworkPolicy" -> V1NetworkPolicy.validateJsonElement(document);
            default -> throw new AssertionError("unexpected " + kind);
        }
    }

    private static List<String> composeProblems(String yaml) throws IOException {
        // This edition of the schema is older than the name of a project.
        String unnamed = yaml.replaceFirst("^name: .*\\n", "");
        try (InputStream in =
                Objects.requireNonNull(RenderedManifestsTest.class.getResourceAsStream("/compose-spec.json"))) {
            // Since 2019-09 it is $id, and plain ids are taken for an unknown rule.
            String text = new String(in.readAllBytes(), UTF_8).replaceAll("\"id\": \"[^\"]*\",", "");
            JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V201909)
                    .getSchema(text);
            return schema.validate(documents(unnamed).get(0).toString(), InputFormat.JSON).stream()
                    .map(Object::toString)
                    .toList();
        }
    }
}
