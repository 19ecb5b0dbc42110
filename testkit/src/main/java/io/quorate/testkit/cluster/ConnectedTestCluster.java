// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.link.Links;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;

/** A cluster that was there before the test, and stays: seen through an admin client, and nothing else. */
final class ConnectedTestCluster implements TestCluster {
    private final Map<String, Object> clientConfig;
    private final String bootstrapServers;
    private final Admin admin;
    private final String clusterId;
    private final ClosedFirst closedFirst = new ClosedFirst();
    private final ConcurrentNavigableMap<Integer, Node> brokers = new ConcurrentSkipListMap<>();
    private volatile boolean closed;

    private ConnectedTestCluster(Map<String, Object> clientConfig, String bootstrapServers, Admin admin) {
        this.clientConfig = Map.copyOf(clientConfig);
        this.bootstrapServers = bootstrapServers;
        this.admin = admin;
        this.clusterId = ConnectedView.get(admin.describeCluster().clusterId());
    }

    static ConnectedTestCluster to(Map<String, ?> given) {
        Object servers = given.get("bootstrap.servers");
        if (servers == null || servers.toString().isBlank()) {
            throw new IllegalArgumentException("Not connected: no bootstrap.servers among " + given.keySet());
        }
        Map<String, Object> config = Membership.clientConfig(servers.toString(), new HashMap<>(given));
        Admin admin = Admin.create(config);
        try {
            return new ConnectedTestCluster(config, servers.toString(), admin);
        } catch (RuntimeException e) {
            admin.close(Duration.ZERO);
            throw new TestClusterException(
                    "Not connected: no cluster answers at " + servers
                            + ". Check that it runs, that its advertised listeners can be reached from here, and that"
                            + " the client properties fit its security; given were " + given.keySet(),
                    e);
        }
    }

    static UnsupportedOperationException refused(String what) {
        return new UnsupportedOperationException(what
                + ": this cluster was there before the test (TestCluster.connect) and is run by others. Ask them, or start a"
                + " cluster of your own with TestCluster.builder().");
    }

    private static UnsupportedOperationException refused(int[] nodeIds, String what) {
        return refused("Nodes " + Arrays.toString(nodeIds) + " were not " + what);
    }

    private ConnectedView view() {
        failIfClosed();
        ConnectedView view = ConnectedView.of(admin);
        brokers.putAll(view.brokers());
        return view;
    }

    private void failIfClosed() {
        if (closed) {
            throw new IllegalStateException("The connection to the cluster has been closed");
        }
    }

    @Override
    public String clusterId() {
        return clusterId;
    }

    @Override
    public boolean isOwn() {
        return false;
    }

    @Override
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public String bootstrapControllers() {
        ConnectedView view = view();
        return view.quorum().stream()
                .flatMap(quorum -> quorum.nodes().keySet().stream())
                .flatMap(nodeId -> view.controllerEndpoint(nodeId).stream())
                .map(Endpoint::address)
                .collect(Collectors.joining(","));
    }

    @Override
    public Optional<Endpoint> zooKeeper() {
        return Optional.empty();
    }

    @Override
    public Map<String, Object> clientConfig() {
        return new HashMap<>(clientConfig);
    }

    @Override
    public Map<String, Object> principal(String name) {
        throw refused("Principal " + name + " was not made");
    }

    @Override
    public Admin admin() {
        return admin;
    }

    /** {@inheritDoc} Those that were seen since the connection was made; a mere controller is one that votes. */
    @Override
    public List<TestNode> nodes() {
        ConnectedView view = view();
        Stream<Integer> voters = view.quorum().stream()
                .flatMap(quorum -> quorum.voters().stream())
                .map(voter -> voter.replicaId());
        return Stream.concat(brokers.keySet().stream(), voters)
                .distinct()
                .sorted()
                .<TestNode>map(nodeId ->
                        new ConnectedNode(nodeId, listener(), Optional.ofNullable(brokers.get(nodeId)), this::view))
                .toList();
    }

    private String listener() {
        return clientConfig.getOrDefault("security.protocol", "PLAINTEXT").toString();
    }

    @Override
    public TestNode node(int nodeId) {
        return ById.one(nodes().stream().collect(Collectors.toMap(TestNode::nodeId, node -> node)), nodeId);
    }

    @Override
    public TestNode addNode(NodeSpec spec) {
        throw refused("Node " + spec.nodeId() + " was not added");
    }

    @Override
    public void stop(int... nodeIds) {
        throw refused(nodeIds, "stopped");
    }

    @Override
    public void kill(int... nodeIds) {
        throw refused(nodeIds, "killed");
    }

    @Override
    public void start(int... nodeIds) {
        throw refused(nodeIds, "started");
    }

    @Override
    public void pause(int... nodeIds) {
        throw refused(nodeIds, "paused");
    }

    @Override
    public void resume(int... nodeIds) {
        throw refused(nodeIds, "resumed");
    }

    @Override
    public void install(int nodeId, KafkaDistribution distribution) {
        throw refused(distribution + " was not installed on node " + nodeId);
    }

    @Override
    public Path directory() {
        throw refused("The files of the nodes are not known");
    }

    @Override
    public Links links() {
        throw refused("The links between the nodes cannot be disturbed");
    }

    @Override
    public void closeFirst(AutoCloseable resource) {
        failIfClosed();
        closedFirst.add(resource);
    }

    @Override
    public void keepFiles() {
        // There are none that could go.
    }

    @Override
    public void close() {
        if (!closed) {
            closedFirst.close();
            closed = true;
            admin.close(Duration.ofSeconds(5));
        }
    }
}
