// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Endpoint;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/**
 * The declared shape of a cluster: the one typed place that says which nodes there are, what they do, where they stand, how
 * they are reached and how durable topics are. Files are rendered from it, and a live cluster is compared with it.
 *
 * <p>A topology is consistent (ids are unique, listeners do not collide, properties exist in the release), which
 * {@link ClusterTopologyBuilder#build()} enforces; whether it is wise is what {@link #check()} and {@link #failureTolerance()} say. Immutable.
 */
public final class ClusterTopology {
    private final String name;
    private final String clusterId;
    private final Release release;
    private final QuorumKind quorum;
    private final Optional<String> zooKeeper;
    private final SortedMap<Integer, TopologyNode> nodes;
    private final List<Listener> listeners;
    private final Durability durability;
    private final Optional<TopologySecurity> security;
    private final SortedMap<String, String> properties;

    ClusterTopology(ClusterTopologyBuilder builder) {
        this.name = builder.name;
        this.clusterId = builder.clusterId;
        this.release = builder.release;
        this.quorum = builder.quorum;
        this.zooKeeper = builder.zooKeeper;
        SortedMap<Integer, TopologyNode> byId = new TreeMap<>();
        builder.nodes.forEach(node -> byId.put(node.nodeId(), node));
        this.nodes = Collections.unmodifiableSortedMap(byId);
        this.listeners = builder.effectiveListeners();
        this.durability = builder.effectiveDurability();
        this.security = builder.security;
        this.properties = Collections.unmodifiableSortedMap(new TreeMap<>(builder.properties));
    }

    /**
     * Returns a builder.
     *
     * @param clusterId the cluster's id, once and for all: {@link #randomClusterId()} makes one
     * @return the builder
     * @throws IllegalArgumentException if it is no id as Kafka makes them; brokers would take any text
     */
    public static ClusterTopologyBuilder builder(String clusterId) {
        return new ClusterTopologyBuilder(clusterId);
    }

    /**
     * Returns a new cluster id, as {@code kafka-storage random-uuid} does. Keep it: it never changes.
     *
     * @return 22 characters
     */
    public static String randomClusterId() {
        return Uuid.randomUuid().toString();
    }

    /**
     * Returns the topology of a running cluster, as far as brokers tell it: nodes, roles, racks, the listener that was asked,
     * the quorum and durability. Listeners of other networks, secrets and what controllers alone are told cannot be seen.
     *
     * @param state what was seen, with brokers, quorum, features and broker configs
     * @return the topology
     * @throws IllegalArgumentException if one of these was not seen
     */
    public static ClusterTopology of(ClusterState state) {
        return new LiveTopology(state).read();
    }

    /**
     * Returns its name, which prefixes what is rendered.
     *
     * @return a name, {@code kafka} unless set
     */
    public String name() {
        return name;
    }

    /**
     * Returns the cluster id.
     *
     * @return 22 characters
     */
    public String clusterId() {
        return clusterId;
    }

    /**
     * Returns the release that it is declared for.
     *
     * @return the release
     */
    public Release release() {
        return release;
    }

    /**
     * Returns who keeps the metadata.
     *
     * @return the kind of the quorum
     */
    public QuorumKind quorum() {
        return quorum;
    }

    /**
     * Returns where ZooKeeper is.
     *
     * @return {@code zookeeper.connect}, or empty with KRaft
     */
    public Optional<String> zooKeeper() {
        return zooKeeper;
    }

    /**
     * Returns all nodes.
     *
     * @return by id
     */
    public SortedMap<Integer, TopologyNode> nodes() {
        return nodes;
    }

    /**
     * Returns a node.
     *
     * @param nodeId its id
     * @return the node
     * @throws IllegalArgumentException if there is none
     */
    public TopologyNode node(int nodeId) {
        TopologyNode node = nodes.get(nodeId);
        if (node == null) {
            throw new IllegalArgumentException("No node " + nodeId + " in " + name + ", which has " + nodes.keySet());
        }
        return node;
    }

    /**
     * Returns the nodes that keep records.
     *
     * @return by id
     */
    public List<TopologyNode> brokers() {
        return nodes.values().stream().filter(TopologyNode::isBroker).toList();
    }

    /**
     * Returns the nodes that vote.
     *
     * @return by id
     */
    public List<TopologyNode> controllers() {
        return nodes.values().stream().filter(TopologyNode::isController).toList();
    }

    /**
     * Returns the racks that brokers or controllers stand in.
     *
     * @return in alphabetical order
     */
    public SortedSet<String> racks() {
        return nodes.values().stream()
                .flatMap(node -> node.rack().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Returns the listeners, those for clients first.
     *
     * @return at least one for clients
     */
    public List<Listener> listeners() {
        return listeners;
    }

    /**
     * Returns the listeners that a node has: those of its roles, in networks in which it has a host.
     *
     * @param node a node
     * @return its listeners
     */
    public List<Listener> listeners(TopologyNode node) {
        return listeners.stream()
                .filter(listener -> listener.use() == Listener.Use.CONTROLLER ? node.isController() : node.isBroker())
                .filter(listener -> node.host(listener.network()).isPresent())
                .toList();
    }

    /**
     * Returns the listener through which brokers reach each other.
     *
     * @return the one for replication, or else the first for clients
     */
    public Listener interBrokerListener() {
        return listeners.stream()
                .filter(listener -> listener.use() == Listener.Use.REPLICATION)
                .findFirst()
                .orElseGet(() -> listeners.get(0));
    }

    /**
     * Returns the listener of the controllers.
     *
     * @return the first one, or empty with ZooKeeper
     */
    public Optional<Listener> controllerListener() {
        return listeners.stream()
                .filter(listener -> listener.use() == Listener.Use.CONTROLLER)
                .findFirst();
    }

    /**
     * Returns where a node is reached through a listener.
     *
     * @param node the node
     * @param listener one of its listeners
     * @return host and port
     */
    public Endpoint endpoint(TopologyNode node, Listener listener) {
        return new Endpoint(
                node.host(listener.network()).orElseGet(node::host),
                node.port(listener.name()).orElse(listener.port()));
    }

    /**
     * Returns what topics are unless they say otherwise.
     *
     * @return the defaults
     */
    public Durability durability() {
        return durability;
    }

    /**
     * Returns how listeners are secured.
     *
     * @return the settings, or empty if all are PLAINTEXT
     */
    public Optional<TopologySecurity> security() {
        return security;
    }

    /**
     * Returns further properties of every node.
     *
     * @return by key
     */
    public SortedMap<String, String> properties() {
        return properties;
    }

    /**
     * Returns the id of a controller's metadata log dir, with which the first voters of a dynamic quorum are formatted. It
     * is made from the cluster id and the node id, unless the node sets it, so that the same topology is always rendered alike.
     *
     * @param node a controller
     * @return the id
     */
    public Uuid directoryId(TopologyNode node) {
        return node.directoryId().orElseGet(() -> DirectoryIds.of(clusterId, node.nodeId()));
    }

    /**
     * Returns what clients of a network are told: every broker that is known there, brokers of different racks first.
     *
     * @param network the network, such as {@link Listener#INTERNAL}
     * @return {@code bootstrap.servers}
     * @throws IllegalArgumentException if no broker is reached from that network
     */
    public String bootstrapServers(String network) {
        return new BootstrapServers(this, network).join();
    }

    /**
     * Returns what it survives.
     *
     * @return the tolerance
     */
    public FailureTolerance failureTolerance() {
        return FailureTolerance.of(this);
    }

    /**
     * Returns what is unwise about it.
     *
     * @return findings, the worst first; empty if there is none
     */
    public List<TopologyFinding> check() {
        return TopologyChecks.of(this);
    }

    /**
     * Compares it with what runs.
     *
     * @param live what was seen of the cluster
     * @return every difference, and what could not be seen
     */
    public TopologyDiff difference(ClusterState live) {
        return TopologyDiff.between(this, live);
    }

    /**
     * Returns a builder that holds what this topology is, to derive the next.
     *
     * @return the builder
     */
    public ClusterTopologyBuilder toBuilder() {
        return new ClusterTopologyBuilder(this);
    }

    /**
     * Returns this topology with more brokers.
     *
     * @param added the nodes
     * @return the next topology
     */
    public ClusterTopology withBrokers(TopologyNode... added) {
        ClusterTopologyBuilder next = toBuilder();
        Stream.of(added).forEach(next::node);
        return next.build();
    }

    /**
     * Returns this topology without a node.
     *
     * @param nodeId a broker
     * @return the next topology
     * @throws IllegalArgumentException if there is no such broker
     */
    public ClusterTopology withoutBroker(int nodeId) {
        if (!node(nodeId).isBroker()) {
            throw new IllegalArgumentException("Node " + nodeId + " is no broker, but a controller: remove it from the"
                    + " quorum first, and then declare the rest.");
        }
        ClusterTopologyBuilder next = toBuilder();
        next.nodes.removeIf(node -> node.nodeId() == nodeId);
        return next.build();
    }

    /**
     * Returns this topology for another release. Properties that it does not know are refused.
     *
     * @param next a release
     * @return the next topology
     */
    public ClusterTopology withRelease(String next) {
        return toBuilder().release(next).build();
    }

    /**
     * Returns the topology as a small picture in text: racks side by side, nodes with their roles, and what it survives.
     *
     * @return lines for people
     */
    public String describe() {
        return new TopologyText(this).write();
    }

    /**
     * Returns the topology as a page with a picture, which needs no other file and no network.
     *
     * @return HTML
     */
    public String html() {
        return new TopologyPage(this).write();
    }
}
