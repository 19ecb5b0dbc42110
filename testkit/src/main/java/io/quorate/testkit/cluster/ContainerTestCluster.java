// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.link.Links;
import io.quorate.testkit.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.containers.Network;

/** A cluster whose nodes are containers in one network. */
final class ContainerTestCluster implements TestCluster {
    private static final Logger LOGGER = LoggerFactory.getLogger(ContainerTestCluster.class);

    /** A controlled shutdown takes a second or two; one that finds no controller to ask might never end. */
    private static final Duration STOP = Duration.ofSeconds(60);

    private final ClusterSpec spec;
    private final ContainerSettings settings;
    private final ContainerPlan plan;
    private final ClusterFiles files;
    private final Time time = Time.system();
    private final Membership membership;
    private final DockerEngine engine = DockerEngine.connected();
    private final Network network = Network.newNetwork();
    private final ClosedFirst closedFirst = new ClosedFirst();
    private final ConcurrentNavigableMap<Integer, ContainerNode> nodes = new ConcurrentSkipListMap<>();
    private volatile @Nullable Admin admin;
    private volatile boolean closed;

    private ContainerTestCluster(ClusterSpec spec, ContainerSettings settings) {
        this.spec = spec;
        this.settings = settings;
        this.plan = new ContainerPlan(spec, settings);
        this.files = ClusterFiles.in(settings.directory());
        this.membership = new Membership(time, settings.startTimeout(), Map.of());
        spec.nodes().forEach(this::place);
    }

    /** Forms a cluster and starts it; if it does not come up, nothing of it stays but its logs. */
    static ContainerTestCluster start(ClusterSpec spec, ContainerSettings settings, List<String> problems) {
        failIfAny(
                "This cluster cannot be one of containers",
                Stream.concat(problems.stream(), new ContainerPlan(spec, settings).problems().stream())
                        .toList());
        BackEnd.CONTAINERS.missing().ifPresent(missing -> {
            throw new TestClusterException("No cluster of containers was started. " + missing
                    + ". Child processes need neither: leave out backEnd(BackEnd.CONTAINERS).");
        });
        ContainerTestCluster cluster = new ContainerTestCluster(spec, settings);
        OpenClusters.add(cluster);
        try {
            Instant since = cluster.launch(cluster.nodes.values());
            cluster.membership.awaitFirst(cluster.nodes.values(), since);
            cluster.admin = cluster.membership.connect(cluster.nodes.values());
            cluster.membership.await(cluster.nodes.values(), cluster.admin(), since);
            return cluster;
        } catch (RuntimeException e) {
            cluster.keepFiles();
            cluster.close();
            throw e;
        }
    }

