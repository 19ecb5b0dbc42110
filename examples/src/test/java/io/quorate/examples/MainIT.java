// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 3, unit = TimeUnit.MINUTES)
class MainIT {
    @Test
    void listsTheScenariosOneLineEach() throws Exception {
        Examples.Ended ended = Examples.run();

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out().lines())
                .allMatch(line -> line.matches("[a-z-]+ +[A-Z].*\\."), "a name and a sentence")
                .extracting(line -> line.substring(0, line.indexOf(' ')))
                .containsExactly(
                        "one-to-three",
                        "scale-out",
                        "plan",
                        "validate-topics",
                        "audit-client",
                        "groups",
                        "health",
                        "backup",
                        "restore",
                        "render",
                        "lint",
                        "tolerance",
                        "upgrade-plan",
                        "rolling-upgrade");
    }

    @Test
    void explainsAScenario() throws Exception {
        Examples.Ended ended = Examples.run("one-to-three", "--help");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.out()).contains("--bootstrap-servers", "--yes", "--backup", "Exit code");
    }

    @Test
    void answersBadArgumentsWithOneLine() throws Exception {
        assertOneLine(Examples.run("no-such-scenario"), 2, "no-such-scenario");
        assertOneLine(Examples.run("one-to-three", "--no-such-option"), 2, "--no-such-option");
        assertOneLine(Examples.run("one-to-three", "--yes"), 2, "--bootstrap-servers");
        assertOneLine(Examples.run("one-to-three", "--bootstrap-servers", "not a host"), 2, "not a host");
        assertOneLine(
                Examples.run("one-to-three", "--bootstrap-servers", "localhost:1", "--command-config", "/no/such/file"),
                2,
                "/no/such/file");
    }

    @Test
    void answersAClusterThatIsNotThereWithOneLine() throws Exception {
        assertOneLine(Examples.run("one-to-three", "--bootstrap-servers", "127.0.0.1:1"), 1, "bootstrap.servers");
    }

    private static void assertOneLine(Examples.Ended ended, int exitCode, String says) {
        assertThat(ended.out().lines())
                .as(ended.out())
                .singleElement()
                .asString()
                .contains(says);
        assertThat(ended.exitCode()).isEqualTo(exitCode);
    }
}
