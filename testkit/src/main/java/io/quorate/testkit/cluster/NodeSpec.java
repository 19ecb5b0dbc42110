// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.distribution.KafkaDistribution;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A node that a cluster is to have.
 *
 * @param nodeId its id, 0 or more
 * @param roles at least one role
 * @param rack {@code broker.rack}, if it has one
 * @param properties broker properties of this node alone; they win over those of the cluster
 * @param distribution the Kafka that it runs, if it is not that of the cluster
 */
public record NodeSpec(
        int nodeId,
        Set<Role> roles,
        Optional<String> rack,
        Map<String, String> properties,
        Optional<KafkaDistribution> distribution) {
    /**
     * Checks the values.
     *
     * @param nodeId its id
     * @param roles its roles
     * @param rack its rack
     * @param properties its properties
     * @param distribution its Kafka
     * @throws IllegalArgumentException if the id is negative or there is no role
     */
    public NodeSpec {
        if (nodeId < 0) {
            throw new IllegalArgumentException("A node id is 0 or more, but this is " + nodeId);
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException(
                    "Node " + nodeId + " has no role: make it a broker, a controller or both");
        }
        roles = Set.copyOf(roles);
        properties = Map.copyOf(new TreeMap<>(properties));
    }

    /**
     * Returns a node that is broker and controller.
     *
     * @param nodeId its id
     * @return the node
     */
    public static NodeSpec combined(int nodeId) {
        return of(nodeId, Set.of(Role.BROKER, Role.CONTROLLER));
    }

    /**
     * Returns a node that is a broker only.
     *
     * @param nodeId its id
     * @return the node
     */
    public static NodeSpec broker(int nodeId) {
        return of(nodeId, Set.of(Role.BROKER));
    }

    /**
     * Returns a node that is a controller only.
     *
     * @param nodeId its id
     * @return the node
     */
    public static NodeSpec controller(int nodeId) {
        return of(nodeId, Set.of(Role.CONTROLLER));
    }

    private static NodeSpec of(int nodeId, Set<Role> roles) {
        return new NodeSpec(nodeId, roles, Optional.empty(), Map.of(), Optional.empty());
    }

    /**
     * Returns this node in a rack.
     *
     * @param newRack {@code broker.rack}, or {@code null} for none
     * @return a node that differs in its rack
     */
    public NodeSpec withRack(@Nullable String newRack) {
        return new NodeSpec(nodeId, roles, Optional.ofNullable(newRack), properties, distribution);
    }

    /**
     * Returns this node with one more property of its own.
     *
     * @param key a key as Kafka spells it
     * @param value its value
     * @return a node that differs in this property
     */
    public NodeSpec withProperty(String key, String value) {
        Map<String, String> all = new LinkedHashMap<>(properties);
        all.put(key, value);
        return new NodeSpec(nodeId, roles, rack, all, distribution);
    }

    /**
     * Returns this node with a release of its own, so that a cluster can be mixed. In a mixed cluster the oldest release
     * decides which features the nodes agree on: the {@code metadata.version} that they are formatted with, or the
     * {@code inter.broker.protocol.version} of brokers with ZooKeeper.
     *
     * @param version a release, such as {@code 3.9.2}
     * @return a node that differs in its release
     * @throws IllegalArgumentException if the text is no release number, or older than 2.1
     */
    public NodeSpec withVersion(String version) {
        return withDistribution(KafkaDistribution.of(version));
    }

    /**
     * Returns this node with a Kafka of its own, as {@link #withVersion} does.
     *
     * @param kafka the Kafka that it runs
     * @return a node that differs in its Kafka
     */
    public NodeSpec withDistribution(KafkaDistribution kafka) {
        return new NodeSpec(nodeId, roles, rack, properties, Optional.of(kafka));
    }

    /**
     * Tells whether the node is a broker.
     *
     * @return whether it has the role
     */
    public boolean isBroker() {
        return roles.contains(Role.BROKER);
    }

    /**
     * Tells whether the node is a controller.
     *
     * @return whether it has the role
     */
    public boolean isController() {
        return roles.contains(Role.CONTROLLER);
    }
}
