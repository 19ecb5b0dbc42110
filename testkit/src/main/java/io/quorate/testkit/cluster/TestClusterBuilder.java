// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.distribution.KafkaRelease;
import io.quorate.testkit.distribution.QuorateCache;
import io.quorate.testkit.security.Security;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link TestCluster} and starts it. A builder can start any number of clusters.
 *
 * <p>Not thread-safe.
 */
public final class TestClusterBuilder {
    private final List<NodeSpec> explicit = new ArrayList<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final List<String> jvmArguments = new ArrayList<>();
    private @Nullable KafkaDistribution distribution;
    private @Nullable Layout layout;
    private @Nullable Integer nodes;
    private @Nullable Integer brokers;
    private @Nullable Integer controllers;
    private @Nullable Quorum quorum;
    private List<String> racks = List.of();
    private Timeouts timeouts = Timeouts.FAST;
    private @Nullable Path directory;
    private Wiring wiring = Wiring.DIRECT;
    private int logDirs = 1;
    private Duration startTimeout = Duration.ofSeconds(60);
    private @Nullable String clusterId;
    private @Nullable Path javaHome;
    private @Nullable Security security;
    private BackEnd backEnd = BackEnd.PROCESSES;
    private @Nullable String image;
    private boolean released;

    TestClusterBuilder() {}

    /**
     * Chooses a released Kafka; before 3.3 its brokers come with ZooKeeper. If not set, {@value KafkaDistribution#CURRENT}.
     *
     * @param version a release, 2.1.0 or later
     * @return this
     */
    public TestClusterBuilder version(String version) {
        distribution(KafkaDistribution.of(version));
        released = true;
        return this;
    }

    /**
     * Chooses the jars that the nodes run. If not set, those of the release.
     *
     * @param newDistribution a Kafka
     * @return this
     */
    public TestClusterBuilder distribution(KafkaDistribution newDistribution) {
        if (distribution != null) {
            throw new IllegalStateException(
                    "The cluster is to run " + distribution + " already, so not " + newDistribution);
        }
        distribution = newDistribution;
        return this;
    }

    /**
     * Sets how many nodes there are, each broker and controller, or broker with ZooKeeper, with ids from 1. If not set, 3.
     *
     * @param count how many, at least 1
     * @return this
     */
    public TestClusterBuilder nodes(int count) {
        nodes = positive("nodes", count);
        return this;
    }

    /**
     * Sets whether nodes have both roles or one, or are brokers with ZooKeeper. If not set, both; ZooKeeper if a node runs a
     * release before 3.3.
     *
     * @param newLayout the layout
     * @return this
     */
    public TestClusterBuilder layout(Layout newLayout) {
        layout = newLayout;
        return this;
    }

    /**
     * Sets how many brokers a separate layout has. If not set, 3.
     *
     * @param count how many, at least 1
     * @return this
     */
    public TestClusterBuilder brokers(int count) {
        brokers = positive("brokers", count);
        return this;
    }

    /**
     * Sets how many controllers a separate layout has. If not set, 3.
     *
     * @param count how many, at least 1
     * @return this
     */
    public TestClusterBuilder controllers(int count) {
        controllers = positive("controllers", count);
        return this;
    }

    /**
     * Adds one node; the cluster has those added and no others. If not set, the nodes follow from the layout.
     *
     * @param node a node
     * @return this
     */
    public TestClusterBuilder node(NodeSpec node) {
        explicit.add(node);
        return this;
    }

    /**
     * Sets how the voters are known. If not set, dynamic where the release knows it (3.9 and later), else static, as with
     * containers.
     *
     * @param newQuorum static or dynamic
     * @return this
     */
    public TestClusterBuilder quorum(Quorum newQuorum) {
        quorum = newQuorum;
        return this;
    }

    /**
     * Spreads the brokers over racks, in turn. If not set, brokers have no rack.
     *
     * @param newRacks values of {@code broker.rack}
     * @return this
     */
    public TestClusterBuilder racks(String... newRacks) {
        racks = List.of(newRacks);
        return this;
    }

    /**
     * Sets a property of every node. If not set, it is what suits tests, or Kafka's default.
     *
     * @param key a key as Kafka spells it
     * @param value its value
     * @return this
     */
    public TestClusterBuilder property(String key, String value) {
        properties.put(key, value);
        return this;
    }

    /**
     * Sets how soon nodes notice that one is gone. If not set, {@link Timeouts#FAST}.
     *
     * @param newTimeouts short ones, or Kafka's own
     * @return this
     */
    public TestClusterBuilder timeouts(Timeouts newTimeouts) {
        timeouts = newTimeouts;
        return this;
    }

    /**
     * Gives the JVM of every node more arguments, such as {@code -Xmx512m}. If not set, it has a heap of 256 MiB.
     *
     * @param arguments arguments of {@code java}; they win over ours
     * @return this
     */
    public TestClusterBuilder jvmArguments(String... arguments) {
        jvmArguments.addAll(List.of(arguments));
        return this;
    }

    /**
     * Sets where the nodes keep their files; they stay there when the cluster is closed. If not set, a new directory for
     * temporary files, deleted on close.
     *
     * @param newDirectory a directory without the files of another cluster
     * @return this
     */
    public TestClusterBuilder directory(Path newDirectory) {
        directory = newDirectory;
        return this;
    }

    /**
     * Sets how many log dirs each node has. If not set, 1.
     *
     * @param count how many, at least 1
     * @return this
     */
    public TestClusterBuilder logDirs(int count) {
        logDirs = positive("log dirs", count);
        return this;
    }

