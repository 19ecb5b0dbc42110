// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.link.Links;
import io.quorate.testkit.security.internal.ClusterSecurity;
import io.quorate.testkit.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** A cluster whose nodes are child processes of this JVM. */
final class ProcessTestCluster implements TestCluster {
    /** A controlled shutdown takes a second or two; one that finds no controller to ask might never end. */
    private static final Duration STOP = Duration.ofSeconds(60);

    private final ClusterSpec spec;
    private final ProcessSettings settings;
    private final ClusterFiles files;
    private final Time time = Time.system();
    private final Membership membership;
    private final ClusterLinks links;
    private final ClosedFirst closedFirst = new ClosedFirst();
    private final ConcurrentNavigableMap<Integer, ProcessNode> nodes = new ConcurrentSkipListMap<>();
    private final Optional<ZooKeeperNode> zooKeeper;
    private final Optional<Endpoint> zooKeeperForBrokers;
    private final Optional<ClusterSecurity> security;
    private volatile String clusterId;
    private volatile @Nullable Admin admin;
    private volatile boolean closed;

    private ProcessTestCluster(ClusterSpec spec, ProcessSettings settings) {
        this.spec = spec;
        this.settings = settings;
        this.files = ClusterFiles.in(settings.directory());
        this.clusterId = spec.clusterId();
        this.zooKeeper = ZooKeeperNode.of(spec, files);
        this.security = spec.security()
                .map(what -> ClusterSecurity.make(what, files.directory().resolve("security"), time));
        this.membership = new Membership(
                time,
                settings.startTimeout(),
                security.map(made -> made.clientConfig(ClusterSecurity.SUPER_USER))
                        .orElse(Map.of()));
        this.links = ClusterLinks.wired(settings.wiring());
        try {
            this.zooKeeperForBrokers = zooKeeper.map(process -> process.endpointForBrokers(links));
            spec.nodes().forEach(this::place);
        } catch (RuntimeException e) {
            links.close();
            throw e;
        }
    }

    /** Forms a cluster and starts it; if it does not come up, nothing of it stays but its files. */
    static ProcessTestCluster start(ClusterSpec spec, ProcessSettings settings) {
        failIfUnfit(
                spec, settings, spec.nodes().stream().map(spec::distributionOf).toList());
        ProcessTestCluster cluster = new ProcessTestCluster(spec, settings);
        OpenClusters.add(cluster);
        try {
            Instant since = cluster.launch(cluster.nodes.values());
            cluster.membership.awaitFirst(cluster.nodes.values(), since);
            // Another client: the first may have met a broker that knew of no other yet, and stop when that one does.
            cluster.admin = cluster.membership.connect(cluster.nodes.values());
            cluster.membership.await(cluster.nodes.values(), cluster.admin(), since);
            if (cluster.zooKeeper.isPresent()) {
                cluster.clusterId = cluster.membership.clusterId(cluster.nodes.values(), cluster.admin());
                cluster.membership.awaitController(cluster.nodes.values(), cluster.admin());
            }
            return cluster;
        } catch (RuntimeException e) {
            cluster.keepFiles();
            cluster.close();
            throw e;
        }
    }

    private ProcessNode place(NodeSpec node) {
        ProcessNode placed = new ProcessNode(
                node,
                new NodeHome(
                        files.ofNode(node.nodeId()), settings.logDirs(), text -> security.map(made -> made.redact(text))
                                .orElse(text)),
                spec.distributionOf(node),
                spec.clientListener(),
                links);
        nodes.put(node.nodeId(), placed);
        return placed;
    }

