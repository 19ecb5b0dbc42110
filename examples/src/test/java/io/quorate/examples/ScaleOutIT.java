// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ScaleOutIT {
    @Test
    void makesThreeBrokersFourUnderLoadAndReports(@TempDir Path directory) throws Exception {
        Path report = directory.resolve("report.html");

        Examples.Ended ended = Examples.run("scale-out", "--throttle", "20 MB/s", "--report", report.toString());

        assertThat(ended.exitCode()).as(ended.out()).isZero();
        assertThat(ended.out())
                .contains("Give new broker 4 a share", "Proven to be the least", "COMPLETED")
                .containsPattern("\\[#+\\.*\\] +\\d+ %")
                .containsPattern("\\[ok\\] +throttle left behind: none")
                .containsPattern("\\[ok\\] +acknowledged / lost / duplicated / reordered: [1-9][0-9]+ / 0 / 0 / 0\n")
                .doesNotContain("[FAIL]", "Exception");
        assertThat(report).content().contains("<svg", "Done in ", "Replicas per broker");
    }

    @Test
    void badArgumentsEndWithTwo() throws Exception {
        assertThat(Examples.run("scale-out", "--throttle", "fast").exitCode()).isEqualTo(2);
        assertThat(Examples.run("scale-out", "--report", "/no/such/directory/report.html")
                        .exitCode())
                .isEqualTo(2);
    }
}
