// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.Arrays;

/**
 * Hands leaderships along shortest paths, from brokers that lead more than their band allows to those that lead less.
 *
 * <p>A min-cost flow by the primal-dual method: a node is a broker, an arc a partition that can be handed over, its cost what
 * that does to the number of changed partitions. What a broker leads between the ends of its band lies in a pool; a node for
 * each pool hands that out. Potentials keep every reduced cost at 0 or above, so each path is a cheapest one, and the flow
 * that is left when no path is needed any more changes the fewest partitions that any flow with these bands can.
 */
final class LeaderFlow {
    /** Whether paths look at what they cost, and where they may go. */
    enum Search {
        /** Any path through any broker that changes the fewest partitions. */
        FEWEST_CHANGES,
        /** Any path at all among the brokers of a pool. */
        WITHIN_POOLS
    }

    private static final int FAR = Integer.MAX_VALUE / 2;

    private final LeadCells cells;
    private final LeaderBands bands;
    private final Search search;
    private final int brokers;
    private final int nodes;
    private final int[] excess;
    private final int[] pooled;
    private final int[] potential;
    private final int[] distance;
    private final int[] arc;
    private final boolean[] seen;
    private final boolean[] onPath;
    private final int[] path;

    LeaderFlow(LeadCells cells, LeaderBands bands, int[] led, Search search) {
        this.cells = cells;
        this.bands = bands;
        this.search = search;
        this.brokers = led.length;
        this.nodes = brokers + bands.pools();
        this.excess = new int[nodes];
        this.pooled = new int[brokers];
        this.potential = new int[nodes];
        this.distance = new int[nodes];
        this.arc = new int[nodes];
        this.seen = new boolean[nodes];
        this.onPath = new boolean[nodes];
        this.path = new int[nodes];
        for (int broker = 0; broker < brokers; broker++) {
            int above = led[broker] - bands.low(broker);
            pooled[broker] = Math.max(0, Math.min(above, bands.width(broker)));
            excess[broker] = above - pooled[broker];
            excess[poolOf(broker)] += pooled[broker];
        }
        for (int pool = 0; pool < bands.pools(); pool++) {
            excess[brokers + pool] -= bands.spare(pool);
        }
    }

    /**
     * Hands over until every broker is within its band, or what is left cannot get anywhere.
     *
     * @return whether all are within their bands; if not, {@link #isStuck} tells where the rest cannot leave
     */
    boolean run() {
        while (Arrays.stream(excess).anyMatch(units -> units > 0)) {
            int nearest = measure();
            if (nearest == FAR) {
                return false;
            }
            for (int node = 0; node < nodes; node++) {
                potential[node] += Math.min(distance[node], nearest);
            }
            while (push()) {
                // Arcs that a path opened are seen by the next round only.
            }
        }
        return true;
    }

    /** Tells whether a broker was reached by units that found no place. */
    boolean isStuck(int broker) {
        return distance[broker] < FAR;
    }

    /** How many leaderships a broker has now. */
    int led(int broker) {
        return bands.low(broker) + pooled[broker] + excess[broker];
    }

    /** Distances from the brokers that have too many, up to the nearest that has too few (Dijkstra on a dense graph). */
    private int measure() {
        Arrays.fill(seen, false);
        for (int node = 0; node < nodes; node++) {
            distance[node] = excess[node] > 0 ? 0 : FAR;
        }
        while (true) {
            int node = -1;
            for (int other = 0; other < nodes; other++) {
                if (!seen[other] && distance[other] < FAR && (node < 0 || distance[other] < distance[node])) {
                    node = other;
                }
            }
            if (node < 0) {
                return FAR;
            }
            if (excess[node] < 0) {
                return distance[node];
            }
            seen[node] = true;
            for (int to = 0; to < nodes; to++) {
                if (!seen[to] && distance[node] < distance[to]) {
                    int length = reduced(node, to);
                    if (length < FAR) {
                        distance[to] = Math.min(distance[to], distance[node] + length);
                    }
                }
            }
        }
    }

    /** One round of units along arcs of reduced cost 0 (depth first); false if none got anywhere. */
    private boolean push() {
        Arrays.fill(seen, false);
        Arrays.fill(arc, 0);
        boolean pushed = false;
        for (int source = 0; source < nodes; source++) {
            while (excess[source] > 0 && !seen[source] && pushFrom(source)) {
                pushed = true;
            }
        }
        return pushed;
    }

    private boolean pushFrom(int source) {
        int length = 0;
        path[0] = source;
        onPath[source] = true;
        while (length >= 0) {
            int node = path[length];
            int to = nextArc(node);
            if (to < 0) {
                seen[node] = true;
                onPath[node] = false;
                length--;
            } else {
                path[++length] = to;
                if (excess[to] < 0) {
                    carry(length);
                    return true;
                }
                onPath[to] = true;
            }
        }
        return false;
    }

    private int nextArc(int node) {
        for (; arc[node] < nodes; arc[node]++) {
            int to = arc[node];
            if (!seen[to] && !onPath[to] && isTight(node, to)) {
                return to;
            }
        }
        return -1;
    }

    private void carry(int length) {
        excess[path[0]]--;
        excess[path[length]]++;
        for (int i = 0; i < length; i++) {
            int from = path[i];
            int to = path[i + 1];
            onPath[from] = false;
            if (to >= brokers) {
                pooled[from]++;
            } else if (from >= brokers) {
                pooled[to]--;
            } else if (search == Search.FEWEST_CHANGES) {
                cells.handOver(from, to, potential[to] - potential[from]);
            } else {
                cells.handOver(from, to, anyCost(from, to));
            }
        }
    }

    private int anyCost(int from, int to) {
        int cost = LeadCells.RESTORES;
        while (!cells.any(from, to, cost)) {
            cost++;
        }
        return cost;
    }

    private boolean isTight(int from, int to) {
        if (from >= brokers || to >= brokers || search == Search.WITHIN_POOLS) {
            return reduced(from, to) == 0;
        }
        int cost = potential[to] - potential[from];
        return cost >= LeadCells.RESTORES && cost <= LeadCells.CHANGES && cells.any(from, to, cost);
    }

    /** The reduced cost of the cheapest arc, or {@link #FAR} if there is none. */
    private int reduced(int from, int to) {
        if (from >= brokers || to >= brokers) {
            return isPoolArc(from, to) ? potential[from] - potential[to] : FAR;
        }
        if (search == Search.WITHIN_POOLS) {
            return poolOf(from) == poolOf(to) && cells.any(from, to) ? 0 : FAR;
        }
        for (int cost = LeadCells.RESTORES; cost <= LeadCells.CHANGES; cost++) {
            if (cells.any(from, to, cost)) {
                return cost + potential[from] - potential[to];
            }
        }
        return FAR;
    }

    private boolean isPoolArc(int from, int to) {
        if (to >= brokers) {
            return from < brokers && poolOf(from) == to && pooled[from] < bands.width(from);
        }
        return poolOf(to) == from && pooled[to] > 0;
    }

    private int poolOf(int broker) {
        return brokers + bands.pool(broker);
    }
}
