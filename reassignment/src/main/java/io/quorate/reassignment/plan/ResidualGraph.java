// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Shortest paths between brokers over which replicas can be passed on.
 *
 * <p>Placing replicas is a flow of least cost: from each partition as many units as it has replicas, over at most one arc to
 * each broker, at a cost of 1 where the broker had no replica of it, to the brokers, and from those to a sink, between low
 * and high units each. Its residual graph is not built. An arc from broker a to broker b stands for any partition that can
 * give its replica on a to b; it costs 1 if b is new to the partition, 0 if b had it before, and 1 less if a was new. The
 * node {@link #pool()} stands for the room between lows and highs: who is below its high can pass a unit to it, who is
 * above its low can take one back from it, at no cost.
 *
 * <p>Arcs to new brokers lead to nearly all of a rack. They are looked at only while the rack has a broker that is
 * further away, so a search costs about as many steps as there are replicas, not replicas times brokers.
 *
 * <p>Distances are corrected until they hold (Bellman-Ford over Dial's buckets), since costs may be negative. A cycle of
 * negative cost shows itself by a node that would become its own ancestor.
 */
final class ResidualGraph {
    static final int FAR = Integer.MAX_VALUE / 2;
    private static final int NONE = -1;

    private final ReplicaSlots slots;
    private final ReplicaLists lists;
    private final PlacementTask task;
    private final Bands bands;
    private final int[][] receivers;
    private final int[] distance;
    private final int[] parent;
    private final int[] via;
    private final int[] furthest;
    private final NodeQueue queue;
    private int cycle = NONE;
    private int end = NONE;
    private int enough = FAR;
    private IntPredicate isEnd = node -> false;
    private long steps;

    ResidualGraph(ReplicaSlots slots, ReplicaLists lists, Bands bands) {
        this.slots = slots;
        this.lists = lists;
        this.task = slots.task;
        this.bands = bands;
        int nodes = task.brokerCount() + 1;
        this.distance = new int[nodes];
        this.parent = new int[nodes];
        this.via = new int[nodes];
        this.furthest = new int[task.rackCount];
        this.queue = new NodeQueue(nodes, nodes + 1);
        this.receivers = new int[task.rackCount][0];
        for (int broker = 0; broker < task.brokerCount(); broker++) {
            if (task.receives[broker]) {
                int rack = task.rackOf[broker];
                receivers[rack] = Arrays.copyOf(receivers[rack], receivers[rack].length + 1);
                receivers[rack][receivers[rack].length - 1] = broker;
            }
        }
    }

    /** The node that stands for the room between lows and highs. */
    int pool() {
        return task.brokerCount();
    }

    int distance(int node) {
        return distance[node];
    }

    int parent(int node) {
        return parent[node];
    }

    /** The slot whose replica is passed on from the parent of a node, or -1 if one of the two is the pool. */
    int via(int node) {
        return via[node];
    }

    /** A node on a cycle of negative cost along {@link #parent}, or -1 if none was found. */
    int cycle() {
        return cycle;
    }

    /** How many replicas were looked at so far. */
    long steps() {
        return steps;
    }

    /** Forgets all paths. */
    void clear() {
        Arrays.fill(distance, FAR);
        Arrays.fill(parent, NONE);
        Arrays.fill(via, NONE);
        queue.clear();
        cycle = NONE;
    }

    void start(int node) {
        distance[node] = 0;
        queue.put(node, 0);
    }

    /** Finds the shortest paths from the nodes started at, or a cycle of negative cost. */
    void search() {
        search(FAR, node -> false);
    }

    /**
     * The same, but ends as soon as a path to an end costs no more than is enough.
     *
     * @return that end, or -1
     */
    int search(int enough, IntPredicate isEnd) {
        this.enough = enough;
        this.isEnd = isEnd;
        end = NONE;
        for (int rack = 0; rack < furthest.length; rack++) {
            furthest[rack] = furthest(rack);
        }
        for (int node = queue.poll(); node != NONE && cycle == NONE; node = queue.poll()) {
            if (distance[node] > enough || end != NONE) {
                return end;
            }
            if (node == pool()) {
                for (int broker = 0; broker < pool(); broker++) {
                    if (slots.count(broker) > bands.low[broker]) {
                        relax(node, NONE, broker, distance[node]);
                    }
                }
            } else {
                expand(node);
            }
        }
        return end;
    }

    private int furthest(int rack) {
        int most = -FAR;
        for (int broker : receivers[rack]) {
            most = Math.max(most, distance[broker]);
        }
        return most;
    }

    private void expand(int broker) {
        if (slots.count(broker) < bands.high[broker]) {
            relax(broker, NONE, pool(), distance[broker]);
        }
        for (int slot = lists.head(broker); slot != NONE && cycle == NONE && end == NONE; slot = lists.next(slot)) {
            steps++;
            int given = distance[broker] - (slots.origin(slot) == broker ? 0 : 1);
            toOrigins(broker, slot, given);
            toNew(broker, slot, given + 1);
        }
    }

    private void toOrigins(int broker, int slot, int cost) {
        int partition = lists.partitionOf(slot);
        for (int other = slots.first(partition); other < slots.end(partition); other++) {
            int origin = slots.origin(other);
            if (origin != NONE
                    && origin != slots.now(other)
                    && cost < distance[origin]
                    && task.keeps[origin]
                    && slots.mayMove(partition, slot, origin)) {
                relax(broker, slot, origin, cost);
            }
        }
    }

    private void toNew(int broker, int slot, int cost) {
        int partition = lists.partitionOf(slot);
        for (int rack = 0; rack < furthest.length; rack++) {
            if (furthest[rack] > cost && reaches(partition, task.rackOf[broker], rack)) {
                for (int to : receivers[rack]) {
                    if (distance[to] > cost && slots.mayMove(partition, slot, to)) {
                        relax(broker, slot, to, cost);
                    }
                }
                furthest[rack] = furthest(rack);
            }
        }
    }

    private boolean reaches(int partition, int from, int to) {
        return from == to || slots.inRack(partition, to) < slots.inRack(partition, from);
    }

    private void relax(int from, int slot, int to, int cost) {
        if (cost >= distance[to] || cycle != NONE || end != NONE) {
            return;
        }
        boolean closes = false;
        for (int node = from; node != NONE && !closes; node = parent[node]) {
            closes = node == to;
        }
        distance[to] = cost;
        parent[to] = from;
        via[to] = slot;
        if (closes) {
            cycle = to;
        } else if (cost <= enough && isEnd.test(to)) {
            end = to;
        } else {
            queue.put(to, cost);
        }
    }
}
