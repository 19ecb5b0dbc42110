// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.distribution.KafkaRelease;
import io.quorate.testkit.distribution.QuorateCache;
import io.quorate.testkit.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** A node of a {@link ProcessTestCluster}: its ports, its files, and its process while it has one. */
final class ProcessNode implements Member {
    private static final Duration GONE = Duration.ofSeconds(10);

    /** Keys whose values nobody is to read in a message. */
    private static final Pattern SECRET = Pattern.compile("password|jaas|secret|credential|\\.key$");

    private final NodeSpec spec;
    private final Path directory;
    private final List<PortLease> leases = new ArrayList<>();
    private final NodePorts ports;
    private final NodeHome home;

    /** Over what is built: a value, or none. */
    private final Map<String, Optional<String>> changed = new ConcurrentHashMap<>();

    private volatile KafkaDistribution distribution;
    private volatile @Nullable NodeProcess process;
    private @Nullable PausedProcess paused;

    ProcessNode(
            NodeSpec spec, NodeHome home, KafkaDistribution distribution, String clientListener, ClusterLinks links) {
        this.home = home;
        this.spec = spec;
        this.directory = home.directory();
        this.distribution = distribution;
        Optional<Endpoint> client = spec.isBroker() ? Optional.of(lease(clientListener)) : Optional.empty();
        Optional<Endpoint> controller =
                spec.isController() ? Optional.of(lease(NodeProperties.CONTROLLER_LISTENER)) : Optional.empty();
        this.ports = links.front(
                spec.nodeId(),
                new NodePorts(client, controller, Uuid.randomUuid().toString()),
                this::lease);
    }

    private Endpoint lease(String listener) {
        PortLease lease = PortLease.take();
        leases.add(lease);
        return new Endpoint(listener, "127.0.0.1", lease.port());
    }

    @Override
    public NodeSpec spec() {
        return spec;
    }

    @Override
    public NodePorts ports() {
        return ports;
    }

    KafkaDistribution distribution() {
        return distribution;
    }

    void install(KafkaDistribution other) {
        this.distribution = other;
    }

    void configure(Map<String, String> set, Set<String> without) {
        set.forEach((key, value) -> changed.put(key, Optional.of(value)));
        without.forEach(key -> changed.put(key, Optional.empty()));
    }

    private SortedMap<String, String> change(SortedMap<String, String> properties) {
        changed.forEach((key, value) ->
                value.ifPresentOrElse(present -> properties.put(key, present), () -> properties.remove(key)));
        return properties;
    }

