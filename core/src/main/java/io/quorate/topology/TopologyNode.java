// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/** One node: its id, roles, rack, addresses and disks. Immutable. */
public final class TopologyNode {
    private final int nodeId;
    private final Set<NodeRole> roles;
    private final Optional<String> rack;
    private final Map<String, String> hosts;
    private final Map<String, Integer> ports;
    private final String bindAddress;
    private final List<String> logDirs;
    private final Storage storage;
    private final Optional<Uuid> directoryId;

    private TopologyNode(Builder builder) {
        this.nodeId = builder.nodeId;
        this.roles = Collections.unmodifiableSet(EnumSet.copyOf(builder.roles));
        this.rack = builder.rack;
        Map<String, String> named = new TreeMap<>(builder.hosts);
        named.putIfAbsent(Listener.INTERNAL, "kafka-" + nodeId);
        this.hosts = Collections.unmodifiableMap(named);
        this.ports = Collections.unmodifiableMap(new TreeMap<>(builder.ports));
        this.bindAddress = builder.bindAddress;
        this.logDirs = builder.logDirs.isEmpty() ? List.of("/var/lib/kafka/data") : List.copyOf(builder.logDirs);
        this.storage = builder.storage;
        this.directoryId = builder.directoryId;
    }

    /**
     * Returns a builder of a broker.
     *
     * @param nodeId its id
     * @return the builder
     */
    public static Builder broker(int nodeId) {
        return new Builder(nodeId, EnumSet.of(NodeRole.BROKER));
    }

    /**
     * Returns a builder of a controller.
     *
     * @param nodeId its id
     * @return the builder
     */
    public static Builder controller(int nodeId) {
        return new Builder(nodeId, EnumSet.of(NodeRole.CONTROLLER));
    }

    /**
     * Returns a builder of a node with both roles.
     *
     * @param nodeId its id
     * @return the builder
     */
    public static Builder combined(int nodeId) {
        return new Builder(nodeId, EnumSet.allOf(NodeRole.class));
    }

    /**
     * Returns its id.
     *
     * @return the node id
     */
    public int nodeId() {
        return nodeId;
    }

    /**
     * Returns its roles.
     *
     * @return one or two
     */
    public Set<NodeRole> roles() {
        return roles;
    }

    /**
     * Tells whether it keeps records.
     *
     * @return whether it is a broker
     */
    public boolean isBroker() {
        return roles.contains(NodeRole.BROKER);
    }

    /**
     * Tells whether it votes.
     *
     * @return whether it is a controller
     */
    public boolean isController() {
        return roles.contains(NodeRole.CONTROLLER);
    }

    /**
     * Returns where it stands.
     *
     * @return its rack, or empty
     */
    public Optional<String> rack() {
        return rack;
    }

    /**
     * Returns the host under which it is known in a network.
     *
     * @param network the network
     * @return a host, or empty if it is not known there
     */
    public Optional<String> host(String network) {
        return Optional.ofNullable(hosts.get(network));
    }

    /**
     * Returns the host under which nodes know it.
     *
     * @return a host
     */
    public String host() {
        return hosts.getOrDefault(Listener.INTERNAL, "kafka-" + nodeId);
    }

