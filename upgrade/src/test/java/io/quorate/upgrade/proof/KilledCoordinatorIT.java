// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.cluster.TestCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class KilledCoordinatorIT {
    private static final String TARGET = "4.3.1";

    /** In the order in which one upgrade comes by; each is met by another process than the one before. */
    private final Deque<String> left = new ArrayDeque<>(
            List.of("before stop", "after stop", "after install", "before start", "after start", "before stop"));

    private final List<String> killedAt = new ArrayList<>();
    private volatile Optional<Process> coordinator = Optional.empty();

    @Test
    void killedAnywhereAndStartedAgainItComesToTheSameEnd() throws Exception {
        try (TestCluster cluster = TestCluster.builder()
                        .nodes(3)
                        .version("4.2.1")
                        .startTimeout(Duration.ofMinutes(2))
                        .property("broker.session.timeout.ms", "9000") // one of 2 s does not outlive a busy machine
                        .start();
                Proof proof = Proof.of(cluster);
                LifecycleServer server = new LifecycleServer(proof.lifecycle(), this::isToGoOn)) {
            int roll = untilDone("roll", cluster, proof, server, "");
            assertThat(left).as("places where it was to be killed").isEmpty();
            assertThat(roll).isEqualTo(killedAt.size() + 1);

            assertThat(untilDone("finalize", cluster, proof, server, "metadata.version"))
                    .isGreaterThan(1);
            assertThat(Proof.metadataVersion(cluster)).containsExactly((short) 30);
            proof.assertUpgraded(TARGET);
        }
    }

    private boolean isToGoOn(String when, String command, int nodeId) {
        String here = when + " " + command;
        synchronized (left) {
            if (!here.equals(left.peek())) {
                return true;
            }
            left.remove();
            killedAt.add(here + " " + nodeId);
        }
        coordinator.ifPresent(Process::destroyForcibly);
        return false;
    }

    /** Starts it again until it says that it is done, and returns how often that was; kills it when it says a word. */
    private int untilDone(String what, TestCluster cluster, Proof proof, LifecycleServer server, String lastWords)
            throws Exception {
        boolean spoken = lastWords.isEmpty();
        for (int starts = 1; starts <= 10; starts++) {
            Process process = start(what, cluster, proof, server, spoken ? "" : lastWords);
            coordinator = Optional.of(process);
            List<String> said = new ArrayList<>();
            try (BufferedReader reader = process.inputReader()) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    said.add(line);
                    if (!spoken && line.contains(lastWords)) {
                        spoken = true;
                        process.destroyForcibly();
                    }
                }
            } catch (IOException e) {
                said.add(e.toString()); // of the killed one
            }
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            if (process.exitValue() == 0) {
                return starts;
            }
            // 137: by SIGKILL
            assertThat(process.exitValue()).as(String.join("\n", said)).isEqualTo(137);
        }
        throw new AssertionError("It did not come to an end, killed at " + killedAt);
    }

    private static Process start(
            String what, TestCluster cluster, Proof proof, LifecycleServer server, String lastWords)
            throws IOException {
        String nodes = cluster.nodes().stream()
                .map(node -> Integer.toString(node.nodeId()))
                .collect(Collectors.joining(","));
        return new ProcessBuilder(Arrays.asList(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CoordinatorProcess.class.getName(),
                        what,
                        cluster.bootstrapServers(),
                        Integer.toString(server.port()),
                        nodes,
                        TARGET,
                        proof.journal().toString(),
                        lastWords))
                .redirectErrorStream(true)
                .start();
    }
}
