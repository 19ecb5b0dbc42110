// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.observe.ClusterObserver;
import io.quorate.reassignment.Everywhere;
import io.quorate.reassignment.plan.ReassignmentGoal.ExplicitTarget;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.plan.ReassignmentPlanner;
import io.quorate.reassignment.plan.ReassignmentRequest;
import io.quorate.reassignment.plan.TargetReplicas;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.junit.KafkaTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.tools.reassign.ReassignPartitionsCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka's own command, in a process of its own as users run it, reads what we write, and we read what it prints. */
@KafkaTest(nodes = 3)
class KafkaReassignPartitionsIT {
    private final TestCluster cluster;

    @TempDir
    private Path directory;

    KafkaReassignPartitionsIT(TestCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void kafkasToolExecutesAndVerifiesOurPlanAndOurRollback() throws Exception {
        create("orders", List.of(1, 2), List.of(2, 3));
        ReassignmentPlan plan = plan(
                observe(),
                TargetReplicas.of("orders", 0, List.of(3, 1)),
                TargetReplicas.of("orders", 1, List.of(3, 2)));
        Path forth = file("forth.json", out -> ReassignmentJson.writePlan(plan, out));
        Path back = file("back.json", out -> ReassignmentJson.writeRollback(plan, out));

        assertThat(tool("--execute", "--reassignment-json-file", forth.toString()))
                .contains("Successfully started partition reassignments for orders-0,orders-1");
        awaitReplicas("orders", List.of(3, 1), List.of(3, 2));
        assertThat(tool("--verify", "--reassignment-json-file", forth.toString()))
                .contains("Reassignment of partition orders-0 is completed.")
                .contains("Reassignment of partition orders-1 is completed.");

        tool("--execute", "--reassignment-json-file", back.toString());
        awaitReplicas("orders", List.of(1, 2), List.of(2, 3));
        assertThat(tool("--verify", "--reassignment-json-file", back.toString()))
                .contains("Reassignment of partition orders-0 is completed.");
    }

    @Test
    void kafkasToolPutsReplicasIntoTheLogDirsOfOurJson() throws Exception {
        create("placed", List.of(1, 2));
        String path = cluster.node(1).dataDirectory().toString();
        Path file = Files.writeString(
                directory.resolve("placed.json"),
                "{\"version\":1,\"partitions\":[{\"topic\":\"placed\",\"partition\":0,\"replicas\":[1,2],\"log_dirs\":[\""
                        + path + "\",\"any\"]}]}");
        assertThat(PartitionAssignment.read(file).targets())
                .containsExactly(new TargetReplicas("placed", 0, List.of(1, 2), List.of(path, "any")));

        assertThat(tool("--execute", "--reassignment-json-file", file.toString()))
                .contains(
                        "Successfully started moving log directory to " + path + " for replica placed-0 with broker 1");
    }

    @Test
    void whatGeneratePrintsIsReadAndCanBePlannedFromAndExecuted() throws Exception {
        create("generated", List.of(1, 2), List.of(2, 3), List.of(3, 1));
        Path topics = Files.writeString(
                directory.resolve("topics.json"), "{\"version\":1,\"topics\":[{\"topic\":\"generated\"}]}");

        String printed = tool("--generate", "--topics-to-move-json-file", topics.toString(), "--broker-list", "1,2,3");
        GeneratedAssignments both =
                GeneratedAssignments.read(new ByteArrayInputStream(printed.getBytes(StandardCharsets.UTF_8)));

        assertThat(both.current().targets())
                .extracting(TargetReplicas::replicas)
                .containsExactly(List.of(1, 2), List.of(2, 3), List.of(3, 1));
        assertThat(both.current().targets().get(0).logDirs())
                .as("since 4.3 it prints the log dirs of now")
                .containsExactly(
                        cluster.node(1).dataDirectory().toString(),
                        cluster.node(2).dataDirectory().toString());
        List<TargetReplicas> proposed = both.proposed().orElseThrow().targets();
        assertThat(proposed).hasSize(3).allSatisfy(target -> assertThat(target.logDirs())
                .isEmpty());
        ReassignmentPlan plan = plan(observe(), proposed.toArray(TargetReplicas[]::new));
        assertThat(planned(plan, "generated"))
                .isEqualTo(proposed.stream().map(TargetReplicas::replicas).toList());
    }

    @Test
    void whatKafkasToolRejectsWeRejectToo() throws Exception {
        create("strict", List.of(1, 2));
        String whole = "{\"version\":1,\"partitions\":[{\"topic\":\"strict\",\"partition\":0,\"replicas\":[2,1]}]}";
        Map<String, String> wrong = Map.of(
                "version", whole.replace("\"version\":1", "\"version\":2"),
                "no partitions", "{\"version\":1,\"partitions\":[]}",
                "no replicas", whole.replace("[2,1]", "[]"),
                "a broker twice", whole.replace("[2,1]", "[2,2]"),
                "a partition twice",
                        whole.replace("}]}", "},{\"topic\":\"strict\",\"partition\":0,\"replicas\":[1]}]}"),
                "log dirs", whole.replace("[2,1]", "[2,1],\"log_dirs\":[\"any\"]"),
                "no json", whole.substring(1));
        List<String> accepted = new ArrayList<>();
        for (Map.Entry<String, String> entry : wrong.entrySet()) {
            Path file = Files.writeString(directory.resolve("wrong.json"), entry.getValue());
            Ended ended = run("--execute", "--reassignment-json-file", file.toString());
            assertThat(ended.exitCode()).as(entry.getKey() + ": " + ended.out()).isNotZero();
            try {
                PartitionAssignment.read(file);
                accepted.add(entry.getKey());
            } catch (ReassignmentJsonException e) {
                assertThat(e).as(entry.getKey()).hasMessageContaining("Did not read");
            }
        }
        assertThat(accepted).isEmpty();
    }

    /** By name: the other tests of this class have topics on the same cluster, and some come after this one. */
    private List<List<Integer>> planned(ReassignmentPlan plan, String topic) {
        return IntStream.range(0, plan.after().partitionCount())
                .filter(partition -> plan.after().name(partition).topic().equals(topic))
                .mapToObj(plan.after()::replicas)
                .toList();
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private Path file(String name, Writing writing) throws IOException {
        Path file = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            writing.to(out);
        }
        return file;
    }

    private ReassignmentPlan plan(ClusterState state, TargetReplicas... targets) {
        ReassignmentPlan plan = ReassignmentPlanner.plan(
                state,
                ReassignmentRequest.builder(new ExplicitTarget(List.of(targets)))
                        .build());
        assertThat(plan.problems()).isEmpty();
        return plan;
    }

    @SafeVarargs
    private final void create(String topic, List<Integer>... replicas) throws Exception {
        Map<Integer, List<Integer>> assignment = new TreeMap<>();
        for (List<Integer> nodes : replicas) {
            assignment.put(assignment.size(), nodes);
        }
        Everywhere.create(cluster.admin(), new NewTopic(topic, assignment));
    }

    private ClusterState observe() {
        return ClusterObserver.using(cluster.admin()).observe();
    }

    @SafeVarargs
    private final void awaitReplicas(String topic, List<Integer>... replicas) {
        List<List<Integer>> wanted = new ArrayList<>();
        for (List<Integer> nodes : replicas) {
            wanted.add(nodes);
        }
        // The tool asks any broker, too.
        Everywhere.await(cluster.admin(), state -> {
            List<List<Integer>> seen = state.topic(topic).stream()
                    .flatMap(found -> found.partitions().stream())
                    .map(partition -> List.copyOf(partition.replicas()))
                    .toList();
            boolean moving = !state.reassignments().orElse(List.of()).isEmpty();
            return seen.equals(wanted) && !moving ? List.of() : List.of(topic + " has " + seen);
        });
    }

    private String tool(String... arguments) throws Exception {
        Ended ended = run(arguments);
        assertThat(ended.exitCode()).as(ended.out()).isZero();
        return ended.out();
    }

    private record Ended(int exitCode, String out) {}

    private Ended run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(
                List.of(ReassignPartitionsCommand.class.getName(), "--bootstrap-server", cluster.bootstrapServers()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), out);
        } finally {
            process.destroyForcibly();
        }
    }
}
