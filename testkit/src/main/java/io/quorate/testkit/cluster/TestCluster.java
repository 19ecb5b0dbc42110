// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.link.Links;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;

/**
 * A running Kafka cluster that belongs to a test. It ends with {@link #close()}, and at the latest with this JVM, even if
 * the JVM is killed; one that was there before ({@link #connect}) does not. What a cluster cannot do, for what its nodes are
 * ({@link BackEnd}), throws an {@link UnsupportedOperationException} that says so, and changes nothing.
 *
 * <pre>{@code
 * try (TestCluster cluster = TestCluster.builder().nodes(3).start()) {
 *     cluster.kill(2);
 *     ...
 * }
 * }</pre>
 *
 * <p>Thread-safe. Methods that change nodes run one after the other.
 */
public interface TestCluster extends AutoCloseable {
    /**
     * Describes a cluster and starts it.
     *
     * @return a builder; nothing has to be set
     */
    static TestClusterBuilder builder() {
        return new TestClusterBuilder();
    }

    /**
     * Returns a view of a cluster that exists already, as {@link #connect(Map)} does.
     *
     * @param bootstrapServers where its brokers are reached, by anybody
     * @return the cluster
     * @throws TestClusterException if none answers
     */
    static TestCluster connect(String bootstrapServers) {
        return connect(Map.of("bootstrap.servers", bootstrapServers));
    }

    /**
     * Returns a view of a cluster that exists already and is run by others: clients, workloads, assertions and
     * {@code Recovery} work on it, and of the faults those that an admin client can make (leaders that move, clients that are
     * throttled). What needs a hand on its processes, disks or links throws an {@link UnsupportedOperationException} and changes
     * nothing. {@link #close()} undoes faults and ends the connection; no node is ever stopped.
     *
     * @param clientConfig {@code bootstrap.servers}, and what the cluster's security asks for; may win over back-offs that suit
     *     tests
     * @return the cluster
     * @throws IllegalArgumentException if {@code bootstrap.servers} is missing
     * @throws TestClusterException if none answers
     */
    static TestCluster connect(Map<String, ?> clientConfig) {
        return ConnectedTestCluster.to(clientConfig);
    }

    /**
     * Returns the id of the cluster.
     *
     * @return the cluster id
     */
    String clusterId();

    /**
     * Tells whether the nodes are the test's own: it has their files, and they end with {@link #close()}.
     *
     * @return whether; not so for a cluster that was there before
     */
    default boolean isOwn() {
        return true;
    }

    /**
     * Returns where clients reach the brokers, running or not.
     *
     * @return a value for {@code bootstrap.servers}
     */
    String bootstrapServers();

    /**
     * Returns where the controllers are reached, running or not.
     *
     * @return a value for {@code bootstrap.controllers}, empty for brokers with ZooKeeper
     */
    String bootstrapControllers();

    /**
     * Returns where ZooKeeper is reached, for tools that still ask it.
     *
     * @return its endpoint, or nothing for a cluster without ({@link Layout#ZOOKEEPER})
     */
    Optional<Endpoint> zooKeeper();

    /**
     * Returns what any client needs to reach the cluster, with back-offs short enough for tests. With security the client
     * comes as the super user, whom ACLs do not stop.
     *
     * @return client properties, a copy
     */
    Map<String, Object> clientConfig();

    /**
     * Makes a user or a certificate, unless the cluster has it already, and waits until every running broker lets it in. ACLs
     * name it {@code User:<name>}; without any it may do nothing, if the cluster has an authoriser.
     *
     * @param name letters, digits, dots, underscores and dashes
     * @return what a client of this principal needs, like {@link #clientConfig()}; passwords in it do not print themselves
     * @throws IllegalArgumentException if the name has other characters
     * @throws IllegalStateException if the cluster does not authenticate clients
     * @throws TestClusterException if a broker does not let it in
     */
    Map<String, Object> principal(String name);

    /**
     * Gives the nodes a new key and a new certificate of the same authority, on disk and without a restart, and waits until
     * every running broker shows it to whoever connects. Connections that are open stay as they are; controllers take the
     * new one when they start again.
     *
     * @throws IllegalStateException if the nodes have no certificates of ours
     * @throws TestClusterException if a broker does not take it
     */
    default void renewCertificates() {
        throw new IllegalStateException("No certificate was renewed: this cluster has none that is ours");
    }

    /**
     * Returns a shared client, which is closed with the cluster.
     *
     * @return an admin client of this cluster
     */
    Admin admin();

