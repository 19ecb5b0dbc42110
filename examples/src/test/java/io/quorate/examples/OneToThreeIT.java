// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.reassignment.execute.DurabilityResult;
import io.quorate.testkit.cluster.NodeSpec;
import io.quorate.testkit.cluster.TestCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class OneToThreeIT {
    /** Signal 2, as a bit of a mask of signals. */
    private static final long SIGINT = 1L << 1;

    @Test
    void makesOneBrokerThreeUnderLoadAndLosesNothing() throws Exception {
        Examples.Ended ended = Examples.run("one-to-three");

        assertThat(ended.exitCode()).as(ended.out()).isZero();
        assertThat(ended.out())
                .contains("Dry run", "Killing broker", "Longest time without an acknowledgement", "Checklist")
                .containsPattern("\\[ok\\] +acknowledged / lost / duplicated / reordered: [1-9][0-9]{3,} / 0 / 0 / 0\n")
                .containsPattern("\\[ok\\] +brokers ready: 3 of 3")
                .containsPattern("\\[ok\\] +replication factor 3 everywhere: (\\d+) of \\1 partitions")
                .containsPattern("\\[ok\\] +min.insync.replicas 2 everywhere")
                .containsPattern("\\[ok\\] +every ISR full: (\\d+) of \\1 partitions")
                .containsPattern("\\[ok\\] +quorum 3 of 3")
                .containsPattern("\\[ok\\] +lag back to normal")
                .doesNotContain("[FAIL]", "Exception");
    }

    @Test
    void leavesNoBrokerBehindAfterCtrlC() throws Exception {
        Process process = Examples.start("one-to-three");
        try {
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = out.readLine();
            while (line != null && !line.contains("Dry run")) {
                line = out.readLine();
            }
            List<ProcessHandle> brokers = process.descendants().toList();
            assertThat(brokers).hasSizeGreaterThanOrEqualTo(3);

            new ProcessBuilder("kill", ctrlC(), String.valueOf(process.pid()))
                    .start()
                    .waitFor();

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            for (ProcessHandle broker : brokers) {
                broker.onExit().get(60, TimeUnit.SECONDS);
            }
            assertThat(brokers).noneMatch(ProcessHandle::isAlive);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** What a shell runs in the background, with all its children, ignores SIGINT; the same is done at SIGTERM. */
    private static String ctrlC() throws IOException {
        try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
            boolean ignored = status.filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> line.substring("SigIgn:".length()).strip())
                    .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & SIGINT) != 0);
            return ignored ? "-TERM" : "-INT";
        }
    }

    @Test
    void asksBeforeItChangesAClusterAndDoesTheJobOnce() throws Exception {
        try (TestCluster cluster = TestCluster.builder()
                .nodes(1)
                .property("broker.session.timeout.ms", "9000") // with 2 s, a busy machine moves leaders
                .start()) {
            cluster.admin()
                    .createTopics(List.of(new NewTopic("orders", 5, (short) 1)))
                    .all()
                    .get();
            String servers = cluster.bootstrapServers();

            Examples.Ended tooFew = Examples.run("one-to-three", "--bootstrap-servers", servers, "--yes");
            assertThat(tooFew.out()).contains("Refused", "Start 2 more");
            assertThat(tooFew.exitCode()).isEqualTo(1);

            cluster.addNode(NodeSpec.combined(2));
            cluster.addNode(NodeSpec.combined(3));
            Examples.Ended unanswered = Examples.run("one-to-three", "--bootstrap-servers", servers);
            assertThat(unanswered.out()).contains("Do it? [y/N]", "Nothing was changed.");
            assertThat(unanswered.exitCode()).isEqualTo(1);

            DurabilityResult result = ReadmeExample.makeDurable(servers);
            assertThat(result.isSuccess()).as(result.describe()).isTrue();

            Examples.Ended again = Examples.run("one-to-three", "--bootstrap-servers", servers, "--yes");
            assertThat(again.out()).contains("Nothing to do", "Checklist").doesNotContain("[FAIL]");
            assertThat(again.exitCode()).isZero();
        }
    }
}
