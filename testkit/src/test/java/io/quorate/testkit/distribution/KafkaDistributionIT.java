// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaDistributionIT {
    @TempDir
    Path directory;

    @Test
    void whatWasResolvedOnceIsResolvedAgainOffline() {
        List<Path> online = KafkaDistribution.resolved(
                        "4.3.1", QuorateCache.in(directory.resolve("a")), maven(Map.of()))
                .jars();
        List<Path> offline = KafkaDistribution.resolved(
                        "4.3.1",
                        QuorateCache.in(directory.resolve("b")),
                        maven(Map.of("quorate.maven.offline", "true")))
                .jars();
        assertThat(offline).isEqualTo(online);
        assertThat(offline)
                .extracting(jar -> jar.getFileName().toString())
                .contains("kafka_2.13-4.3.1.jar", "kafka-clients-4.3.1.jar", "slf4j-simple-1.7.36.jar")
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsRememberedNeedsNoResolver() {
        QuorateCache cache = QuorateCache.in(directory);
        List<Path> resolved =
                KafkaDistribution.resolved("4.3.1", cache, maven(Map.of())).jars();
        MavenJars broken = maven(Map.of(
                "quorate.maven.offline",
                "true",
                "maven.repo.local",
                directory.resolve("empty").toString()));
        assertThat(KafkaDistribution.resolved("4.3.1", cache, broken).jars()).isEqualTo(resolved);
    }

    @Test
    void whatCannotBeResolvedSaysWhereItWasLookedFor() {
        Path empty = directory.resolve("empty");
        MavenJars offline = maven(Map.of("quorate.maven.offline", "true", "maven.repo.local", empty.toString()));
        assertThatThrownBy(() -> KafkaDistribution.resolved("4.3.1", QuorateCache.in(directory), offline)
                        .jars())
                .isInstanceOf(DistributionException.class)
                .hasMessageContaining("org.apache.kafka:kafka_2.13:4.3.1")
                .hasMessageContaining(empty.toString())
                .hasMessageContaining("offline")
                .hasMessageContaining("ofDownload");
    }

    @Test
    void aMirrorOfTheUsersSettingsTakesTheRequests() throws Exception {
        Path mirror = Files.createDirectory(directory.resolve("mirror"));
        Path settings = Files.writeString(directory.resolve("settings.xml"), """
                <settings><mirrors><mirror>
                  <id>of-this-test</id><mirrorOf>*</mirrorOf><url>%s</url>
                </mirror></mirrors></settings>
                """.formatted(mirror.toUri()));
        MavenJars maven = maven(Map.of(
                "quorate.maven.settings", settings.toString(),
                "maven.repo.local", directory.resolve("local").toString()));
        assertThatThrownBy(() -> KafkaDistribution.resolved("4.3.1", QuorateCache.in(directory), maven)
                        .jars())
                .isInstanceOf(DistributionException.class)
                .hasMessageContaining("of-this-test");
    }

    @Test
    void aDirectoryOfJarsTellsItsRelease() throws Exception {
        Path libs = Files.createDirectories(directory.resolve("kafka/libs"));
        for (Path jar : KafkaDistribution.of("4.3.1").jars()) {
            Files.createSymbolicLink(libs.resolve(jar.getFileName()), jar);
        }
        KafkaDistribution download = KafkaDistribution.ofDownload(directory.resolve("kafka"));
        assertThat(download.release()).isEqualTo(KafkaRelease.of("4.3.1"));
        assertThat(download.jars())
                .hasSameSizeAs(KafkaDistribution.of("4.3.1").jars())
                .allMatch(jar -> jar.startsWith(libs));
    }

    @Test
    void aDirectoryWithoutABrokerIsRefused() {
        assertThatThrownBy(() -> KafkaDistribution.ofJars(directory).jars())
                .isInstanceOf(DistributionException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("0 jars");
    }

    private static MavenJars maven(Map<String, String> extra) {
        Map<String, String> properties = new HashMap<>(extra);
        return new MavenJars(new MavenSettings(
                key -> properties.containsKey(key) ? properties.get(key) : System.getProperty(key), System::getenv));
    }
}