    /**
     * Returns the nodes, ordered by id.
     *
     * @return all nodes, running or not
     */
    List<TestNode> nodes();

    /**
     * Returns one node.
     *
     * @param nodeId its id
     * @return the node
     * @throws IllegalArgumentException if the cluster has no such node
     */
    TestNode node(int nodeId);

    /**
     * Adds a node and waits until it takes part: a broker is registered and not fenced, a controller has caught up with the
     * metadata log. In a dynamic quorum a new controller is an observer until it is added as a voter
     * ({@code Admin.addRaftVoter}).
     *
     * @param spec the node
     * @return the node, running
     * @throws IllegalArgumentException if the id is taken, or the node is a controller and the quorum is static
     * @throws TestClusterException if it does not come up
     */
    TestNode addNode(NodeSpec spec);

    /**
     * Stops nodes as an operator would (SIGTERM, controlled shutdown), at the same time, and waits until their processes
     * have ended. Nodes that do not run are left as they are.
     *
     * @param nodeIds which nodes
     * @throws TestClusterException if one did not end in time; it has been killed then
     */
    void stop(int... nodeIds);

    /**
     * Kills nodes (SIGKILL) at the same time, and waits until their processes are gone.
     *
     * @param nodeIds which nodes
     */
    void kill(int... nodeIds);

    /**
     * Hangs nodes: their connections stay open, and nothing answers. Nodes that do not run are left as they are. It may be
     * called while another thread waits for nodes to start.
     *
     * @param nodeIds which nodes
     * @throws TestClusterException if one goes on
     */
    void pause(int... nodeIds);

    /**
     * Lets nodes go on that hang. Others are left as they are.
     *
     * @param nodeIds which nodes
     */
    void resume(int... nodeIds);

    /**
     * Starts nodes that do not run, at the same time, on the ports and disks they had, and waits until they take part, as
     * {@link #addNode} does. Nodes that run are left as they are.
     *
     * @param nodeIds which nodes
     * @throws TestClusterException if one does not come up
     */
    void start(int... nodeIds);

    /**
     * Starts the processes of nodes that do not run, as {@link #start} does, and waits for nothing: for nodes that may never
     * take part, and for who looks at them himself. If not overridden, it cannot be done.
     *
     * @param nodeIds which nodes
     */
    default void launch(int... nodeIds) {
        throw new UnsupportedOperationException("The nodes " + Arrays.toString(nodeIds)
                + " were not launched: only child processes can be started without waiting. Use start.");
    }

    /**
     * Sets properties of one node, which it reads when it starts next; they win over all others, also over what the testkit
     * would choose. If not overridden, it cannot be done.
     *
     * @param nodeId which node
     * @param set keys with their values
     * @param without keys that it is to have no value for, so that Kafka's default holds
     */
    default void configure(int nodeId, Map<String, String> set, Set<String> without) {
        throw new UnsupportedOperationException(
                "Node " + nodeId
                        + " was not configured: only the properties of child processes can be changed. Build the cluster with them.");
    }

    /**
     * Replaces the binaries of a stopped node; it runs them from its next start on. Other nodes may go on meanwhile. A broker
     * with ZooKeeper gets, whenever it starts, the {@code inter.broker.protocol.version} of the oldest release that is
     * installed on any node then, unless a property of the builder sets it; with KRaft, {@code Admin.updateFeatures} raises
     * {@code metadata.version} when all nodes are new.
     *
     * @param nodeId which node
     * @param distribution the other Kafka
     * @throws IllegalStateException if the node runs
     * @throws IllegalArgumentException if that release cannot be in this cluster
     */
    void install(int nodeId, KafkaDistribution distribution);

    /**
     * Returns where the files of the nodes are.
     *
     * @return a directory with one directory for each node
     */
    Path directory();

    /**
     * Returns the links of a cluster that was built with {@link TestClusterBuilder#links()}.
     *
     * @return the links, closed with the cluster
     * @throws IllegalStateException if the nodes are connected directly
     */
    Links links();

    /**
     * Closes something when the cluster is closed, before its nodes end; what was handed over last is closed first.
     *
     * @param resource what to close; that it fails is logged and holds up nothing
     */
    void closeFirst(AutoCloseable resource);

    /** Keeps the files of the nodes after {@link #close()}; else they are deleted, unless their directory was chosen. */
    void keepFiles();

    /** Kills all nodes and deletes their files. Does nothing if the cluster is closed already. */
    @Override
    void close();
}
