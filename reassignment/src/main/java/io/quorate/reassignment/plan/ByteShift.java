// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.function.IntPredicate;

/**
 * Moves replicas from brokers that hold more bytes than their band allows to brokers that hold less.
 *
 * <ol>
 *   <li>What is missing below the bands is taken from the fullest brokers: down to a level above which they hold just as
 *       much. Large partitions go first, each to the broker that lacks most, and only if the one does not give, nor the
 *       other get, more than it should: so the bytes that move are the bytes that are missing, and small partitions fill up
 *       what large ones leave. Where racks forbid that the fullest give, the level falls, round by round.
 *   <li>What is above the bands and found nobody who lacks it goes to whom has room.
 *   <li>A rest smaller than any partition that fits is covered by the smallest one that does.
 * </ol>
 *
 * <p>A replica that was moved before moves on for nothing, so such go first.
 */
final class ByteShift {
    private static final int MOST_ROUNDS = 8;
    private static final int HALVINGS = 50;

    private final ReplicaSlots slots;
    private final PlacementTask task;
    private final ByteBands bands;
    private final int[] smallFirst;
    private final double[] give;
    private double[] limit;
    private BrokerHeaps heaps;
    private int partition;
    private long size;
    private final IntPredicate takes = this::mayTake;

    ByteShift(ReplicaSlots slots, ByteBands bands, int[] smallFirst) {
        this.slots = slots;
        this.task = slots.task;
        this.bands = bands;
        this.smallFirst = smallFirst;
        this.give = bands.high.clone();
        this.limit = bands.low;
        this.heaps = new BrokerHeaps(task, this::load);
    }

    void run() {
        double missing = missing();
        for (int round = 0; round < MOST_ROUNDS && missing >= 1; round++) {
            double above = above(give);
            lower(round == 0 ? Math.max(missing, above) : missing + above);
            pass(true);
            pass(false);
            double before = missing;
            missing = missing();
            if (missing > before / 2 && round > 0) {
                break;
            }
        }
        if (task.request.movement() == MovementPolicy.FULL_BALANCE) {
            System.arraycopy(bands.high, 0, give, 0, give.length);
            limit = bands.high;
            heaps = new BrokerHeaps(task, this::load);
            pass(true);
            pass(false);
        }
    }

    /** Least is whom most is missing. */
    private double load(int broker) {
        return slots.count(broker) >= task.brokerCap ? Double.MAX_VALUE : slots.bytes(broker) - limit[broker];
    }

    private double missing() {
        double missing = 0;
        for (int broker = 0; broker < give.length; broker++) {
            if (task.receives[broker]) {
                missing += Math.max(0, bands.low[broker] - slots.bytes(broker));
            }
        }
        return missing;
    }

    /** Sets down to what each broker gives: where as much is above it as wanted. */
    private void lower(double wanted) {
        double[] level = new double[give.length];
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            for (int broker = 0; broker < level.length; broker++) {
                double lowest = bands.low[broker] + (bands.high[broker] - bands.low[broker]) * middle;
                level[broker] = Math.min(give[broker], lowest);
            }
            if (above(level) > wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        System.arraycopy(level, 0, give, 0, give.length);
    }

    private double above(double[] level) {
        double above = 0;
        for (int broker = 0; broker < level.length; broker++) {
            above += Math.max(0, slots.bytes(broker) - level[broker]);
        }
        return above;
    }

    private void pass(boolean moved) {
        for (int i = smallFirst.length - 1; i >= 0; i--) {
            partition = smallFirst[i];
            size = slots.size(partition);
            if (size == 0) {
                return;
            }
            if (!task.frozen.get(partition)) {
                // Leaders last: to move a follower disturbs less.
                for (int slot = slots.end(partition) - 1; slot >= slots.first(partition); slot--) {
                    int from = slots.now(slot);
                    if (from != ReplicaSlots.NONE
                            && slots.bytes(from) - size >= give[from]
                            && (slots.origin(slot) != from) == moved
                            && !slots.isLocked(partition, slot)) {
                        shed(slot, from);
                    }
                }
            }
        }
    }

    private void shed(int slot, int from) {
        int own = task.rackOf[from];
        double room = Math.nextUp(-(double) size);
        int to = heaps.least(own, room, takes);
        int held = slots.inRack(partition, own);
        for (int rack = 0; rack < task.rackCount; rack++) {
            if (rack != own && slots.inRack(partition, rack) < held) {
                to = heaps.lesser(to, heaps.least(rack, room, takes));
            }
        }
        if (to >= 0) {
            slots.put(partition, slot, to);
            heaps.changed(from);
            heaps.changed(to);
        }
    }

    private boolean mayTake(int broker) {
        return slots.mayTake(partition, broker);
    }
}
