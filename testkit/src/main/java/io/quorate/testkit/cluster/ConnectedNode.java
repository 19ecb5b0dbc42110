// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.distribution.KafkaRelease;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.Node;

/** A node of a {@link ConnectedTestCluster}. */
final class ConnectedNode implements TestNode {
    private final int nodeId;
    private final String listener;
    private final Optional<Node> broker;
    private final Supplier<ConnectedView> now;

    /** Takes the broker as it was when it was last seen, unless the node is a mere controller. */
    ConnectedNode(int nodeId, String listener, Optional<Node> broker, Supplier<ConnectedView> now) {
        this.nodeId = nodeId;
        this.listener = listener;
        this.broker = broker;
        this.now = now;
    }

    @Override
    public int nodeId() {
        return nodeId;
    }

    @Override
    public Set<Role> roles() {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        if (broker.isPresent()) {
            roles.add(Role.BROKER);
        }
        if (now.get().isVoter(nodeId)) {
            roles.add(Role.CONTROLLER);
        }
        return Set.copyOf(roles);
    }

    @Override
    public Optional<String> rack() {
        return broker.map(Node::rack);
    }

    @Override
    public KafkaRelease release() {
        throw refused("does not tell its release: brokers name the versions of their APIs only");
    }

    @Override
    public NodeState state() {
        return now.get().runs(nodeId) ? NodeState.RUNNING : NodeState.STOPPED;
    }

    @Override
    public OptionalLong pid() {
        throw refused("has no process that is ours");
    }

    @Override
    public Optional<Endpoint> clientEndpoint() {
        return broker.map(seen -> new Endpoint(listener, seen.host(), seen.port()));
    }

    @Override
    public Optional<Endpoint> controllerEndpoint() {
        return now.get().controllerEndpoint(nodeId);
    }

    @Override
    public Path logFile() {
        throw refused("has its log where those who run it keep it");
    }

    @Override
    public Path dataDirectory() {
        throw refused("has its data where those who run it keep them");
    }

    @Override
    public List<Path> logDirs() {
        return List.of(dataDirectory());
    }

    private UnsupportedOperationException refused(String why) {
        return ConnectedTestCluster.refused("Node " + nodeId + " " + why);
    }

    @Override
    public String toString() {
        return "node " + nodeId;
    }
}
