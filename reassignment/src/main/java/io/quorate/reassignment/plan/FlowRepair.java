// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a placement optimal: the fewest moves of all placements that keep the bands.
 *
 * <ol>
 *   <li>While there is a cycle of negative cost in the {@link ResidualGraph}, replicas are passed on along it. Then no
 *       placement with the same loads moves fewer.
 *   <li>While a broker is above its high or below its low, a replica is passed on along a shortest path from where one is
 *       too many to where one is missing. That keeps the first property (successive shortest paths).
 * </ol>
 *
 * <p>When no cycle is left the distances prove it: they are a dual solution of the same value.
 */
final class FlowRepair {
    private final ReplicaSlots slots;
    private final ReplicaLists lists;
    private final Bands bands;
    private final ResidualGraph graph;
    private final long budget;
    private boolean exact = true;
    private boolean widened;

    FlowRepair(ReplicaSlots slots, Bands bands, long budget) {
        this.slots = slots;
        this.bands = bands;
        this.lists = new ReplicaLists(slots);
        this.graph = new ResidualGraph(slots, lists, bands);
        this.budget = budget;
    }

    /**
     * Repairs.
     *
     * @return {@code true} if the result is proven to be optimal
     */
    boolean run() {
        cancelCycles();
        augment();
        if (exact && !bands.hold(slots)) {
            // Not every band can be reached. What can be is the balance that the plan is proven for.
            bands.widen(slots);
            widened = true;
            cancelCycles();
        }
        return exact;
    }

    /**
     * Evens as far as that costs nothing. To be called while no more is moved than is forced: then no path costs less than
     * nothing, and the first that costs nothing is a shortest one.
     */
    void runFree() {
        while (!bands.hold(slots) && !outOfBudget()) {
            long wanted = pooled();
            start(wanted);
            int end = graph.search(0, node -> node < graph.pool() && isEnd(node, wanted));
            if (end < 0 || !pass(path(end), false)) {
                return;
            }
        }
    }

    /** Whether some band could not be reached. */
    boolean widened() {
        return widened;
    }

    long steps() {
        return graph.steps();
    }

    boolean outOfBudget() {
        return graph.steps() > budget;
    }

    private void cancelCycles() {
        while (exact) {
            graph.clear();
            for (int node = 0; node <= graph.pool(); node++) {
                graph.start(node);
            }
            graph.search();
            if (graph.cycle() < 0) {
                return;
            }
            cancel();
        }
    }

    private void cancel() {
        exact = !outOfBudget() && pass(ring(), true);
    }

    private void augment() {
        while (exact && !bands.hold(slots)) {
            long wanted = pooled();
            start(wanted);
            graph.search();
            if (graph.cycle() >= 0) {
                cancel();
                continue;
            }
            int nearest = nearest(wanted);
            if (nearest == ResidualGraph.FAR) {
                return;
            }
            exact = !outOfBudget() && augmentAll(nearest);
        }
    }

    /** Begins paths where one unit is too many. */
    private void start(long wanted) {
        graph.clear();
        for (int broker = 0; broker < graph.pool(); broker++) {
            if (slots.count(broker) > bands.high[broker]) {
                graph.start(broker);
            }
        }
        if (wanted < 0) {
            graph.start(graph.pool());
        }
    }

    /** How many units the pool lacks: what is above the highs, less what is below the lows. */
    private long pooled() {
        long wanted = 0;
        for (int broker = 0; broker < graph.pool(); broker++) {
            wanted += Math.max(0, slots.count(broker) - bands.high[broker]);
            wanted -= Math.max(0, bands.low[broker] - slots.count(broker));
        }
        return wanted;
    }

    private boolean isEnd(int broker, long wanted) {
        return slots.count(broker) < bands.low[broker] || (wanted > 0 && slots.count(broker) < bands.high[broker]);
    }

    private int nearest(long wanted) {
        int nearest = ResidualGraph.FAR;
        for (int broker = 0; broker < graph.pool(); broker++) {
            if (isEnd(broker, wanted)) {
                nearest = Math.min(nearest, graph.distance(broker));
            }
        }
        return nearest;
    }

