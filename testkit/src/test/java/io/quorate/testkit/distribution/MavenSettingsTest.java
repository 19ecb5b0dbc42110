// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenSettingsTest {
    @TempDir
    Path directory;

    private Path home;

    @BeforeEach
    void layOutAnInstallation() throws Exception {
        home = directory.toRealPath().resolve("maven");
        Files.createDirectories(home.resolve("conf"));
        Files.createDirectories(home.resolve("bin"));
        Files.createFile(home.resolve("conf/settings.xml"));
        assertThat(Files.createFile(home.resolve("bin/mvn")).toFile().setExecutable(true))
                .isTrue();
    }

    @Test
    void theInstallationIsFoundByItsEnvironmentVariable() {
        assertThat(settings(Map.of("MAVEN_HOME", home.toString())).installation())
                .contains(home);
    }

    @Test
    void theInstallationIsFoundThroughTheLinkThatIsOnThePath() throws Exception {
        Path bin = Files.createDirectory(directory.resolve("usr-bin"));
        Files.createSymbolicLink(bin.resolve("mvn"), home.resolve("bin/mvn"));
        assertThat(settings(Map.of("PATH", "/nowhere:" + bin)).installation()).contains(home);
    }

    @Test
    void aDirectoryWithoutSettingsIsNoInstallation() {
        assertThat(settings(Map.of("MAVEN_HOME", directory.toString(), "PATH", ""))
                        .installation())
                .isEmpty();
    }

    private static MavenSettings settings(Map<String, String> environment) {
        return new MavenSettings(Map.<String, String>of()::get, environment::get);
    }
}
