// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.testkit.distribution.KafkaRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeJavaTest {
    @TempDir
    Path home;

    @Test
    void theJdkOfThisProcessIsTheSameWhetherAskedOrFound() {
        NodeJava current = NodeJava.current();
        NodeJava found = NodeJava.of(current.home());
        assertThat(found.feature()).isEqualTo(current.feature());
        assertThat(found.executable()).isEqualTo(current.executable()).isExecutable();
    }

    @Test
    void aDirectoryWithoutJavaIsRefused() {
        assertThatThrownBy(() -> NodeJava.of(home))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(home.toString())
                .hasMessageContaining("JAVA_HOME");
    }

    @Test
    void aJavaThatIsTooOldOrDoesNotTellItsVersionIsRefused() throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.createFile(home.resolve("bin/java"));
        assertThat(home.resolve("bin/java").toFile().setExecutable(true)).isTrue();
        assertThatThrownBy(() -> NodeJava.of(home)).hasMessageContaining("Cannot tell which Java");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\n");
        assertThatThrownBy(() -> NodeJava.of(home)).hasMessageContaining("no JAVA_VERSION");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"1.8.0_392\"\n");
        assertThatThrownBy(() -> NodeJava.of(home)).hasMessageContaining("is Java 8");
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"21.0.1\"\n");
        assertThat(NodeJava.of(home).feature()).isEqualTo(21);
    }

    @Test
    void releasesBefore391HaveNoSaslOnJava24AndLater() {
        NodeJava java25 = new NodeJava(home, 25, "any");
        assertThat(java25.saslProblem(KafkaRelease.of("3.9.0")))
                .hasValueSatisfying(problem -> assertThat(problem).contains("3.9.0", "Java 25", "javaHome", "3.9.1"));
        assertThat(java25.saslProblem(KafkaRelease.of("3.9.1"))).isEmpty();
        assertThat(java25.saslProblem(KafkaRelease.of("4.3.1"))).isEmpty();
        assertThat(new NodeJava(home, 17, "any").saslProblem(KafkaRelease.of("2.8.2")))
                .isEmpty();
    }
}