    /** Distances stay right while only shortest paths are used, so one search serves many ends. */
    private boolean augmentAll(int nearest) {
        boolean any = false;
        for (int end = 0; end < graph.pool(); end++) {
            while (graph.distance(end) == nearest && isEnd(end, pooled())) {
                List<ReplicaArc> path = path(end);
                if (path.isEmpty() || !hasSurplus(path.get(0).from()) || !pass(path, false)) {
                    break;
                }
                any = true;
            }
        }
        return any;
    }

    private boolean hasSurplus(int root) {
        return root == graph.pool() ? pooled() < 0 : slots.count(root) > bands.high[root];
    }

    /** The path to a node, with slots that are good now; empty if a part of it has been used up. */
    private List<ReplicaArc> path(int end) {
        List<ReplicaArc> arcs = new ArrayList<>();
        for (int node = end; graph.parent(node) >= 0; node = graph.parent(node)) {
            ReplicaArc arc = new ReplicaArc(graph.parent(node), graph.via(node), node);
            int slot = arc.isPooled()
                    ? ReplicaSlots.NONE
                    : slotFor(arc, graph.distance(node) - graph.distance(graph.parent(node)));
            if (!arc.isPooled() && slot == ReplicaSlots.NONE) {
                return List.of();
            }
            arcs.add(0, new ReplicaArc(arc.from(), slot, node));
        }
        return arcs;
    }

    private List<ReplicaArc> ring() {
        List<ReplicaArc> arcs = new ArrayList<>();
        int node = graph.cycle();
        do {
            arcs.add(0, new ReplicaArc(graph.parent(node), graph.via(node), node));
            node = graph.parent(node);
        } while (node != graph.cycle());
        return arcs;
    }

    /** Passes replicas on along a path or a cycle; if one cannot be, takes all of it back. */
    private boolean pass(List<ReplicaArc> given, boolean isCycle) {
        List<ReplicaArc> arcs = ReplicaArc.uncross(given, isCycle, slots, lists);
        int[] costs = arcs.stream().mapToInt(arc -> arc.cost(slots, lists)).toArray();
        List<ReplicaArc> done = new ArrayList<>();
        for (int next = 0; next < arcs.size(); next++) {
            ReplicaArc arc = arcs.get(next);
            int slot = arc.isPooled() ? ReplicaSlots.NONE : slotFor(arc, costs[next]);
            // Around a cycle, which was just found, the pool gets what it gives.
            if (arc.isPooled() ? !isCycle && !isOpen(arc) : slot == ReplicaSlots.NONE) {
                for (int i = done.size() - 1; i >= 0; i--) {
                    lists.move(done.get(i).slot(), done.get(i).from());
                }
                return false;
            }
            if (!arc.isPooled()) {
                done.add(new ReplicaArc(arc.from(), lists.move(slot, arc.to()), arc.to()));
            }
        }
        return true;
    }

    /** Whether the pool still has room for a unit, or a unit to give: a broker has got one already, or gives one next. */
    private boolean isOpen(ReplicaArc arc) {
        return arc.to() == graph.pool()
                ? slots.count(arc.from()) <= bands.high[arc.from()]
                : slots.count(arc.to()) > bands.low[arc.to()];
    }

    /** The slot of an arc, or another one that costs no more if something changed since the search. */
    private int slotFor(ReplicaArc arc, int cost) {
        if (isGood(arc.slot(), arc, cost)) {
            return arc.slot();
        }
        for (int slot = lists.head(arc.from()); slot != ReplicaSlots.NONE; slot = lists.next(slot)) {
            if (isGood(slot, arc, cost)) {
                return slot;
            }
        }
        return ReplicaSlots.NONE;
    }

    private boolean isGood(int slot, ReplicaArc arc, int cost) {
        return slots.now(slot) == arc.from()
                && slots.mayMove(lists.partitionOf(slot), slot, arc.to())
                && new ReplicaArc(arc.from(), slot, arc.to()).cost(slots, lists) <= cost;
    }
}
