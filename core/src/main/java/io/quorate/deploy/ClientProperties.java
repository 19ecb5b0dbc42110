// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import io.quorate.topology.ClusterTopology;
import io.quorate.topology.Listener;

/** The properties with which a client finds a cluster. Secrets are not among them. */
public final class ClientProperties {
    private ClientProperties() {}

    /**
     * Renders {@code client.properties}: {@code bootstrap.servers} and {@code security.protocol}.
     *
     * @param topology the cluster
     * @param network the network that the client is in, such as {@link Listener#INTERNAL}
     * @return the file
     * @throws IllegalArgumentException if no broker is reached from that network
     */
    public static RenderedFile of(ClusterTopology topology, String network) {
        StringBuilder text = new StringBuilder("bootstrap.servers=")
                .append(topology.bootstrapServers(network))
                .append('\n');
        topology.listeners().stream()
                .filter(listener -> listener.network().equals(network) && listener.use() == Listener.Use.CLIENTS)
                .findFirst()
                .ifPresent(listener -> text.append("security.protocol=")
                        .append(listener.protocol().name)
                        .append('\n'));
        return new RenderedFile("client.properties", text.toString());
    }
}
