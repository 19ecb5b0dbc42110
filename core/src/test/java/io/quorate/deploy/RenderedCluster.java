// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quorate.cluster.ClusterState;
import io.quorate.observe.ClusterObserver;
import io.quorate.observe.ClusterWatch;
import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.topology.ClusterTopology;
import io.quorate.topology.Listener;
import io.quorate.topology.TopologyDiff;
import io.quorate.topology.TopologyNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * Nodes that run from the rendered files and from nothing else: their {@code server.properties} and the arguments of the
 * storage tool. They end with this JVM.
 */
public final class RenderedCluster implements AutoCloseable {
    private static final Duration LONG = Duration.ofMinutes(3);

    /** Runs the tool and the node in one JVM that ends with ours. */
    private static final String MAIN = "io.quorate.testkit.cluster.NodeMain";

    /** What was given away and is not bound yet looks free. */
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private final ClusterTopology topology;
    private final KafkaDistribution kafka;
    private final Path directory;
    private final Map<String, Object> client;
    private final Map<Integer, Process> running = new TreeMap<>();

    private RenderedCluster(
            ClusterTopology topology, KafkaDistribution kafka, Path directory, Map<String, Object> client) {
        this.topology = topology;
        this.kafka = kafka;
        this.directory = directory;
        this.client = client;
    }

    /** On loopback, with a free port for each listener of each node, below the directory. */
    public static TopologyNode here(TopologyNode node, Path directory, String... listeners) {
        TopologyNode.Builder builder = node.toBuilder().host("127.0.0.1").bindAddress("127.0.0.1");
        for (String listener : listeners) {
            builder.port(listener, freePort());
        }
        TopologyNode placed = builder.build();
        // The builder adds to what is there, and a node must keep one log dir.
        TopologyNode.Builder own =
                switch (placed.roles().size()) {
                    case 2 -> TopologyNode.combined(node.nodeId());
                    default ->
                        placed.isBroker() ? TopologyNode.broker(node.nodeId()) : TopologyNode.controller(node.nodeId());
                };
        own.host("127.0.0.1")
                .bindAddress("127.0.0.1")
                .logDir(directory.resolve("node-" + node.nodeId() + "/data").toString());
        node.rack().ifPresent(own::rack);
        for (String listener : listeners) {
            own.port(listener, placed.port(listener).orElseThrow());
        }
        return own.build();
    }

    /** One below those that the system hands out to clients. */
    public static int freePort() {
        for (int attempt = 0; attempt < 200; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(12_000, 20_000);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                if (GIVEN.add(port)) {
                    return port;
                }
            } catch (IOException e) {
                // taken
            }
        }
        throw new IllegalStateException("no free port");
    }

    public static RenderedCluster start(
            ClusterTopology topology, KafkaDistribution kafka, Path directory, Map<String, Object> client) {
        RenderedCluster cluster = new RenderedCluster(topology, kafka, directory, client);
        topology.nodes().keySet().forEach(cluster::start);
        return cluster;
    }

    public void start(int nodeId) {
        Path home = directory.resolve("node-" + nodeId);
        Path config = home.resolve("server.properties");
        Path arguments = home.resolve("format.arguments");
        StorageFormat format = StorageFormat.of(topology, nodeId, config.toString());
        List<String> lines = new ArrayList<>(format.arguments());
        try {
            Files.createDirectories(home);
            Files.writeString(config, ServerProperties.file(topology, nodeId), UTF_8);
            if (format.scramUser().isPresent()) {
                StorageFormat.ScramUser user = format.scramUser().get();
                lines.add("--add-scram");
                lines.add(user.option(Files.readString(Path.of(user.passwordFile()), UTF_8)));
            }
            Files.writeString(arguments, String.join("\n", lines), UTF_8);
            Path main = Path.of(Class.forName(MAIN)
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            String classPath = Stream.concat(Stream.of(main), kafka.jars().stream())
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:-UsePerfData",
                            "-Dorg.slf4j.simpleLogger.defaultLogLevel="
                                    + System.getProperty("quorate.node.log", "warn"),
                            "-cp",
                            classPath,
                            MAIN,
                            "kafka.Kafka",
                            config.toString(),
                            arguments.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            home.resolve("node.log").toFile()));
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("KAFKA_") || name.equals("JAVA_TOOL_OPTIONS"));
            builder.environment().put("MALLOC_ARENA_MAX", "2");
            running.put(nodeId, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException | java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public void kill(int nodeId) throws InterruptedException {
        Process process = running.remove(nodeId);
        if (process != null) {
            process.destroyForcibly();
            process.waitFor(30, TimeUnit.SECONDS);
        }
    }

    public ClusterTopology topology() {
        return topology;
    }

    /** A client of brokers. */
    public Admin admin() {
        Map<String, Object> config = new HashMap<>(clientConfig());
        config.put("metadata.max.age.ms", "500");
        config.put("request.timeout.ms", "10000");
        config.put("default.api.timeout.ms", "15000");
        return Admin.create(config);
    }

    public Map<String, Object> clientConfig() {
        Map<String, Object> config = new HashMap<>(client);
        config.put("bootstrap.servers", topology.bootstrapServers(Listener.INTERNAL));
        return config;
    }

    /** A client of controllers. */
    public Admin controllerAdmin() {
        Listener listener = topology.controllerListener().orElseThrow();
        Map<String, Object> config = new HashMap<>();
        config.put(
                "bootstrap.controllers",
                topology.controllers().stream()
                        .map(node -> topology.endpoint(node, listener).toString())
                        .collect(Collectors.joining(",")));
        // Else it goes on asking the controller that was the active one.
        config.put("metadata.max.age.ms", "500");
        config.put("request.timeout.ms", "3000");
        config.put("default.api.timeout.ms", "8000");
        return Admin.create(config);
    }

    /** Waits until what runs is what is declared, and returns what was seen then: who is asked next may lag. */
    public ClusterState awaitAsDeclared(Admin admin) {
        ClusterObserver observer = ClusterObserver.builder(admin)
                .callTimeout(Duration.ofSeconds(15))
                .build();
        try {
            return ClusterWatch.using(observer)
                    .await(
                            state -> {
                                TopologyDiff diff = topology.difference(state);
                                return diff.isEmpty() ? List.of() : List.of(diff.describe());
                            },
                            LONG);
        } catch (RuntimeException e) {
            throw new AssertionError(e.getMessage() + "\n" + logs(), e);
        }
    }

    private String logs() {
        StringBuilder all = new StringBuilder();
        for (int nodeId : topology.nodes().keySet()) {
            try {
                String log = Files.readString(directory.resolve("node-" + nodeId + "/node.log"), UTF_8);
                all.append("node ")
                        .append(nodeId)
                        .append(": ")
                        .append(log, Math.max(0, log.length() - 1500), log.length());
            } catch (IOException e) {
                all.append("node ").append(nodeId).append(": ").append(e);
            }
        }
        return all.toString();
    }

    @Override
    public void close() {
        running.values().forEach(Process::destroyForcibly);
        for (Process process : running.values()) {
            try {
                process.waitFor(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
