// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.function.IntToDoubleFunction;

/**
 * Takes replicas off where they cannot stay: brokers that do not keep, more replicas than wanted, racks that hold more than
 * their share, topics above their cap on a broker. Nothing else is taken, so what is left is the most that can stay; with a
 * cap that binds it is as much as one pass finds.
 */
final class Drops {
    /** Ranks above any number of replicas in a rack. */
    private static final int OUT_OF_SYNC = 1 << 20;

    private static final int OFFLINE = 2 * OUT_OF_SYNC;

    private final PlacementTask task;
    private final ReplicaSlots slots;
    private final RackSpread spread;
    private final boolean[] offline;
    private final IntToDoubleFunction loadOf;

    /** A change of the factor alone only adds or only drops: what breaks racks or caps is reported, not moved. */
    private final boolean onlyFactor;

    private long forced;
    private long forcedBytes;

    Drops(ReplicaSlots slots) {
        this(slots, broker -> slots.count(broker) / slots.task.capacity[broker]);
    }

    /** The fullest broker is the one of which a function says most. */
    Drops(ReplicaSlots slots, IntToDoubleFunction loadOf) {
        this.loadOf = loadOf;
        this.task = slots.task;
        this.slots = slots;
        this.spread = new RackSpread(task);
        this.onlyFactor = task.changesFactor && task.request.movement() == MovementPolicy.FORCED_ONLY;
        this.offline = new boolean[task.brokerCount()];
        for (int broker = 0; broker < offline.length; broker++) {
            offline[broker] = task.cluster.brokers().get(broker).status() == PlacementBroker.Status.OFFLINE;
        }
    }

    void run() {
        // First what has no choice, so that the choices after it see true loads.
        for (int partition = 0; partition < task.cluster.partitionCount(); partition++) {
            if (!task.frozen.get(partition)) {
                leave(partition);
            }
        }
        for (int partition = 0; partition < task.cluster.partitionCount(); partition++) {
            if (task.frozen.get(partition)) {
                continue;
            }
            for (int filled = slots.filled(partition); filled > task.factor[partition]; filled--) {
                slots.clear(partition, dispensable(partition));
            }
            if (!onlyFactor) {
                uncrowd(partition);
                uncap(partition);
            }
            int missing = task.factor[partition] - slots.filled(partition);
            forced += missing;
            forcedBytes += missing * Math.max(0, task.cluster.size(partition));
        }
    }

    /** How many replicas have to be copied, whatever balance is asked for. */
    long forced() {
        return forced;
    }

    /** The bytes of {@link #forced()}. */
    long forcedBytes() {
        return forcedBytes;
    }

    private void leave(int partition) {
        for (int slot = slots.first(partition); slot < slots.end(partition); slot++) {
            if (slots.now(slot) != ReplicaSlots.NONE && !task.keeps[slots.now(slot)]) {
                slots.clear(partition, slot);
            }
        }
    }

    private void uncrowd(int partition) {
        if (task.rackCount == 1 || !slots.sharesRack(partition)) {
            return;
        }
        spread.of(slots, partition);
        for (int rack = spread.crowded(); rack >= 0; rack = spread.crowded()) {
            int worst = ReplicaSlots.NONE;
            for (int slot = slots.first(partition); slot < slots.end(partition); slot++) {
                if (slots.now(slot) != ReplicaSlots.NONE
                        && task.rackOf[slots.now(slot)] == rack
                        && !slots.isLocked(partition, slot)
                        && (worst == ReplicaSlots.NONE || load(slot) >= load(worst))) {
                    worst = slot;
                }
            }
            if (worst == ReplicaSlots.NONE) {
                return;
            }
            slots.clear(partition, worst);
            spread.dropped(rack);
        }
    }

    private void uncap(int partition) {
        for (int slot = slots.end(partition) - 1; slot >= slots.first(partition); slot--) {
            int broker = slots.now(slot);
            if (broker != ReplicaSlots.NONE
                    && slots.aboveTopicCap(partition, broker)
                    && !slots.isLocked(partition, slot)) {
                // Another of the topic's replicas might have gone from this broker instead: sums do not see which.
                slots.clear(partition, slot);
                slots.limit();
            }
        }
    }

    /** The replica to give up: offline, then out of sync, then in a crowded rack, then on the fullest broker. */
    private int dispensable(int partition) {
        int worst = ReplicaSlots.NONE;
        for (int slot = slots.first(partition); slot < slots.end(partition); slot++) {
            boolean leads = slot == slots.first(partition) && slots.now(slot) != ReplicaSlots.NONE;
            if (slots.now(slot) != ReplicaSlots.NONE
                    && !(leads && !offline[slots.now(slot)])
                    && (worst == ReplicaSlots.NONE || isWorse(partition, slot, worst))) {
                worst = slot;
            }
        }
        return worst;
    }

    private boolean isWorse(int partition, int slot, int than) {
        int byRank = Integer.compare(rank(partition, slot), rank(partition, than));
        return byRank != 0 ? byRank > 0 : load(slot) >= load(than);
    }

    private int rank(int partition, int slot) {
        int broker = slots.now(slot);
        int inPartition = slot - slots.first(partition);
        int health = task.cluster.isInSync(task.cluster.firstSlot(partition) + inPartition) ? 0 : OUT_OF_SYNC;
        return (offline[broker] ? OFFLINE : health) + slots.inRack(partition, task.rackOf[broker]);
    }

    private double load(int slot) {
        return loadOf.applyAsDouble(slots.now(slot));
    }
}