    /**
     * Puts a proxy of this JVM in front of every listener, so that links can be cut, slowed down and reset. It takes some
     * microseconds from each request, and Linux. If not set, nodes and clients connect directly.
     *
     * @return this
     */
    public TestClusterBuilder links() {
        wiring = Wiring.PROXIED;
        return this;
    }

    /**
     * Sets how long a start may take before it fails. If not set, 60 seconds.
     *
     * @param timeout how long
     * @return this
     */
    public TestClusterBuilder startTimeout(Duration timeout) {
        startTimeout = timeout;
        return this;
    }

    /**
     * Sets what clients must do to be let in (KRaft only). If not set, everybody is, and nothing is encrypted.
     *
     * @param newSecurity encryption, authentication and ACLs
     * @return this
     */
    public TestClusterBuilder security(Security newSecurity) {
        security = newSecurity;
        return this;
    }

    /**
     * Sets the JDK that runs the nodes. Brokers of 2.1 to 4.3 start on Java 17 and on 25, but before 3.9.1 they have no SASL
     * on Java 24 and later. If not set, the JDK of this process.
     *
     * @param home the directory of a JDK or of a mere runtime, Java 17 or later
     * @return this
     */
    public TestClusterBuilder javaHome(Path home) {
        javaHome = home;
        return this;
    }

    /**
     * Sets the id of the cluster, unless it has ZooKeeper: then the first broker makes one. If not set, a random one.
     *
     * @param newClusterId 16 bytes in URL-safe base64, as {@code kafka-storage random-uuid} prints it
     * @return this
     */
    public TestClusterBuilder clusterId(String newClusterId) {
        clusterId = newClusterId;
        return this;
    }

    /**
     * Sets what the nodes are. If not set, {@link BackEnd#PROCESSES}.
     *
     * @param newBackEnd child processes or containers
     * @return this
     */
    public TestClusterBuilder backEnd(BackEnd newBackEnd) {
        backEnd = newBackEnd;
        return this;
    }

    /**
     * Sets the image of {@link BackEnd#CONTAINERS}; it must start as the official one does. If not set, what the system property
     * {@code quorate.testkit.image} says, or else {@code apache/kafka}.
     *
     * @param newImage its name; without a tag the release is its tag
     * @return this
     */
    public TestClusterBuilder image(String newImage) {
        image = newImage;
        return this;
    }

    /**
     * Forms the cluster, starts its nodes and waits until all of them take part. The first start of a release on a machine
     * also makes an archive of its classes, which takes some seconds more.
     *
     * @return the running cluster
     * @throws IllegalArgumentException if no such cluster can be; the message holds all reasons
     * @throws TestClusterException if it does not come up
     */
    public TestCluster start() {
        ClusterSpec spec = spec();
        if (backEnd == BackEnd.CONTAINERS) {
            return startContainers(spec);
        }
        if (image != null) {
            throw new IllegalArgumentException("Image " + image
                    + " is for containers, but the nodes are child processes: add backEnd(BackEnd.CONTAINERS)");
        }
        QuorateCache cache = QuorateCache.ofUser();
        NodeJava java = javaHome == null ? NodeJava.current() : NodeJava.of(javaHome);
        NodeJvm jvm = new NodeJvm(java, NodeJar.in(cache), jvmArguments);
        return ProcessTestCluster.start(
                spec,
                ProcessSettings.withClassData(cache, jvm, directory, startTimeout, wiring)
                        .withLogDirs(logDirs));
    }

    private TestCluster startContainers(ClusterSpec spec) {
        List<String> problems = new ArrayList<>();
        if (wiring == Wiring.PROXIED) {
            problems.add("No proxy can be put between them: leave out links()");
        }
        if (javaHome != null) {
            problems.add("They run the Java of their image: leave out javaHome(" + javaHome + ")");
        }
        if (distribution != null && !released) {
            problems.add("They run the Kafka of their image: use version(...) and image(...), not " + distribution);
        }
        return ContainerTestCluster.start(
                spec,
                new ContainerSettings(
                        ContainerImage.of(image, spec.distribution().release()),
                        jvmArguments,
                        logDirs,
                        directory,
                        startTimeout),
                problems);
    }

    ClusterSpec spec() {
        KafkaDistribution kafka = distribution == null ? KafkaDistribution.of(KafkaDistribution.CURRENT) : distribution;
        KafkaRelease oldest = explicit.stream()
                .map(node -> node.distribution().orElse(kafka).release())
                .min(Comparator.naturalOrder())
                .orElse(kafka.release());
        Layout shape = layout != null ? layout : oldest.isAtLeast(3, 3) ? Layout.COMBINED : Layout.ZOOKEEPER;
        MetadataStore store = shape == Layout.ZOOKEEPER ? MetadataStore.ZOOKEEPER : MetadataStore.KRAFT;
        if (store == MetadataStore.ZOOKEEPER && (quorum != null || clusterId != null)) {
            throw new IllegalArgumentException(
                    "quorum(...) and clusterId(...) are for KRaft, but this cluster has ZooKeeper:"
                            + " it has no voters, and its first broker makes the cluster id");
        }
        // The image formats storage for no other quorum.
        boolean dynamic = oldest.isAtLeast(3, 9) && backEnd != BackEnd.CONTAINERS;
        Quorum chosen = quorum != null ? quorum : dynamic ? Quorum.DYNAMIC : Quorum.STATIC;
        return new ClusterSpec(
                kafka,
                store,
                clusterId == null ? Uuid.randomUuid().toString() : clusterId,
                new ClusterShape(explicit, nodes, brokers, controllers, racks).nodes(shape),
                chosen,
                timeouts,
                properties,
                Optional.ofNullable(security));
    }

    private static int positive(String what, int count) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "A cluster needs at least 1 of " + what + ", but " + count + " were asked for");
        }
        return count;
    }
}