    void start(NodeJvm jvm, NodeProperties properties, List<String> classData) {
        Path file = directory.resolve("server.properties");
        List<String> arguments = new ArrayList<>(List.of(NodeMain.KAFKA, file.toString()));
        try {
            for (Path logDir : logDirs()) {
                Files.createDirectories(logDir);
            }
            QuorateCache.write(
                    file, text(change(properties.of(spec, joinedLogDirs()))).getBytes(UTF_8)); // for its owner alone
            List<String> format = properties.formatArguments(spec);
            if (!format.isEmpty() && !Files.exists(dataDirectory().resolve("meta.properties")) && !layOut(properties)) {
                arguments.add(formatFile(file, format).toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the files of node " + nodeId() + " in " + directory, e);
        }
        process = NodeProcess.start(jvm.command(distribution, classData, arguments), directory, logFile());
    }

    /** What the tool is told, in a file for its owner alone: there may be a password in it, and command lines are public. */
    private Path formatFile(Path properties, List<String> format) {
        List<String> lines = new ArrayList<>(List.of("format", "--config", properties.toString()));
        lines.addAll(format);
        Path file = directory.resolve("format.arguments");
        QuorateCache.write(file, String.join("\n", lines).getBytes(UTF_8));
        return file;
    }

    /** Formats the storage without the tool, and returns whether that could be done. */
    private boolean layOut(NodeProperties properties) {
        Optional<List<StorageLayout.Voter>> voters =
                home.logDirs() == 1 ? properties.plainVoters(spec) : Optional.empty();
        Optional<byte[]> template = voters.flatMap(any -> StorageTemplate.of(QuorateCache.ofUser(), distribution));
        template.ifPresent(features -> StorageLayout.write(
                dataDirectory(),
                properties.meta(spec),
                features,
                voters.orElseThrow(),
                Time.system().now()));
        return template.isPresent();
    }

    private String joinedLogDirs() {
        return logDirs().stream().map(Path::toString).collect(Collectors.joining(","));
    }

    private static String text(SortedMap<String, String> properties) {
        return properties.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().replace("\\", "\\\\"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Override
    public boolean isRunning() {
        NodeProcess current = process;
        return current != null && current.isAlive();
    }

    void askToStop() {
        NodeProcess current = process;
        if (current != null) {
            current.askToStop();
        }
    }

    void kill() {
        NodeProcess current = process;
        if (current != null) {
            current.kill();
        }
    }

    synchronized void pause() {
        NodeProcess current = process;
        if (current != null && current.isAlive() && (paused == null || paused.pid() != current.pid())) {
            try {
                paused = PausedProcess.pause(current.pid());
            } catch (IllegalStateException e) {
                throw new TestClusterException("Node " + nodeId() + " was not paused: " + e.getMessage(), e);
            }
        }
    }

    synchronized void resume() {
        NodeProcess current = process;
        PausedProcess hung = paused;
        paused = null;
        if (hung != null && current != null && current.isAlive() && current.pid() == hung.pid()) {
            hung.goOn();
        }
    }

    boolean awaitEnd(Duration atMost) {
        NodeProcess current = process;
        return current == null || current.awaitEnd(atMost);
    }

    void awaitGone() {
        if (!awaitEnd(GONE)) {
            throw new TestClusterException("Node " + nodeId() + " (process " + pid() + ") is still there "
                    + GONE.toSeconds() + " s after SIGKILL");
        }
    }

    @Override
    public String describe() {
        NodeProcess current = process;
        String state = current == null
                ? "was not started"
                : current.isAlive() ? "runs as process " + current.pid() : "ended with exit code " + current.exitCode();
        return "Node " + nodeId() + " (" + distribution + ") " + state + "\n  properties: " + properties() + "\n  log: "
                + logFile() + ", which ends with\n" + home.redact().apply(LogTail.of(logFile()));
    }

    private Map<String, String> properties() {
        try {
            return Files.readAllLines(directory.resolve("server.properties"), UTF_8).stream()
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(
                            parts -> parts[0],
                            parts -> SECRET.matcher(parts[0]).find() ? Password.HIDDEN : parts[1],
                            (a, b) -> b,
                            java.util.TreeMap::new));
        } catch (IOException e) {
            return Map.of("none", e.toString());
        }
    }

    void close() {
        leases.forEach(PortLease::close);
    }

    @Override
    public int nodeId() {
        return spec.nodeId();
    }

    @Override
    public Set<Role> roles() {
        return spec.roles();
    }

    @Override
    public Optional<String> rack() {
        return spec.rack();
    }

    @Override
    public KafkaRelease release() {
        return distribution.release();
    }

    @Override
    public NodeState state() {
        return isRunning() ? NodeState.RUNNING : NodeState.STOPPED;
    }

    @Override
    public OptionalLong pid() {
        NodeProcess current = process;
        return current != null && current.isAlive() ? OptionalLong.of(current.pid()) : OptionalLong.empty();
    }

    @Override
    public Optional<Endpoint> clientEndpoint() {
        return ports.client();
    }

    @Override
    public Optional<Endpoint> controllerEndpoint() {
        return ports.controller();
    }

    @Override
    public Path logFile() {
        return directory.resolve("node.log");
    }

    @Override
    public Path dataDirectory() {
        return directory.resolve("data");
    }

    @Override
    public List<Path> logDirs() {
        return IntStream.rangeClosed(1, home.logDirs())
                .mapToObj(number -> number == 1 ? dataDirectory() : directory.resolve("data-" + number))
                .toList();
    }

    @Override
    public String toString() {
        return "node " + nodeId() + " " + state();
    }
}
