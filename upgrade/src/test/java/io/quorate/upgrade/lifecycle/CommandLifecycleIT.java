// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quorate.observe.ClusterObserver;
import io.quorate.observe.ClusterWatch;
import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.upgrade.version.KafkaVersion;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host as docs/upgrades has it: the script there, releases side by side, a symlink, and a real broker. */
class CommandLifecycleIT {
    private static final Fence FENCE = new Fence("run-1", 2);
    private static final KafkaVersion OLD = KafkaVersion.of("4.3.0");
    private static final KafkaVersion NEW = KafkaVersion.of("4.3.1");
    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    private Path host;

    private CommandLifecycle lifecycle = CommandLifecycle.builder(Map.of())
            .status("true")
            .stop("true")
            .install("true")
            .configure("true")
            .start("true")
            .build();

    private String bootstrapServers = "";

    @BeforeEach
    void prepare() throws Exception {
        bootstrapServers = "127.0.0.1:" + freePort(10_000, 14_000);
        String controller = "127.0.0.1:" + freePort(14_000, 18_000);
        Files.writeString(
                host.resolve("server.properties"),
                String.join(
                        "\n",
                        "node.id=1",
                        "process.roles=broker,controller",
                        "listeners=PLAINTEXT://" + bootstrapServers + ",CONTROLLER://" + controller,
                        "advertised.listeners=PLAINTEXT://" + bootstrapServers,
                        "controller.listener.names=CONTROLLER",
                        "controller.quorum.voters=1@" + controller,
                        "log.dirs=" + host.resolve("data"),
                        "background.threads=4",
                        ""));
        release(OLD);
        release(NEW);
        lifecycle = lifecycle();
        lifecycle.install(FENCE, 1, OLD);
        assertThat(java(
                        OLD,
                        "kafka.tools.StorageTool",
                        "format",
                        "-t",
                        "4L6g3nShT-eMCtK--X86sw",
                        "-c",
                        "server.properties"))
                .isZero();
    }

    @AfterEach
    void leaveNothingBehind() {
        lifecycle
                .status(1)
                .startId()
                .ifPresent(id -> lifecycle.stop(new Fence("end", 99), 1, new StopRequest(id, StopMode.KILL, SOON)));
    }

    @Test
    void upgradesABrokerBySymlink() throws Exception {
        lifecycle.start(FENCE, 1);
        NodeStatus before = lifecycle.status(1);
        assertThat(before.isRunning()).isTrue();
        assertThat(before.version()).contains(OLD);
        awaitBroker();

        lifecycle.stop(FENCE, 1, new StopRequest(before.startId().orElseThrow(), StopMode.CONTROLLED, SOON));
        assertThat(lifecycle.status(1).isStopped()).isTrue();
        lifecycle.install(FENCE, 1, NEW);
        lifecycle.applyConfig(FENCE, 1, ConfigChange.of(Map.of("num.io.threads", "3"), Set.of("background.threads")));
        assertThat(lifecycle.status(1).version()).contains(NEW);
        lifecycle.start(FENCE, 1);
        lifecycle.start(FENCE, 1); // the second one finds it

        NodeStatus after = lifecycle.status(1);
        assertThat(after.isRunning()).isTrue();
        assertThat(after.startId()).isNotEqualTo(before.startId());
        awaitBroker();
        assertThat(configured("num.io.threads")).contains("3");
        assertThat(configured("background.threads")).as("the default").contains("10");
        assertThat(lifecycle.loggedErrors(1).value()).contains(List.of());
        assertThat(lifecycle.latestMetadataSnapshot(1).value()).isPresent();
        assertThatExceptionOfType(FencedException.class)
                .as("also for who does not share this one's memory")
                .isThrownBy(() -> lifecycle().install(new Fence("run-0", 1), 1, OLD))
                .withMessageContaining("run-1/2");
        assertThatExceptionOfType(LifecycleException.class)
                .isThrownBy(() -> lifecycle.install(FENCE, 1, KafkaVersion.of("4.9.9")))
                .withMessageContaining("there is no");
    }

    private CommandLifecycle lifecycle() {
        String script = Path.of("../docs/upgrades/quorate-node")
                .toAbsolutePath()
                .normalize()
                .toString();
        return CommandLifecycle.builder(Map.of(1, "localhost"))
                .status(here(script, "status"))
                .stop(here(script, "stop", "{startId}", "{runId}/{token}"))
                .kill(here(script, "kill", "{startId}", "{runId}/{token}"))
                .install(here(script, "install", "{version}", "{runId}/{token}"))
                .configure(here(script, "configure", "{runId}/{token}"))
                .start(here(script, "start", "{runId}/{token}"))
                .latestMetadataSnapshot(here(script, "snapshot"))
                .loggedErrors(here(script, "errors"))
                .build();
    }

    /** Where the script finds things on this host; a real one has them where its defaults say. */
    private String[] here(String... command) {
        return Stream.concat(
                        Stream.of(
                                "env",
                                "UNIT=",
                                "RELEASES=" + host.resolve("releases"),
                                "CURRENT=" + host.resolve("current"),
                                "CONFIG=" + host.resolve("server.properties"),
                                "LOG=" + host.resolve("server.log"),
                                "METADATA=" + host.resolve("data/__cluster_metadata-0"),
                                "STATE=" + host.resolve("state"),
                                "RUN=" + host.resolve("current/start")),
                        Stream.of(command))
                .toArray(String[]::new);
    }

    private void release(KafkaVersion version) throws IOException {
        Path start = Files.createDirectories(host.resolve("releases").resolve(version.toString()))
                .resolve("start");
        Files.writeString(
                start,
                "#!/bin/sh\ncd " + host + "\nexec "
                        + String.join(" ", command(version, "kafka.Kafka", "server.properties")) + "\n");
        Files.setPosixFilePermissions(start, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private int java(KafkaVersion version, String... mainAndArguments) throws Exception {
        return new ProcessBuilder(command(version, mainAndArguments))
                .directory(host.toFile())
                .redirectErrorStream(true)
                .redirectOutput(host.resolve("tool.log").toFile())
                .start()
                .waitFor();
    }

    private static List<String> command(KafkaVersion version, String... mainAndArguments) {
        String classPath = KafkaDistribution.of(version.toString()).jars().stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classPath),
                        Stream.of(mainAndArguments))
                .toList();
    }

    private void awaitBroker() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            ClusterWatch.using(ClusterObserver.builder(admin).build())
                    .await(
                            state -> state.onlineBrokers().contains(1) ? List.of() : List.of("broker 1 is not online"),
                            SOON);
        }
    }

    private Optional<String> configured(String key) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
            return admin.describeConfigs(List.of(broker)).all().get().values().stream()
                    .map(found -> found.get(key).value())
                    .findFirst();
        }
    }

    /** Not one of those that the system gives to clients: some client may have it when the broker starts, or starts again. */
    private static int freePort(int from, int to) {
        return ThreadLocalRandom.current()
                .ints(from, to)
                .filter(CommandLifecycleIT::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
