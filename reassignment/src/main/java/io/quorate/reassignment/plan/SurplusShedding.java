// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Moves replicas from brokers above their band to brokers below it, small partitions first.
 *
 * <p>What is above a band must go; where that is not enough to fill all brokers up to their lows, brokers inside their
 * bands give one more each, as many as it takes ({@link #spare}). A replica is moved at most once and only to where one is
 * missing, so that the number of moves is the least for the loads that result. Going through partitions from small to large
 * makes every broker give its smallest replicas, which is the fewest bytes for this number of moves.
 */
final class SurplusShedding {
    private final ReplicaSlots slots;
    private final PlacementTask task;
    private final Bands bands;
    private final int[] keep;
    private final long[] spare;
    private final IntPredicate takes = this::mayTake;
    private BrokerHeaps heaps;
    private int partition;

    /** The brokers give until they have {@code keep}, which is their low or more. */
    SurplusShedding(ReplicaSlots slots, Bands bands, int[] keep) {
        this.slots = slots;
        this.task = slots.task;
        this.bands = bands;
        this.keep = keep;
        this.spare = new long[task.brokerCount()];
        this.heaps = below(bands.low);
    }

    /** Those that are below a limit have a load below 0. */
    private BrokerHeaps below(int[] limit) {
        return new BrokerHeaps(task, broker -> slots.count(broker) - limit[broker]);
    }

    /**
     * Evens what costs nothing: where replicas are dropped anyway another choice of which one, and other places for replicas
     * that are new where they are.
     */
    void runFree(int[] order) {
        swapDropped();
        if (slots.moves() > 0) {
            passes(order, slot -> slots.now(slot) != slots.origin(slot));
        }
    }

    void run(int[] order) {
        passes(order, slot -> true);
    }

    private void passes(int[] order, IntPredicate which) {
        heaps = below(bands.low);
        spare();
        pass(order, deficit(), which);
        Arrays.fill(spare, 0);
        heaps = below(bands.high);
        pass(order, surplus(), which);
    }

    private long deficit() {
        long deficit = 0;
        for (int broker = 0; broker < task.brokerCount(); broker++) {
            deficit += Math.max(0, bands.low[broker] - slots.count(broker));
        }
        return deficit;
    }

    private long surplus() {
        long surplus = 0;
        for (int broker = 0; broker < task.brokerCount(); broker++) {
            surplus += Math.max(0, slots.count(broker) - bands.high[broker]);
        }
        return surplus;
    }

    /**
     * How many replicas the brokers of each pool give although they are not above their band. The pool ends with the sum of
     * its shares, which is a whole number; the brokers below their lows need what is missing, and what comes from other
     * pools and what must go anyway is not enough.
     */
    private void spare() {
        double[] target = new double[spare.length];
        long[] held = new long[spare.length];
        long[] low = new long[spare.length];
        long[] high = new long[spare.length];
        for (int broker = 0; broker < task.brokerCount(); broker++) {
            int pool = bands.pool[broker];
            target[pool] += bands.share[broker];
            held[pool] += slots.count(broker);
            low[pool] += Math.max(0, bands.low[broker] - slots.count(broker));
            high[pool] += Math.max(0, slots.count(broker) - bands.high[broker]);
        }
        for (int pool = 0; pool < spare.length; pool++) {
            long comes = Math.round(target[pool]) - held[pool];
            spare[pool] = Math.max(0, low[pool] - comes - high[pool]);
        }
    }

    /** Where replicas are dropped anyway, another choice of which one evens loads for nothing. */
    private void swapDropped() {
        if (!task.changesFactor) {
            return;
        }
        for (partition = 0; partition < task.cluster.partitionCount(); partition++) {
            for (int slot = slots.first(partition); slot < slots.end(partition); slot++) {
                int dropped = slots.origin(slot);
                if (dropped != ReplicaSlots.NONE && slots.now(slot) == ReplicaSlots.NONE) {
                    swap(dropped);
                }
            }
        }
    }

    private void swap(int dropped) {
        for (int slot = slots.first(partition); slot < slots.end(partition); slot++) {
            int broker = slots.now(slot);
            if (broker != ReplicaSlots.NONE
                    && ((slots.count(broker) > bands.high[broker] && slots.count(dropped) < bands.high[dropped])
                            || (slots.count(broker) > bands.low[broker] && slots.count(dropped) < bands.low[dropped]))
                    && slots.mayMove(partition, slot, dropped)) {
                move(slot, dropped);
                return;
            }
        }
    }

    private void pass(int[] order, long wanted, IntPredicate which) {
        long left = wanted;
        for (int i = 0; i < order.length && left > 0; i++) {
            partition = order[i];
            if (task.frozen.get(partition)) {
                continue;
            }
            // Leaders last: to move a follower disturbs less.
            for (int slot = slots.end(partition) - 1; slot >= slots.first(partition) && left > 0; slot--) {
                int broker = slots.now(slot);
                if (broker != ReplicaSlots.NONE
                        && gives(broker)
                        && which.test(slot)
                        && !slots.isLocked(partition, slot)
                        && shed(slot)) {
                    left--;
                }
            }
        }
    }

    private boolean gives(int broker) {
        return slots.count(broker) > bands.high[broker]
                || (slots.count(broker) > keep[broker] && spare[bands.pool[broker]] > 0);
    }

    private boolean shed(int slot) {
        int from = slots.now(slot);
        int own = task.rackOf[from];
        int to = heaps.least(own, 0, takes);
        if (to < 0) {
            int held = slots.inRack(partition, own);
            for (int rack = 0; rack < task.rackCount; rack++) {
                if (rack != own && slots.inRack(partition, rack) < held) {
                    to = heaps.lesser(to, heaps.least(rack, 0, takes));
                }
            }
        }
        if (to < 0) {
            return false;
        }
        if (slots.count(from) <= bands.high[from]) {
            spare[bands.pool[from]]--;
        }
        move(slot, to);
        return true;
    }

    private void move(int slot, int to) {
        int from = slots.now(slot);
        slots.put(partition, slot, to);
        heaps.changed(from);
        heaps.changed(to);
    }

    private boolean mayTake(int broker) {
        return slots.mayTake(partition, broker);
    }
}
