// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.link.Front;
import io.quorate.testkit.link.Link;
import io.quorate.testkit.link.Links;
import io.quorate.testkit.link.NodeAddress;
import io.quorate.testkit.link.Traffic;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The links between the nodes of a cluster, or none. */
final class ClusterLinks {
    private final @Nullable Links links;

    private ClusterLinks(@Nullable Links links) {
        this.links = links;
    }

    static ClusterLinks wired(Wiring wiring) {
        if (wiring == Wiring.DIRECT) {
            return new ClusterLinks(null);
        }
        if (!NodeAddress.isUsable()) {
            throw new TestClusterException(
                    "No cluster with links was started: each node needs a loopback address of its"
                            + " own, and " + NodeAddress.of(1)
                            + " cannot be bound here. On Linux it can; elsewhere give the"
                            + " loopback interface one such alias for each node (ifconfig lo0 alias "
                            + NodeAddress.of(1)
                            + "), or leave out links().");
        }
        return new ClusterLinks(Links.open());
    }

    /** Puts proxies at the ports that others know, and lets the node itself listen at others. */
    NodePorts front(int nodeId, NodePorts known, Function<String, Endpoint> lease) {
        Links open = links;
        if (open == null) {
            return known;
        }
        return new NodePorts(
                known.client(),
                known.controller(),
                front(open, nodeId, known.client(), Traffic.BROKER, lease),
                front(open, nodeId, known.controller(), Traffic.CONTROLLER, lease),
                known.directoryId());
    }

    /** Puts a proxy between ZooKeeper and the brokers, and returns where these reach it. */
    Endpoint frontOfZooKeeper(Endpoint bound, Supplier<Endpoint> lease) {
        Links open = links;
        if (open == null) {
            return bound;
        }
        Endpoint known = lease.get();
        open.add(new Front(
                known.port(), Link.ZOOKEEPER, Traffic.CONTROLLER, new InetSocketAddress(bound.host(), bound.port())));
        return known;
    }

    private static Optional<Endpoint> front(
            Links open, int nodeId, Optional<Endpoint> known, Traffic traffic, Function<String, Endpoint> lease) {
        return known.map(endpoint -> {
            Endpoint bound = lease.apply(endpoint.listener());
            open.add(new Front(endpoint.port(), nodeId, traffic, new InetSocketAddress(bound.host(), bound.port())));
            return bound;
        });
    }

    /** Lets the node connect to others from its own address. */
    List<String> jvmArguments(int nodeId) {
        return links == null
                ? List.of()
                : List.of(
                        "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
                        "-Djava.nio.channels.spi.SelectorProvider=" + NodeSelectorProvider.class.getName(),
                        "-D" + NodeSelectorProvider.ADDRESS + "=" + NodeAddress.of(nodeId));
    }

    Links links() {
        Links open = links;
        if (open == null) {
            throw new IllegalStateException("The nodes of this cluster are connected directly, so no link can be"
                    + " disturbed: build it with TestCluster.builder().links()");
        }
        return open;
    }

    void close() {
        if (links != null) {
            links.close();
        }
    }
}
