// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuorateCacheTest {
    private static final Map<String, String> HOME = Map.of("user.home", "/home/me");

    @Test
    void theSystemPropertyWinsOverXdgAndXdgOverTheHomeDirectory() {
        Map<String, String> xdg = Map.of("XDG_CACHE_HOME", "/xdg");
        assertThat(QuorateCache.locate(Map.of("quorate.cache", "/mine", "user.home", "/home/me")::get, xdg::get))
                .isEqualTo(Path.of("/mine"));
        assertThat(QuorateCache.locate(HOME::get, xdg::get)).isEqualTo(Path.of("/xdg/quorate"));
        assertThat(QuorateCache.locate(HOME::get, Map.<String, String>of()::get))
                .isEqualTo(Path.of("/home/me/.cache/quorate"));
    }

    @Test
    void aListOfJarsIsForgottenAsSoonAsOneOfThemIsGone(@TempDir Path directory) throws Exception {
        Path one = Files.createFile(directory.resolve("one.jar"));
        Path two = Files.createFile(directory.resolve("two.jar"));
        JarList list = JarList.of(QuorateCache.in(directory), KafkaRelease.of("4.3.1"));
        assertThat(list.read()).isEmpty();

        list.write(List.of(one, two));
        assertThat(list.read()).contains(List.of(one, two));

        Files.delete(two);
        assertThat(list.read()).isEmpty();
    }

    @Test
    void writingAFileTwiceLeavesTheSecondContentAndNoDraft(@TempDir Path directory) {
        Path file = directory.resolve("sub/file");
        QuorateCache.write(file, new byte[] {1});
        QuorateCache.write(file, new byte[] {2, 3});
        assertThat(file).hasBinaryContent(new byte[] {2, 3});
        assertThat(directory.resolve("sub")).isDirectoryContaining(entry -> entry.equals(file));
        assertThat(directory.resolve("sub").toFile().list()).hasSize(1);
    }
}
