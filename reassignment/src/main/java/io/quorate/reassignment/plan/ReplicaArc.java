// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A replica passed on from one broker to another, as a part of a path or a cycle in the {@link ResidualGraph}.
 *
 * @param from the broker that gives, or the pool
 * @param slot the slot of the replica; -1 where a unit goes into the pool or comes out of it
 * @param to the broker that gets, or the pool
 */
record ReplicaArc(int from, int slot, int to) {
    boolean isPooled() {
        return slot < 0;
    }

    /** How many moves more this makes: -1, 0 or 1. */
    int cost(ReplicaSlots slots, ReplicaLists lists) {
        if (isPooled()) {
            return 0;
        }
        int given = slots.origin(slot) == from ? 0 : -1;
        return slots.originSlot(lists.partitionOf(slot), to) == ReplicaSlots.NONE ? given + 1 : given;
    }

    private boolean changesRack(ReplicaSlots slots) {
        return slots.task.rackOf[from] != slots.task.rackOf[to];
    }

    /**
     * Takes detours out of a path or a cycle. Two arcs of one partition that both change racks were each allowed by
     * themselves, but together they can crowd a rack. Then the first broker can give to the last directly: what is left out
     * is a cycle of its own. On a shortest path it does not cost less than nothing, so nothing is lost; of a cycle of
     * negative cost one of the two parts has a negative cost, and that one stays.
     */
    static List<ReplicaArc> uncross(List<ReplicaArc> arcs, boolean isCycle, ReplicaSlots slots, ReplicaLists lists) {
        for (int i = 0; i < arcs.size(); i++) {
            for (int j = i + 1; j < arcs.size(); j++) {
                ReplicaArc first = arcs.get(i);
                ReplicaArc last = arcs.get(j);
                if (cross(first, last, slots, lists)) {
                    List<ReplicaArc> outer = new ArrayList<>(arcs.subList(0, i));
                    outer.add(new ReplicaArc(first.from, first.slot, last.to));
                    outer.addAll(arcs.subList(j + 1, arcs.size()));
                    List<ReplicaArc> inner = new ArrayList<>(arcs.subList(i + 1, j));
                    inner.add(new ReplicaArc(last.from, last.slot, first.to));
                    boolean useOuter = !isCycle || cost(outer, slots, lists) < 0;
                    return uncross(useOuter ? outer : inner, isCycle, slots, lists);
                }
            }
        }
        return arcs;
    }

    private static boolean cross(ReplicaArc first, ReplicaArc last, ReplicaSlots slots, ReplicaLists lists) {
        return !first.isPooled()
                && !last.isPooled()
                && lists.partitionOf(first.slot) == lists.partitionOf(last.slot)
                && first.changesRack(slots)
                && last.changesRack(slots)
                && slots.mayMove(lists.partitionOf(first.slot), first.slot, last.to);
    }

    private static int cost(List<ReplicaArc> arcs, ReplicaSlots slots, ReplicaLists lists) {
        return arcs.stream().mapToInt(arc -> arc.cost(slots, lists)).sum();
    }
}