    /**
     * Returns the port of a listener, if it is another one here.
     *
     * @param listener the listener's name
     * @return a port, or empty for the listener's own
     */
    public OptionalInt port(String listener) {
        Integer port = ports.get(listener);
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    /**
     * Returns the address that it binds.
     *
     * @return an address, or an empty text for all interfaces
     */
    public String bindAddress() {
        return bindAddress;
    }

    /**
     * Returns its log dirs.
     *
     * @return paths, at least one
     */
    public List<String> logDirs() {
        return logDirs;
    }

    /**
     * Returns whether its disks outlive it.
     *
     * @return the kind of its storage
     */
    public Storage storage() {
        return storage;
    }

    /**
     * Returns the id of its metadata log dir.
     *
     * @return the id with which the first voters of a dynamic quorum are formatted, or empty
     */
    public Optional<Uuid> directoryId() {
        return directoryId;
    }

    /**
     * Returns a builder that holds what this node is.
     *
     * @return the builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder(nodeId, EnumSet.copyOf(roles));
        builder.rack = rack;
        builder.hosts.putAll(hosts);
        builder.ports.putAll(ports);
        builder.bindAddress = bindAddress;
        builder.logDirs.addAll(logDirs);
        builder.storage = storage;
        builder.directoryId = directoryId;
        return builder;
    }

    @Override
    public String toString() {
        return "node " + nodeId + " " + roles
                + rack.map(name -> " in rack " + name).orElse("");
    }

    /** Collects what a node is. */
    public static final class Builder {
        private final int nodeId;
        private final Set<NodeRole> roles;
        private Optional<String> rack = Optional.empty();
        private final Map<String, String> hosts = new TreeMap<>();
        private final Map<String, Integer> ports = new TreeMap<>();
        private String bindAddress = "";
        private final List<String> logDirs = new ArrayList<>();
        private Storage storage = Storage.PERSISTENT;
        private Optional<Uuid> directoryId = Optional.empty();

        private Builder(int nodeId, Set<NodeRole> roles) {
            if (nodeId < 0) {
                throw new IllegalArgumentException("Node id " + nodeId + ": must be 0 or more");
            }
            this.nodeId = nodeId;
            this.roles = roles;
        }

        /**
         * Says where it stands. If not set, it has no rack.
         *
         * @param name a rack, zone or hall
         * @return this
         */
        public Builder rack(String name) {
            if (name.isBlank()) {
                throw new IllegalArgumentException(
                        "Node " + nodeId + ": an empty rack is a rack of its own to Kafka. Leave it out.");
            }
            this.rack = Optional.of(name);
            return this;
        }

        /**
         * Names the host under which nodes, and clients inside, know it. If not set, {@code kafka-<id>}.
         *
         * @param host a name or an address
         * @return this
         */
        public Builder host(String host) {
            return host(Listener.INTERNAL, host);
        }

        /**
         * Names the host under which clients of a network know it. If not set, it has no listeners of that network.
         *
         * @param network the network
         * @param host a name or an address
         * @return this
         */
        public Builder host(String network, String host) {
            if (host.isBlank() || host.equals("0.0.0.0")) {
                throw new IllegalArgumentException("Node " + nodeId + ": host \"" + host
                        + "\" cannot be connected to. Give the name under which others reach it.");
            }
            hosts.put(network, host);
            return this;
        }

        /**
         * Gives a listener another port on this node. If not set, the listener's own.
         *
         * @param listener the listener's name
         * @param port the port
         * @return this
         */
        public Builder port(String listener, int port) {
            ports.put(listener, port);
            return this;
        }

        /**
         * Says which address it binds. If not set, those of all interfaces.
         *
         * @param address an address of the machine
         * @return this
         */
        public Builder bindAddress(String address) {
            this.bindAddress = address;
            return this;
        }

        /**
         * Adds a log dir. If not set, {@code /var/lib/kafka/data}.
         *
         * @param path where it is
         * @return this
         */
        public Builder logDir(String path) {
            logDirs.add(path);
            return this;
        }

        /**
         * Says whether its disks outlive it. If not set, they do.
         *
         * @param kind the kind of its storage
         * @return this
         */
        public Builder storage(Storage kind) {
            this.storage = kind;
            return this;
        }

        /**
         * Sets the id of its metadata log dir, which the first voters of a dynamic quorum need. If not set, the topology
         * derives one from the cluster id and the node id.
         *
         * @param id the id
         * @return this
         */
        public Builder directoryId(Uuid id) {
            this.directoryId = Optional.of(id);
            return this;
        }

        /**
         * Builds.
         *
         * @return the node
         */
        public TopologyNode build() {
            return new TopologyNode(this);
        }
    }
}
