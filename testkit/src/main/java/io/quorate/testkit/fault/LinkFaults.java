// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import io.quorate.testkit.link.Link;
import io.quorate.testkit.link.LinkCondition;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Faults of the links of one node. They need a cluster that was built with
 * {@link io.quorate.testkit.cluster.TestClusterBuilder#links()}. What a node sends to itself is never touched.
 *
 * <pre>{@code
 * faults.links(Target.leaderOf("orders", 0)).with(Peers.BROKERS).direction(Direction.OUTGOING).cut();
 * }</pre>
 */
public final class LinkFaults {
    private final Faults faults;
    private final Target target;
    private @Nullable Set<Peers> peers;
    private @Nullable Set<Integer> nodes;
    private Direction direction = Direction.BOTH;

    LinkFaults(Faults faults, Target target) {
        this.faults = faults;
        this.target = target;
    }

    /**
     * Sets which kinds of peers are at the other end. If not set, all of them.
     *
     * @param first one kind
     * @param more other kinds
     * @return this
     */
    public LinkFaults with(Peers first, Peers... more) {
        if (peers != null) {
            throw new IllegalStateException("The peers are " + peers + " already, so not also " + first
                    + Arrays.toString(more) + ": name all in one call");
        }
        peers = EnumSet.of(first, more);
        return this;
    }

    /**
     * Sets which nodes are at the other end. If not set, all nodes, and clients.
     *
     * @param nodeIds their ids
     * @return this
     */
    public LinkFaults withNodes(int... nodeIds) {
        nodes = Arrays.stream(nodeIds).boxed().collect(Collectors.toCollection(TreeSet::new));
        return this;
    }

    /**
     * Sets who opens the connections. If not set, both sides.
     *
     * @param newDirection seen from the node
     * @return this
     */
    public LinkFaults direction(Direction newDirection) {
        direction = newDirection;
        return this;
    }

    /**
     * Cuts the links: nothing gets through and nobody is told, as when a network drops packets. Connections are not closed by
     * this; their ends may give up on them.
     *
     * @return heals the links when closed
     */
    public Fault cut() {
        return impose("cut", LinkCondition.cut());
    }

    /**
     * Delays all that passes.
     *
     * @param oneWay the delay of each direction; a request and its answer take twice as much
     * @return makes the links fast again when closed
     */
    public Fault slow(Duration oneWay) {
        return impose("slowed down by " + oneWay.toMillis() + " ms each way", LinkCondition.latency(oneWay));
    }

    /**
     * Limits how much passes, for each link and each direction.
     *
     * @param bytesPerSecond at least 1
     * @return lifts the limit when closed
     */
    public Fault throttle(long bytesPerSecond) {
        return impose("throttled to " + bytesPerSecond + " B/s", LinkCondition.bandwidth(bytesPerSecond));
    }

    /**
     * Resets the connections that are open now, once. There is nothing to undo: new ones can be made at once.
     *
     * @return how many connections were reset
     */
    public int reset() {
        return faults.cluster().links().reset(links(target.nodeId(faults.cluster())));
    }

    private Fault impose(String what, LinkCondition condition) {
        int nodeId = target.nodeId(faults.cluster());
        var suffering = faults.cluster().links().impose(links(nodeId), condition);
        return faults.opened(nodeId, "links of node " + nodeId + " with " + describe() + " " + what, suffering::close);
    }

    private Predicate<Link> links(int nodeId) {
        Set<Peers> kinds = peers == null ? EnumSet.allOf(Peers.class) : EnumSet.copyOf(peers);
        Set<Integer> others = nodes;
        Direction side = direction;
        return link -> link.touches(nodeId)
                && kinds.stream().anyMatch(kind -> kind.traffic() == link.traffic())
                && (side == Direction.BOTH || link.leaves(nodeId) == (side == Direction.OUTGOING))
                && (others == null || others.contains(otherEnd(link, nodeId)));
    }

    /** Clients have no id, and none is negative. */
    private static int otherEnd(Link link, int nodeId) {
        return link.leaves(nodeId) ? link.to() : link.from().orElse(-1);
    }

    private String describe() {
        return (peers == null ? "all peers" : peers.toString())
                + (nodes == null ? "" : " on nodes " + nodes)
                + (direction == Direction.BOTH ? "" : " (" + direction + ")");
    }
}
