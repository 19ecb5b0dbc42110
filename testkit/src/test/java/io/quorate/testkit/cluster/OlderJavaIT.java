// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quorate.testkit.security.Security;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OlderJavaIT {
    @Test
    void aReleaseWithoutSaslOnANewJavaRunsOnAnOlderOne() throws Exception {
        TestClusterBuilder builder =
                TestCluster.builder().version("3.7.2").nodes(1).security(Security.saslScram());
        if (Runtime.version().feature() >= 24) {
            assertThatThrownBy(builder::start)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Kafka 3.7.2 has no SASL on Java")
                    .hasMessageContaining("javaHome");
        }
        Optional<Path> older = olderJava();
        assumeTrue(older.isPresent(), "No Java 17 to 23 is installed beside that of this test or in /usr/lib/jvm");
        try (TestCluster cluster = builder.javaHome(older.orElseThrow()).start()) {
            assertThat(cluster.admin().listTopics().names().get()).isEmpty();
            String command = ProcessHandle.of(cluster.node(1).pid().orElseThrow())
                    .flatMap(process -> process.info().command())
                    .orElseThrow();
            assertThat(Path.of(command).toRealPath())
                    .isEqualTo(older.orElseThrow().resolve("bin/java").toRealPath());
        }
    }

    private static Optional<Path> olderJava() throws IOException {
        Path own = Path.of(System.getProperty("java.home"));
        for (Path directory : List.of(own.resolveSibling("."), Path.of("/usr/lib/jvm"))) {
            if (Files.isDirectory(directory)) {
                try (Stream<Path> homes = Files.list(directory)) {
                    Optional<Path> found =
                            homes.sorted().filter(OlderJavaIT::hasSasl).findFirst();
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean hasSasl(Path home) {
        try {
            return NodeJava.of(home).feature() < 24;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
