// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TopologyExamplesIT {
    @TempDir
    Path directory;

    @Test
    void whatIsRenderedPassesTheLint() throws Exception {
        Examples.Ended rendered = Examples.run("render", "--layout", "racks", "--out", directory.toString());
        Examples.Ended compose =
                Examples.run("lint", directory.resolve("compose").toString());
        Examples.Ended kubernetes =
                Examples.run("lint", directory.resolve("kubernetes").toString());

        assertThat(rendered.exitCode()).as(rendered.out()).isZero();
        assertThat(directory.resolve("topology.html")).exists();
        assertThat(directory.resolve("client.properties")).content().contains("bootstrap.servers=");
        assertThat(directory.resolve("monitoring/quorate-alerts.yml")).content().contains("{cluster=");
        assertThat(directory.resolve("monitoring/quorate-dashboard.json")).exists();
        assertThat(compose.out()).contains("9 Kafka nodes, 0 errors, 0 warnings");
        assertThat(compose.exitCode()).isZero();
        assertThat(kubernetes.out()).contains("9 Kafka nodes, 0 errors, 0 warnings");
        assertThat(kubernetes.exitCode()).isZero();
    }

    @Test
    void errorsAreTextOrJsonAndExitCodeOne() throws Exception {
        Path file = directory.resolve("server.properties");
        Files.writeString(
                file, "process.roles=broker\nnode.id=1\nlog.dirs=/data/a\nunclean.leader.election.enable=true\n");

        Examples.Ended text = Examples.run("lint", file.toString());
        Examples.Ended json = Examples.run("lint", "--json", file.toString());

        assertThat(text.exitCode()).isEqualTo(1);
        assertThat(text.out()).contains("server.properties:4: ERROR K16");
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(json.out()).contains("\"rule\": \"K16\"");
        assertThat(Examples.run("lint", directory.resolve("none.yaml").toString())
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void toleranceIsARunbooksTable() throws Exception {
        Examples.Ended ended = Examples.run("tolerance", "--layout", "separate");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).contains("| 2 controllers | accepted | yes | lost |");
    }
}