    /** Starts processes, and returns from when on they were. */
    private Instant launch(Collection<ProcessNode> starting) {
        Map<ProcessNode, List<String>> classData = starting.stream()
                .collect(Collectors.toMap(
                        Function.identity(), node -> settings.classData().apply(node.distribution())));
        zooKeeper.ifPresent(process -> prepare(process, starting));
        Instant since = time.now();
        NodeProperties properties = new NodeProperties(
                spec,
                nodes.values().stream().collect(Collectors.toMap(ProcessNode::nodeId, ProcessNode::ports)),
                new Releases(
                        nodes.values().stream().collect(Collectors.toMap(ProcessNode::nodeId, ProcessNode::release))),
                zooKeeperForBrokers,
                security);
        for (ProcessNode node : starting) {
            node.start(
                    settings.jvm().with(links.jvmArguments(node.nodeId())),
                    properties,
                    classData.getOrDefault(node, List.of()));
            if (closed) {
                node.kill(); // closed meanwhile, perhaps because this JVM ends
                throw new IllegalStateException("The cluster has been closed");
            }
        }
        return since;
    }

    private void prepare(ZooKeeperNode process, Collection<ProcessNode> starting) {
        process.startUnlessRunning(settings);
        if (closed) {
            process.kill();
            throw new IllegalStateException("The cluster has been closed");
        }
        starting.forEach(node -> process.awaitForgotten(node.nodeId(), time, settings.startTimeout()));
    }

    @Override
    public synchronized TestNode addNode(NodeSpec added) {
        failIfClosed();
        if (nodes.containsKey(added.nodeId())) {
            throw new IllegalArgumentException(
                    "Node " + added.nodeId() + " was not added: the cluster has the nodes " + nodes.keySet());
        }
        failIfUnfit(spec, settings, List.of(spec.distributionOf(added)));
        if (added.isController() && spec.store() == MetadataStore.ZOOKEEPER) {
            throw new IllegalArgumentException("Node " + added.nodeId()
                    + " was not added: with ZooKeeper every node is just a broker. Add NodeSpec.broker("
                    + added.nodeId() + ").");
        }
        if (added.isController() && spec.quorum() == Quorum.STATIC) {
            throw new IllegalArgumentException("Node " + added.nodeId()
                    + " was not added: the voters of a static quorum never change, so it takes no new controller. Add a"
                    + " broker (NodeSpec.broker(" + added.nodeId() + ")), or build the cluster with Quorum.DYNAMIC.");
        }
        ProcessNode node = place(added);
        try {
            startAgain(List.of(node));
            return node;
        } catch (RuntimeException e) {
            nodes.remove(added.nodeId());
            node.kill();
            node.awaitGone();
            node.close();
            keepFiles();
            throw e;
        }
    }

    @Override
    public synchronized void start(int... nodeIds) {
        startAgain(stopped(nodeIds));
    }

    @Override
    public synchronized void launch(int... nodeIds) {
        launch(stopped(nodeIds));
    }

    private List<ProcessNode> stopped(int... nodeIds) {
        failIfClosed();
        return ById.some(nodes, nodeIds).stream()
                .filter(node -> !node.isRunning())
                .toList();
    }

    @Override
    public void configure(int nodeId, Map<String, String> set, Set<String> without) {
        ById.one(nodes, nodeId).configure(set, without);
    }

    private void startAgain(List<ProcessNode> starting) {
        Instant since = launch(starting);
        membership.awaitAgain(starting, admin(), since);
        if (zooKeeper.isPresent()) {
            membership.awaitController(starting, admin());
        }
    }

    @Override
    public synchronized void stop(int... nodeIds) {
        failIfClosed();
        List<ProcessNode> stopping = ById.some(nodes, nodeIds);
        stopping.forEach(ProcessNode::askToStop);
        Optional<ProcessNode> stuck =
                stopping.stream().filter(node -> !node.awaitEnd(STOP)).findFirst();
        if (stuck.isPresent()) {
            String seen = stuck.get().describe();
            stopping.forEach(ProcessNode::kill);
            stopping.forEach(ProcessNode::awaitGone);
            throw new TestClusterException(
                    "A node did not stop within " + STOP.toSeconds() + " s of SIGTERM and was killed.\n" + seen);
        }
    }

    @Override
    public synchronized void kill(int... nodeIds) {
        failIfClosed();
        List<ProcessNode> killed = ById.some(nodes, nodeIds);
        killed.forEach(ProcessNode::kill);
        killed.forEach(ProcessNode::awaitGone);
    }

