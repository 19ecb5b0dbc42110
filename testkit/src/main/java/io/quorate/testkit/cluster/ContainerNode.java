// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import io.quorate.testkit.distribution.KafkaRelease;
import io.quorate.testkit.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.utility.DockerImageName;

/** A node of a {@link ContainerTestCluster}: its port on this machine, and its container once it has one. */
final class ContainerNode implements Member {
    private static final Duration GONE = Duration.ofSeconds(10);

    private final NodeSpec spec;
    private final KafkaRelease release;
    private final Path directory;
    private final DockerEngine engine;
    private final @Nullable PortLease lease;
    private final NodePorts ports;
    private volatile @Nullable GenericContainer<?> container;

    ContainerNode(NodeSpec spec, KafkaRelease release, Path directory, DockerEngine engine) {
        this.spec = spec;
        this.release = release;
        this.directory = directory;
        this.engine = engine;
        this.lease = spec.isBroker() ? PortLease.take() : null;
        this.ports = new NodePorts(
                lease == null
                        ? Optional.empty()
                        : Optional.of(new Endpoint(NodeProperties.CLIENT_LISTENER, DockerEngine.host(), lease.port())),
                spec.isController() ? Optional.of(ContainerPlan.controller(spec.nodeId())) : Optional.empty(),
                "");
    }

    /** Starts the container that there is, with the disks that it had, or a new one. */
    void start(ContainerImage image, Network network, Map<String, String> environment) {
        GenericContainer<?> old = container;
        try {
            if (old != null) {
                engine.start(old.getContainerId());
                return;
            }
            GenericContainer<?> created = new GenericContainer<>(DockerImageName.parse(image.name()))
                    .withNetwork(network)
                    .withNetworkAliases(ContainerPlan.alias(nodeId()))
                    .withEnv(environment)
                    .withCreateContainerCmdModifier(this::publish);
            container = created;
            created.start();
        } catch (RuntimeException e) {
            throw new TestClusterException(
                    "Node " + nodeId() + " was not started as a container of " + image + ": " + e.getMessage()
                            + "\nIf the image cannot be pulled here, name another with image(...) or the system property "
                            + ContainerImage.PROPERTY + ".\n" + describe(),
                    e);
        }
    }

    /** At the same port each time, so that clients find the node again when it has been started again. */
    private void publish(CreateContainerCmd command) {
        command.withHostName(ContainerPlan.alias(nodeId()));
        PortLease port = lease;
        if (port != null) {
            ExposedPort inside = ExposedPort.tcp(ContainerPlan.CLIENT_PORT);
            HostConfig host = Objects.requireNonNull(command.getHostConfig());
            host.withPortBindings(
                    new PortBinding(Ports.Binding.bindIpAndPort(DockerEngine.boundHost(), port.port()), inside));
            command.withExposedPorts(inside);
        }
    }

    Optional<String> containerId() {
        return Optional.ofNullable(container).map(GenericContainer::getContainerId);
    }

    private Optional<ContainerState> containerState() {
        return containerId().map(engine::state);
    }

    @Override
    public boolean isRunning() {
        return containerState().map(ContainerState::getRunning).orElse(false);
    }

    void askToStop() {
        signal("SIGTERM");
    }

    void kill() {
        signal("SIGKILL");
    }

    private void signal(String name) {
        try {
            if (isRunning()) {
                engine.signal(containerId().orElseThrow(), name);
            }
        } catch (DockerException e) {
            if (isRunning()) { // else it ended by itself meanwhile
                throw new TestClusterException("Node " + nodeId() + " was not sent " + name + ": " + e.getMessage(), e);
            }
        }
    }

    void pause() {
        containerId().filter(id -> isRunning()).ifPresent(engine::pause);
    }

    void resume() {
        containerId().filter(id -> isRunning()).ifPresent(engine::resume);
    }

    boolean awaitEnd(Time time, Duration atMost) {
        return Await.until(time, atMost, () -> !isRunning());
    }

    void awaitGone(Time time) {
        if (!awaitEnd(time, GONE)) {
            throw new TestClusterException("Node " + nodeId() + " (container "
                    + containerId().orElse("") + ") still runs " + GONE.toSeconds() + " s after SIGKILL");
        }
    }

    /** Ends and removes the container and its volumes; its log stays in the file. */
    void remove() {
        GenericContainer<?> last = container;
        if (last != null) {
            saveLog();
            last.stop();
            container = null;
        }
    }

    /** Gives the port back, which the container must not have any more. */
    void close() {
        PortLease port = lease;
        if (port != null) {
            port.close();
        }
    }

    private void saveLog() {
        GenericContainer<?> current = container;
        if (current == null || current.getContainerId() == null) {
            return; // what there was, is in the file
        }
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("node.log"), current.getLogs(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the log of node " + nodeId() + " to " + directory, e);
        }
    }

    @Override
    public String describe() {
        String state = containerState()
                .map(seen -> Boolean.TRUE.equals(seen.getRunning())
                        ? "runs as container " + containerId().orElse("")
                        : "ended with exit code " + seen.getExitCodeLong())
                .orElse("has no container");
        GenericContainer<?> current = container;
        return "Node " + nodeId() + " (Kafka " + release + ") " + state + "\n  environment: "
                + (current == null ? "none" : new TreeMap<>(current.getEnvMap())) + "\n  log: " + logFile()
                + ", which ends with\n" + LogTail.of(directory.resolve("node.log"));
    }

    private UnsupportedOperationException refused(String what) {
        return new UnsupportedOperationException("Node " + nodeId() + " has no " + what
                + " on this machine: it is a container. What needs it (faults of disks and clocks) can be done to child"
                + " processes: build the cluster with backEnd(BackEnd.PROCESSES).");
    }

    @Override
    public NodeSpec spec() {
        return spec;
    }

    @Override
    public NodePorts ports() {
        return ports;
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
        return release;
    }

    @Override
    public NodeState state() {
        return isRunning() ? NodeState.RUNNING : NodeState.STOPPED;
    }

    @Override
    public OptionalLong pid() {
        throw refused("process");
    }

    @Override
    public Optional<Endpoint> clientEndpoint() {
        return ports.client();
    }

    @Override
    public Optional<Endpoint> controllerEndpoint() {
        return ports.controller();
    }

    /** {@inheritDoc} It is as long as it was at the time of the call. */
    @Override
    public Path logFile() {
        saveLog();
        return directory.resolve("node.log");
    }

    @Override
    public Path dataDirectory() {
        throw refused("data directory");
    }

    @Override
    public List<Path> logDirs() {
        throw refused("log dirs");
    }

    @Override
    public String toString() {
        return "node " + nodeId() + " " + state();
    }
}
