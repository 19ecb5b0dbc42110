// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.testkit.cluster.TestCluster;
import io.quorate.upgrade.json.UpgradePlanJson;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 4, unit = TimeUnit.MINUTES)
class UpgradePlanIT {
    @TempDir
    private Path directory;

    @Test
    void printsWhatWouldBeDoneAndWhatStandsInTheWay() throws Exception {
        try (TestCluster cluster =
                TestCluster.builder().version("3.9.2").nodes(1).start()) {
            Path report = directory.resolve("plan.html");
            Path json = directory.resolve("plan.json");

            Examples.Ended blocked = plan(cluster);
            Examples.Ended accepted = plan(
                    cluster,
                    "--from",
                    "3.9.2",
                    "--override",
                    "quorum=a cluster for development",
                    "--report",
                    report.toString(),
                    "--json",
                    json.toString());

            assertThat(blocked.exitCode()).as(blocked.out()).isEqualTo(1);
            assertThat(blocked.out())
                    .contains("quorum FAILED: 1 voters cannot lose one")
                    .contains("The upgrade may not start: [quorum]");
            assertThat(accepted.exitCode()).as(accepted.out()).isZero();
            assertThat(accepted.out())
                    .startsWith("Upgrade to 4.3.1 of cluster ")
                    .contains("(overridden: a cluster for development)")
                    .contains("metadata.version 21 -> 30 (irreversible)")
                    .contains("roll back (3.9.2)")
                    .contains("Nothing was changed. The upgrade may start.");
            assertThat(report).content().startsWith("<!DOCTYPE html>").contains("<svg");
            try (InputStream file = Files.newInputStream(json)) {
                assertThat(accepted.out()).contains(UpgradePlanJson.read(file).describe());
            }
        }
    }

    @Test
    void answersBadArgumentsWithOneLine() throws Exception {
        for (List<String> bad : List.of(
                List.of("--to", "4"),
                List.of("--to", "4.3.1", "--override", "no-such-check=why"),
                List.of("--to", "4.3.1", "--max-parallel", "0"),
                List.of("--to", "4.3.1", "--controller", "here"))) {
            List<String> arguments = new ArrayList<>(List.of("upgrade-plan", "--bootstrap-servers", "127.0.0.1:1"));
            arguments.addAll(bad);

            Examples.Ended ended = Examples.run(arguments.toArray(String[]::new));

            assertThat(ended.exitCode()).as(ended.out()).isEqualTo(2);
            assertThat(ended.out().lines()).as(ended.out()).hasSize(1);
        }
    }

    private static Examples.Ended plan(TestCluster cluster, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("upgrade-plan", "--bootstrap-servers", cluster.bootstrapServers(), "--to", "4.3.1"));
        arguments.addAll(List.of(more));
        return Examples.run(arguments.toArray(String[]::new));
    }
}
