// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.function.IntPredicate;

/**
 * Fills the empty slots of partitions that have too few replicas.
 *
 * <p>A hole goes to one of the racks that hold the fewest replicas of its partition and have a broker that can take it:
 * filled in this order, racks end up as even as they can be. Among those racks the least loaded broker gets it.
 */
final class HoleFilling {
    /** After a few sweeps hardly anything moves any more. */
    private static final int SWEEPS = 4;

    private final ReplicaSlots slots;
    private final PlacementTask task;
    private final BrokerHeaps heaps;
    private final PlacementFindings findings;
    private int partition;
    private final IntPredicate takes = this::mayTake;

    HoleFilling(ReplicaSlots slots, BrokerHeaps heaps, PlacementFindings findings) {
        this.slots = slots;
        this.task = slots.task;
        this.heaps = heaps;
        this.findings = findings;
    }

    void run() {
        for (partition = 0; partition < task.cluster.partitionCount(); partition++) {
            fill();
        }
    }

    /** The same in another order, from its end. */
    void runBackwards(int[] order) {
        for (int i = order.length - 1; i >= 0; i--) {
            partition = order[i];
            fill();
        }
    }

    /**
     * Moves what was placed from fuller to emptier brokers, which costs nothing: while holes are filled one by one, nobody
     * knows which brokers the last ones will need. A broker that took the place of another keeps what it took.
     */
    void even() {
        long moved = 1;
        for (int sweep = 0; sweep < SWEEPS && moved > 0; sweep++) {
            moved = 0;
            double least = Double.MAX_VALUE;
            for (int broker = 0; broker < task.brokerCount(); broker++) {
                least = task.receives[broker] ? Math.min(least, loadWith(broker, 1)) : least;
            }
            for (partition = 0; partition < task.cluster.partitionCount(); partition++) {
                for (int slot = slots.first(partition); slot < slots.end(partition); slot++) {
                    int broker = slots.now(slot);
                    if (broker != slots.origin(slot)
                            && broker != ReplicaSlots.NONE
                            && loadWith(broker, 0) > least
                            && !isSubstitute(slot)) {
                        moved += shift(slot) ? 1 : 0;
                    }
                }
            }
        }
    }

    private boolean shift(int slot) {
        int from = slots.now(slot);
        double limit = loadWith(from, 0);
        int own = task.rackOf[from];
        int held = slots.inRack(partition, own);
        int to = -1;
        for (int rack = 0; rack < task.rackCount; rack++) {
            if (rack == own || slots.inRack(partition, rack) < held) {
                to = heaps.lesser(to, heaps.least(rack, limit, takes));
            }
        }
        if (to < 0 || loadWith(to, 1) >= limit) {
            return false;
        }
        slots.put(partition, slot, to);
        heaps.changed(from);
        heaps.changed(to);
        return true;
    }

    private double loadWith(int broker, int more) {
        return (slots.count(broker) + more) / task.capacity[broker];
    }

    private boolean isSubstitute(int slot) {
        int origin = slots.origin(slot);
        return origin != ReplicaSlots.NONE && task.substitute[origin] == slots.now(slot);
    }

    private void fill() {
        int missing = task.frozen.get(partition) ? 0 : task.factor[partition] - slots.filled(partition);
        for (; missing > 0; missing--) {
            fill(firstHole());
        }
    }

    /** Looked for anew each time: a broker that comes back takes its own slot, and may leave the one before it empty. */
    private int firstHole() {
        int slot = slots.first(partition);
        while (slots.now(slot) != ReplicaSlots.NONE) {
            slot++;
        }
        return slot;
    }

    private void fill(int slot) {
        int broker = substitute(slot);
        if (broker < 0) {
            broker = least();
        }
        if (broker < 0) {
            findings.unplaced(slots, partition);
        } else {
            slots.put(partition, slot, broker);
            heaps.changed(broker);
        }
    }

    /** Who takes the place of the broker that had the slot, if the goal names one and the racks do not mind. */
    private int substitute(int slot) {
        int origin = slots.origin(slot);
        int broker = origin == ReplicaSlots.NONE ? -1 : task.substitute[origin];
        if (broker < 0 || slots.count(broker) >= task.brokerCap || !slots.mayTake(partition, broker)) {
            return -1;
        }
        int held = slots.inRack(partition, task.rackOf[broker]);
        for (int rack = 0; rack < task.rackCount && held > 0; rack++) {
            if (slots.inRack(partition, rack) < held && heaps.least(rack, Double.MAX_VALUE, takes) >= 0) {
                return -1;
            }
        }
        return broker;
    }

    private int least() {
        int best = -1;
        int fewest = Integer.MAX_VALUE;
        for (int rack = 0; rack < task.rackCount; rack++) {
            int held = slots.inRack(partition, rack);
            if (held > fewest) {
                continue;
            }
            int broker = heaps.least(rack, Double.MAX_VALUE, takes);
            if (broker >= 0) {
                best = held < fewest ? broker : heaps.lesser(best, broker);
                fewest = held;
            }
        }
        return best;
    }

    private boolean mayTake(int broker) {
        return slots.mayTake(partition, broker);
    }
}