    private static void failIfAny(String what, List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(what + "; child processes (BackEnd.PROCESSES) know no such limits:\n - "
                    + String.join("\n - ", problems));
        }
    }

    private ContainerNode place(NodeSpec node) {
        ContainerNode placed =
                new ContainerNode(node, spec.distribution().release(), files.ofNode(node.nodeId()), engine);
        nodes.put(node.nodeId(), placed);
        return placed;
    }

    private Instant launch(Collection<ContainerNode> starting) {
        Instant since = time.now();
        Map<Integer, NodeSpec> specs =
                nodes.values().stream().collect(Collectors.toMap(ContainerNode::nodeId, ContainerNode::spec));
        Map<Integer, Endpoint> clients = nodes.values().stream()
                .filter(node -> node.clientEndpoint().isPresent())
                .collect(Collectors.toMap(
                        ContainerNode::nodeId, node -> node.clientEndpoint().orElseThrow()));
        for (ContainerNode node : starting) {
            node.start(settings.image(), network, plan.environment(node.spec(), specs, clients));
            if (closed) {
                node.remove(); // closed meanwhile, perhaps because this JVM ends
                throw new IllegalStateException("The cluster has been closed");
            }
        }
        return since;
    }

    @Override
    public synchronized TestNode addNode(NodeSpec added) {
        failIfClosed();
        if (nodes.containsKey(added.nodeId())) {
            throw new IllegalArgumentException(
                    "Node " + added.nodeId() + " was not added: the cluster has the nodes " + nodes.keySet());
        }
        if (added.isController()) {
            throw new IllegalArgumentException(
                    "Node " + added.nodeId() + " was not added: containers have a static quorum,"
                            + " whose voters never change. Add a broker (NodeSpec.broker(" + added.nodeId()
                            + ")), or use BackEnd.PROCESSES.");
        }
        failIfAny("Node " + added.nodeId() + " cannot be a container", plan.problems(added));
        ContainerNode node = place(added);
        try {
            membership.awaitAgain(List.of(node), admin(), launch(List.of(node)));
            return node;
        } catch (RuntimeException e) {
            nodes.remove(added.nodeId());
            node.remove();
            node.close();
            keepFiles();
            throw e;
        }
    }

    @Override
    public synchronized void start(int... nodeIds) {
        failIfClosed();
        List<ContainerNode> starting = ById.some(nodes, nodeIds).stream()
                .filter(node -> !node.isRunning())
                .toList();
        membership.awaitAgain(starting, admin(), launch(starting));
    }

    @Override
    public synchronized void stop(int... nodeIds) {
        failIfClosed();
        List<ContainerNode> stopping = ById.some(nodes, nodeIds);
        stopping.forEach(ContainerNode::askToStop);
        Optional<ContainerNode> stuck =
                stopping.stream().filter(node -> !node.awaitEnd(time, STOP)).findFirst();
        if (stuck.isPresent()) {
            String seen = stuck.get().describe();
            stopping.forEach(ContainerNode::kill);
            stopping.forEach(node -> node.awaitGone(time));
            throw new TestClusterException(
                    "A node did not stop within " + STOP.toSeconds() + " s of SIGTERM and was killed.\n" + seen);
        }
    }

    @Override
    public synchronized void kill(int... nodeIds) {
        failIfClosed();
        List<ContainerNode> killed = ById.some(nodes, nodeIds);
        killed.forEach(ContainerNode::kill);
        killed.forEach(node -> node.awaitGone(time));
    }

    @Override
    public void pause(int... nodeIds) {
        failIfClosed();
        ById.some(nodes, nodeIds).forEach(ContainerNode::pause);
    }

    @Override
    public void resume(int... nodeIds) {
        failIfClosed();
        ById.some(nodes, nodeIds).forEach(ContainerNode::resume);
    }

    @Override
    public void install(int nodeId, KafkaDistribution distribution) {
        throw refused(
                distribution + " was not installed on node " + nodeId + ": the image of a container is what it runs");
    }

    private static UnsupportedOperationException refused(String what) {
        return new UnsupportedOperationException(
                what + ". Child processes can do this: build the cluster with backEnd(BackEnd.PROCESSES).");
    }

    private void failIfClosed() {
        if (closed) {
            throw new IllegalStateException("The cluster has been closed");
        }
    }

    @Override
    public String clusterId() {
        return spec.clusterId();
    }

    @Override
    public String bootstrapServers() {
        return nodes.values().stream()
                .flatMap(node -> node.clientEndpoint().stream())
                .map(Endpoint::address)
                .collect(Collectors.joining(","));
    }

    @Override
    public String bootstrapControllers() {
        throw refused("The controllers of containers are reached in their network only, not from this JVM");
    }

    @Override
    public Optional<Endpoint> zooKeeper() {
        return Optional.empty();
    }

    @Override
    public Map<String, Object> clientConfig() {
        return membership.clientConfig(bootstrapServers());
    }

    @Override
    public Map<String, Object> principal(String name) {
        throw new IllegalStateException(
                "Principal " + name + " was not made: a cluster of containers lets everybody in."
                        + " Build one of child processes (BackEnd.PROCESSES) with security(...).");
    }

    @Override
    public Admin admin() {
        Admin open = admin;
        if (open == null) {
            throw new IllegalStateException("The cluster has not come up");
        }
        return open;
    }

    @Override
    public List<TestNode> nodes() {
        return List.copyOf(nodes.values());
    }

    @Override
    public TestNode node(int nodeId) {
        return ById.one(nodes, nodeId);
    }

    @Override
    public Path directory() {
        nodes.values().forEach(ContainerNode::logFile);
        return files.directory();
    }

    @Override
    public Links links() {
        throw refused("The links of containers cannot be disturbed: no proxy is between them");
    }

    @Override
    public void closeFirst(AutoCloseable resource) {
        failIfClosed();
        closedFirst.add(resource);
    }

    @Override
    public void keepFiles() {
        files.keep();
    }

    /** Waits for no other call, so that the end of the JVM can break into a start. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        closedFirst.close();
        Admin open = admin;
        if (open != null) {
            open.close(Duration.ZERO);
        }
        nodes.values().forEach(node -> orWarn(node::remove));
        orWarn(network::close);
        nodes.values().forEach(ContainerNode::close);
        files.deleteUnlessKept();
        OpenClusters.remove(this);
    }

    private static void orWarn(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            // What is left has to go all the same.
            LOGGER.atWarn().setCause(e).log("A part of a cluster of containers did not end");
        }
    }
}