    /** Not one after the other: who waits for a node to take part may wait for another to go on. */
    @Override
    public void pause(int... nodeIds) {
        failIfClosed();
        ById.some(nodes, nodeIds).forEach(ProcessNode::pause);
    }

    @Override
    public void resume(int... nodeIds) {
        failIfClosed();
        ById.some(nodes, nodeIds).forEach(ProcessNode::resume);
    }

    @Override
    public synchronized void install(int nodeId, KafkaDistribution distribution) {
        ProcessNode node = ById.one(nodes, nodeId);
        if (node.isRunning()) {
            throw new IllegalStateException(
                    distribution + " was not installed on node " + nodeId + ", which runs: stop it first");
        }
        failIfUnfit(spec, settings, List.of(distribution));
        node.install(distribution);
    }

    private static void failIfUnfit(ClusterSpec spec, ProcessSettings settings, List<KafkaDistribution> distributions) {
        List<String> problems = spec.problems(distributions, settings.jvm().java());
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "These nodes cannot be in this cluster:\n - " + String.join("\n - ", problems));
        }
    }

    private void failIfClosed() {
        if (closed) {
            throw new IllegalStateException("The cluster has been closed");
        }
    }

    @Override
    public String clusterId() {
        return clusterId;
    }

    @Override
    public String bootstrapServers() {
        return addresses(ProcessNode::clientEndpoint);
    }

    @Override
    public String bootstrapControllers() {
        return addresses(ProcessNode::controllerEndpoint);
    }

    @Override
    public Optional<Endpoint> zooKeeper() {
        return zooKeeper.map(ZooKeeperNode::endpoint);
    }

    private String addresses(Function<ProcessNode, Optional<Endpoint>> endpoint) {
        return nodes.values().stream()
                .flatMap(node -> endpoint.apply(node).stream())
                .map(Endpoint::address)
                .collect(Collectors.joining(","));
    }

    @Override
    public Map<String, Object> clientConfig() {
        return membership.clientConfig(bootstrapServers());
    }

    @Override
    public synchronized Map<String, Object> principal(String name) {
        failIfClosed();
        ClusterSecurity made = security.orElseThrow(() -> new IllegalStateException(
                "Principal " + name + " was not made: the cluster lets everybody in. Build it with security(...)."));
        String password = made.add(name);
        if (made.keepsUsersInMetadata()) {
            Principals.keepScramUser(admin(), name, password);
        }
        Map<String, Object> identity = made.clientConfig(name);
        membership.awaitLetIn(
                nodes.values().stream().filter(ProcessNode::isRunning).toList(), identity);
        return Membership.clientConfig(bootstrapServers(), identity);
    }

    @Override
    public synchronized void renewCertificates() {
        failIfClosed();
        ClusterSecurity made = security.orElseThrow(() -> new IllegalStateException(
                "No certificate was renewed: the cluster has none. Build it with security(Security.tls())."));
        Path keyStore = made.renewNodeCertificate();
        List<ProcessNode> brokers = nodes.values().stream()
                .filter(node -> node.spec().isBroker() && node.isRunning())
                .toList();
        brokers.forEach(node -> Principals.reloadKeyStore(admin(), node.nodeId(), spec.clientListener(), keyStore));
        membership.awaitShown(brokers, made);
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
        return files.directory();
    }

    @Override
    public Links links() {
        return links.links();
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

    /** Waits for no other call, so that the end of the JVM can break into a start; nor does it heed an interrupt. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            if (!closed) {
                closed = true;
                end();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void end() {
        closedFirst.close();
        nodes.values().forEach(ProcessNode::kill);
        zooKeeper.ifPresent(ZooKeeperNode::kill);
        Admin open = admin;
        if (open != null) {
            open.close(Duration.ZERO);
        }
        nodes.values().forEach(ProcessNode::awaitGone);
        links.close();
        nodes.values().forEach(ProcessNode::close);
        zooKeeper.ifPresent(ZooKeeperNode::close);
        files.deleteUnlessKept();
        OpenClusters.remove(this);
    }
}
