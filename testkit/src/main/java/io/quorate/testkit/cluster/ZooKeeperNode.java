// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one ZooKeeper of a cluster whose brokers need it: a process like those of the brokers, from the jars of one of them. */
final class ZooKeeperNode {
    private static final String MAIN = "org.apache.zookeeper.server.ZooKeeperServerMain";
    private static final String BROKER_IDS = "/brokers/ids/";
    private static final int ANSWER_MILLIS = 2_000;
    private static final Duration GONE = Duration.ofSeconds(10);

    private final Path directory;
    private final KafkaDistribution distribution;
    private final PortLease lease = PortLease.take();
    private @Nullable PortLease leaseForBrokers;
    private volatile @Nullable NodeProcess process;

    ZooKeeperNode(Path directory, KafkaDistribution distribution) {
        this.directory = directory;
        this.distribution = distribution;
    }

    /** The one that this cluster needs, if it does. The newest of the releases serves the clients of older ones too. */
    static Optional<ZooKeeperNode> of(ClusterSpec spec, ClusterFiles files) {
        return spec.store() == MetadataStore.KRAFT
                ? Optional.empty()
                : spec.nodes().stream()
                        .map(spec::distributionOf)
                        .max(Comparator.comparing(KafkaDistribution::release))
                        .map(newest -> new ZooKeeperNode(files.directory().resolve("zookeeper"), newest));
    }

    Endpoint endpoint() {
        return endpoint(lease);
    }

    private static Endpoint endpoint(PortLease lease) {
        return new Endpoint("ZOOKEEPER", "127.0.0.1", lease.port());
    }

    /** Where brokers reach it: by links, if the cluster has any. */
    Endpoint endpointForBrokers(ClusterLinks links) {
        return links.frontOfZooKeeper(endpoint(), () -> {
            PortLease front = PortLease.take();
            leaseForBrokers = front;
            return endpoint(front);
        });
    }

    Path logFile() {
        return directory.resolve("node.log");
    }

    void startUnlessRunning(ProcessSettings settings) {
        if (!isRunning()) {
            start(settings.jvm().plain(), settings.classData().apply(distribution));
        }
    }

    private void start(NodeJvm jvm, List<String> classData) {
        Path file = directory.resolve("zookeeper.properties");
        try {
            Files.createDirectories(directory.resolve("data"));
            Files.writeString(file, properties(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the files of ZooKeeper in " + directory, e);
        }
        process = NodeProcess.start(
                jvm.command(distribution, classData, List.of(MAIN, file.toString())), directory, logFile());
    }

    /** Ticks bound how short and how long a session may be; the brokers choose theirs between 1 and 60 seconds. */
    private String properties() {
        return String.join(
                "\n",
                "dataDir=" + directory.resolve("data").toString().replace("\\", "\\\\"),
                "clientPortAddress=127.0.0.1",
                "clientPort=" + lease.port(),
                "tickTime=500",
                "maxSessionTimeout=60000",
                "maxClientCnxns=0",
                "admin.enableServer=false",
                "4lw.commands.whitelist=dump",
                "");
    }

    private boolean isRunning() {
        NodeProcess current = process;
        return current != null && current.isAlive();
    }

    /** Waits until it serves and the broker may start. */
    void awaitForgotten(int brokerId, Time time, Duration atMost) {
        boolean forgotten = Await.until(time, atMost, () -> {
            if (!isRunning()) {
                throw new TestClusterException("Broker " + brokerId + " was not started: " + describe());
            }
            return hasForgotten(brokerId);
        });
        if (!forgotten) {
            throw new TestClusterException("Broker " + brokerId + " was not started: for " + atMost.toSeconds()
                    + " s ZooKeeper did not answer, or still had the session of the broker's former life. "
                    + describe());
        }
    }

    /** Whether it serves, and no session of a former life of this broker is left: while one is, the broker refuses to start. */
    private boolean hasForgotten(int brokerId) {
        try (Socket socket = new Socket(endpoint().host(), endpoint().port())) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write("dump".getBytes(US_ASCII));
            socket.getOutputStream().flush();
            String sessions = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            return sessions.contains("phemeral")
                    && sessions.lines().map(String::strip).noneMatch((BROKER_IDS + brokerId)::equals);
        } catch (IOException e) {
            return false;
        }
    }

    void kill() {
        NodeProcess current = process;
        if (current != null) {
            current.kill();
        }
    }

    /** After it was killed. */
    void close() {
        NodeProcess current = process;
        boolean gone = current == null || current.awaitEnd(GONE);
        lease.close();
        if (leaseForBrokers != null) {
            leaseForBrokers.close();
        }
        if (!gone) {
            throw new TestClusterException(
                    "ZooKeeper is still there " + GONE.toSeconds() + " s after SIGKILL. " + describe());
        }
    }

    String describe() {
        NodeProcess current = process;
        String state = current == null
                ? "was not started"
                : current.isAlive() ? "runs as process " + current.pid() : "ended with exit code " + current.exitCode();
        return "ZooKeeper (of " + distribution + ") " + state + "\n  log: " + logFile() + ", which ends with\n"
                + LogTail.of(logFile());
    }
}
