// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import io.quorate.internal.BrokerKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.jspecify.annotations.Nullable;

/** Collects what a cluster is, and refuses what cannot be one: all reasons at once. */
public final class ClusterTopologyBuilder {
    private static final int USUAL_REPLICAS = 3;
    private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,38}[a-z0-9])?");

    /** What the topology itself says; a second place to say it would be a contradiction. */
    private static final Set<String> OWN = Set.of(
            "node.id",
            "broker.id",
            "process.roles",
            "broker.rack",
            "listeners",
            "advertised.listeners",
            "log.dirs",
            "log.dir",
            "controller.quorum.voters",
            "controller.quorum.bootstrap.servers",
            "controller.listener.names",
            "inter.broker.listener.name",
            "listener.security.protocol.map",
            "zookeeper.connect",
            "default.replication.factor",
            "min.insync.replicas",
            "unclean.leader.election.enable",
            "auto.create.topics.enable",
            "offsets.topic.replication.factor",
            "transaction.state.log.replication.factor",
            "transaction.state.log.min.isr",
            "share.coordinator.state.topic.replication.factor",
            "share.coordinator.state.topic.min.isr",
            "security.inter.broker.protocol",
            "super.users",
            "authorizer.class.name");

    final String clusterId;
    String name = "kafka";
    Release release = Release.of("4.3.1");
    QuorumKind quorum = QuorumKind.STATIC;
    Optional<String> zooKeeper = Optional.empty();
    final List<TopologyNode> nodes = new ArrayList<>();
    final List<Listener> listeners = new ArrayList<>();

    @Nullable
    Durability durability;

    Optional<TopologySecurity> security = Optional.empty();
    final Map<String, String> properties = new TreeMap<>();

    ClusterTopologyBuilder(String clusterId) {
        requireClusterId(clusterId);
        this.clusterId = clusterId;
    }

    ClusterTopologyBuilder(ClusterTopology from) {
        this.clusterId = from.clusterId();
        this.name = from.name();
        this.release = from.release();
        this.quorum = from.quorum();
        this.zooKeeper = from.zooKeeper();
        this.nodes.addAll(from.nodes().values());
        this.listeners.addAll(from.listeners());
        this.durability = from.durability();
        this.security = from.security();
        this.properties.putAll(from.properties());
    }

    private static void requireClusterId(String clusterId) {
        try {
            Uuid id = Uuid.fromString(clusterId);
            if (id.toString().equals(clusterId) && !Uuid.RESERVED.contains(id)) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new IllegalArgumentException("Not a cluster id: \"" + clusterId
                + "\". Brokers take any text, and two clusters with the same text join each other's mistakes. Make one"
                + " with ClusterTopology.randomClusterId() or kafka-storage random-uuid, once.");
    }

    /**
     * Names the cluster. If not set, {@code kafka}.
     *
     * @param text small letters, digits and dashes, at most 40
     * @return this
     */
    public ClusterTopologyBuilder name(String text) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "Cluster name \"" + text + "\" does not match " + NAME + ", which names of services and pods must");
        }
        this.name = text;
        return this;
    }

    /**
     * Says which release it is for. If not set, 4.3.1.
     *
     * @param version such as {@code 3.9.2}
     * @return this
     */
    public ClusterTopologyBuilder release(String version) {
        this.release = Release.of(version);
        return this;
    }

    /**
     * Says how controllers are known. If not set, statically.
     *
     * @param kind static or dynamic; for ZooKeeper see {@link #zooKeeper(String)}
     * @return this
     */
    public ClusterTopologyBuilder quorum(QuorumKind kind) {
        this.quorum = kind;
        return this;
    }

    /**
     * Lets ZooKeeper keep the metadata, for releases before 4.0. If not set, KRaft does.
     *
     * @param connect {@code zookeeper.connect}
     * @return this
     */
    public ClusterTopologyBuilder zooKeeper(String connect) {
        this.quorum = QuorumKind.ZOOKEEPER;
        this.zooKeeper = Optional.of(connect);
        return this;
    }

    /**
     * Adds a node. If not set, there is none, and nothing can be built.
     *
     * @param node the node
     * @return this
     */
    public ClusterTopologyBuilder node(TopologyNode node) {
        nodes.add(node);
        return this;
    }

    /**
     * Adds nodes with both roles. If not set, there is none.
     *
     * @param nodeIds their ids
     * @return this
     */
    public ClusterTopologyBuilder combined(int... nodeIds) {
        for (int id : nodeIds) {
            nodes.add(TopologyNode.combined(id).build());
        }
        return this;
    }

    /**
     * Adds controllers. If not set, there is none but combined nodes.
     *
     * @param nodeIds their ids
     * @return this
     */
    public ClusterTopologyBuilder controllers(int... nodeIds) {
        for (int id : nodeIds) {
            nodes.add(TopologyNode.controller(id).build());
        }
        return this;
    }

    /**
     * Adds brokers. If not set, there is none but combined nodes.
     *
     * @param nodeIds their ids
     * @return this
     */
    public ClusterTopologyBuilder brokers(int... nodeIds) {
        for (int id : nodeIds) {
            nodes.add(TopologyNode.broker(id).build());
        }
        return this;
    }

    /**
     * Puts the nodes that were added so far into racks, in turn, controllers and brokers each. If not set, nodes are where
     * they say themselves.
     *
     * @param racks the racks
     * @return this
     */
    public ClusterTopologyBuilder spreadOver(String... racks) {
        Map<Set<NodeRole>, Integer> next = new HashMap<>();
        nodes.replaceAll(node -> {
            int index = next.merge(node.roles(), 1, Integer::sum) - 1;
            return node.toBuilder().rack(racks[index % racks.length]).build();
        });
        return this;
    }

    /**
     * Adds a listener. If not set, {@code CLIENT} on 9092 and {@code CONTROLLER} on 9093, both PLAINTEXT.
     *
     * @param listener the listener
     * @return this
     */
    public ClusterTopologyBuilder listener(Listener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Sets what topics are unless they say otherwise. If not set, three replicas (or as many as there are brokers) of which
     * all but one must be in sync.
     *
     * @param defaults the defaults
     * @return this
     */
    public ClusterTopologyBuilder durability(Durability defaults) {
        this.durability = defaults;
        return this;
    }

    /**
     * Secures listeners. If not set, they must all be PLAINTEXT.
     *
     * @param settings the settings
     * @return this
     */
    public ClusterTopologyBuilder security(TopologySecurity settings) {
        this.security = Optional.of(settings);
        return this;
    }

    /**
     * Adds a property of every node. If not set, brokers have their own defaults.
     *
     * @param key a property that brokers of the release define
     * @param value its value
     * @return this
     */
    public ClusterTopologyBuilder property(String key, String value) {
        String before = properties.putIfAbsent(key, value);
        if (before != null && !before.equals(value)) {
            throw new IllegalArgumentException(key + " was set to \"" + before + "\" and then to \"" + value + "\"");
        }
        return this;
    }

    List<Listener> effectiveListeners() {
        List<Listener> all = new ArrayList<>(listeners);
        if (all.stream().noneMatch(listener -> listener.use() == Listener.Use.CLIENTS)) {
            all.add(0, Listener.clients("CLIENT", 9092, SecurityProtocol.PLAINTEXT));
        }
        if (quorum != QuorumKind.ZOOKEEPER
                && all.stream().noneMatch(listener -> listener.use() == Listener.Use.CONTROLLER)) {
            all.add(Listener.controller("CONTROLLER", 9093, SecurityProtocol.PLAINTEXT));
        }
        return all.stream()
                .sorted(java.util.Comparator.comparing(Listener::use))
                .toList();
    }

    Durability effectiveDurability() {
        Durability set = durability;
        if (set != null) {
            return set;
        }
        int brokers = (int) nodes.stream().filter(TopologyNode::isBroker).count();
        int replicas = Math.max(1, Math.min(USUAL_REPLICAS, brokers));
        return Durability.of(replicas, Math.max(1, replicas - 1));
    }

    /**
     * Builds.
     *
     * @return the topology
     * @throws IllegalArgumentException if it cannot be a cluster, with every reason
     */
    public ClusterTopology build() {
        List<String> problems = Stream.of(nodeProblems(), modeProblems(), listenerProblems(), propertyProblems())
                .flatMap(List::stream)
                .toList();
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "Topology " + name + " cannot be a cluster:\n- " + String.join("\n- ", problems));
        }
        return new ClusterTopology(this);
    }

    private List<String> nodeProblems() {
        List<String> problems = new ArrayList<>();
        Set<Integer> ids = new TreeSet<>();
        nodes.stream()
                .filter(node -> !ids.add(node.nodeId()))
                .forEach(node -> problems.add("two nodes have the id " + node.nodeId()
                        + ": brokers and controllers share one range of ids, so give each its own"));
        if (nodes.stream().noneMatch(TopologyNode::isBroker)) {
            problems.add("no node is a broker");
        }
        return problems;
    }

    private List<String> modeProblems() {
        List<String> problems = new ArrayList<>();
        boolean controllers = nodes.stream().anyMatch(TopologyNode::isController);
        if (quorum == QuorumKind.ZOOKEEPER) {
            if (release.isAtLeast(4, 0)) {
                problems.add("Kafka " + release + " has no ZooKeeper mode: 4.0 removed it. Declare controllers");
            }
            if (controllers) {
                problems.add("ZooKeeper and controllers: one of them keeps the metadata");
            }
            if (zooKeeper.isEmpty()) {
                problems.add("ZooKeeper mode without zookeeper.connect: call zooKeeper(connect)");
            }
        } else {
            if (!controllers) {
                problems.add("no node is a controller");
            }
            if (zooKeeper.isPresent()) {
                problems.add("zookeeper.connect is set, but the quorum is " + quorum);
            }
            if (!release.isAtLeast(3, 3)) {
                problems.add("Kafka " + release + ": KRaft is for production from 3.3 on. Use zooKeeper(connect)");
            }
            if (quorum == QuorumKind.DYNAMIC && !release.isAtLeast(3, 9)) {
                problems.add("Kafka " + release + " has no dynamic quorum: it came with 3.9 (KIP-853)");
            }
        }
        return problems;
    }

    private List<String> listenerProblems() {
        return new ListenerRules(effectiveListeners(), nodes, security).problems();
    }

    private List<String> propertyProblems() {
        List<String> problems = new ArrayList<>();
        properties.forEach((key, value) -> {
            if (OWN.contains(key)) {
                problems.add(key + " is what the topology itself says: use its own method, not property()");
            } else if (!BrokerKeys.isKnown(key, release.major(), release.minor())) {
                problems.add("brokers of " + release + " do not know " + key
                        + BrokerKeys.nearest(key)
                                .filter(near -> !near.equals(key))
                                .map(near -> ": did you mean " + near + "?")
                                .orElse(""));
            } else {
                BrokerKeys.complaint(key, value)
                        .ifPresent(expected -> problems.add(key + "=" + value + ": expected " + expected));
            }
        });
        return problems;
    }
}
