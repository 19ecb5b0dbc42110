// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * The least number of replicas that any placement within the bands must copy, as far as sums can tell.
 *
 * <p>Let T be all replicas wanted, kept(b) the replicas that broker b has and may keep, m(p) the most replicas of partition
 * p that may all stay ({@link Drops}). The bound is the largest of
 *
 * <ol>
 *   <li><em>forced</em>: the sum of RF(p) - m(p).
 *   <li><em>overflow</em>: T - sum of min(high(b), kept(b)) - what the conflicts cost. For partitions with m(p) less than
 *       what they have, at most m(p) stay; all others are counted on their brokers; what does not stay is copied.
 *   <li><em>sums</em>: a broker that ends with c(b) replicas gets at least c(b) - kept(b). Over all c within the bands, with
 *       the sum T and each rack's sum between what the racks need and hold, the least sum of max(0, c(b) - kept(b)) is
 *       reached by clamping kept into the bands, then racks, then all: each step adds no more than it must. It is the sum of
 *       max(0, low - kept) over brokers, plus max(0, least(g) - clamped(g)) over racks, plus max(0, T - sum of the racks'
 *       clamped sums). Without the last two it is <em>underflow</em>.
 * </ol>
 */
final class ClosedFormBound {
    private final PlacementTask task;
    private final long wanted;
    private final long forced;
    private long lacking;
    private boolean loose;
    private final long[] kept;
    private final long[] unconflicted;
    private long conflictsKeep;
    private final long[] rackLeast;
    private final long[] rackMost;

    /** Whether each broker that keeps replicas receives too; else what a rack can hold differs by partition. */
    private boolean allReceive = true;

    /** Takes the slots as the drops left them. */
    ClosedFormBound(ReplicaSlots slots, long forced) {
        this.task = slots.task;
        this.forced = forced;
        this.kept = new long[task.brokerCount()];
        this.unconflicted = new long[task.brokerCount()];
        this.rackLeast = new long[task.rackCount];
        this.rackMost = new long[task.rackCount];
        RackSpread spread = new RackSpread(task);
        int[] holders = new int[task.rackCount];
        for (int broker = 0; broker < kept.length; broker++) {
            holders[task.rackOf[broker]] += task.receives[broker] ? 1 : 0;
            allReceive &= task.receives[broker] || !task.keeps[broker];
        }
        long total = 0;
        int lastFactor = 0;
        for (int partition = 0; partition < task.cluster.partitionCount(); partition++) {
            total += task.factor[partition];
            int stays = count(slots, partition);
            boolean frozen = task.frozen.get(partition);
            lacking += Math.max(0, task.factor[partition] - stays);
            if (stays > slots.filled(partition) && !frozen) {
                conflictsKeep += slots.filled(partition);
            } else {
                countOn(slots, partition, unconflicted);
            }
            if (frozen) {
                for (int slot = slots.first(partition); slot < slots.end(partition); slot++) {
                    rackLeast[task.rackOf[slots.now(slot)]]++;
                    rackMost[task.rackOf[slots.now(slot)]]++;
                }
            } else {
                if (task.factor[partition] != lastFactor) {
                    lastFactor = task.factor[partition];
                    spread.of(holders, lastFactor);
                }
                int more = spread.above() > 0 ? 1 : 0;
                for (int rack = 0; rack < task.rackCount; rack++) {
                    rackLeast[rack] += Math.min(holders[rack], spread.level());
                    rackMost[rack] += Math.min(holders[rack], spread.level() + more);
                }
            }
        }
        this.wanted = total;
    }

    private int count(ReplicaSlots slots, int partition) {
        int stays = 0;
        for (int slot = slots.first(partition); slot < slots.end(partition); slot++) {
            int broker = slots.origin(slot);
            if (broker != ReplicaSlots.NONE && (task.keeps[broker] || task.frozen.get(partition))) {
                kept[broker]++;
                stays++;
            }
        }
        return stays;
    }

    private void countOn(ReplicaSlots slots, int partition, long[] counts) {
        for (int slot = slots.first(partition); slot < slots.end(partition); slot++) {
            if (slots.now(slot) != ReplicaSlots.NONE) {
                counts[slots.now(slot)]++;
            }
        }
    }

    /** How many replicas a broker has that may stay. */
    long kept(int broker) {
        return kept[broker];
    }

    /** All replicas wanted, less those that may stay where they are. */
    long missing() {
        long missing = wanted;
        for (long each : kept) {
            missing -= each;
        }
        return missing;
    }

    long forced() {
        return loose ? lacking : forced;
    }

    /**
     * Counts only what certainly cannot stay. Where caps or disks stand in the way, racks may have to hold more than their
     * even share, and then what was dropped to make them even was not forced.
     */
    void loosen() {
        loose = true;
    }

    /** The least of the sums, whether or not racks are even in the end: without the racks' limits if they are not. */
    long sums(Bands bands, boolean racksEven) {
        return low(bands) + beyondLow(bands, racksEven);
    }

    private long low(Bands bands) {
        long low = 0;
        for (int broker = 0; broker < kept.length; broker++) {
            low += Math.max(0, bands.low[broker] - kept[broker]);
        }
        return low;
    }

    private long beyondLow(Bands bands, boolean racksEven) {
        long[] clamped = new long[task.rackCount];
        long[] least = new long[task.rackCount];
        long[] most = new long[task.rackCount];
        for (int broker = 0; broker < kept.length; broker++) {
            int rack = task.rackOf[broker];
            least[rack] += bands.low[broker];
            most[rack] += bands.high[broker];
            clamped[rack] += Math.max(bands.low[broker], Math.min(bands.high[broker], kept[broker]));
        }
        long need = 0;
        long sum = 0;
        for (int rack = 0; rack < task.rackCount; rack++) {
            if (racksEven && allReceive && !loose) {
                least[rack] = Math.max(least[rack], rackLeast[rack]);
                most[rack] = Math.min(most[rack], rackMost[rack]);
            }
            need += Math.max(0, least[rack] - clamped[rack]);
            sum += Math.max(least[rack], Math.min(most[rack], clamped[rack]));
        }
        return need + Math.max(0, wanted - sum);
    }

    private long overflow(Bands bands) {
        long stays = loose ? 0 : conflictsKeep;
        for (int broker = 0; broker < kept.length; broker++) {
            stays += Math.min(loose ? kept[broker] : unconflicted[broker], bands.high[broker]);
        }
        return wanted - stays;
    }

    /** The bound on moves, and what proves it; bytes are left out. */
    MovementBound of(long moves, Bands bands, boolean racksEven) {
        long overflow = overflow(bands);
        long sums = sums(bands, racksEven);
        long bound = Math.max(forced(), Math.max(overflow, sums));
        MovementBound.Proof proof = MovementBound.Proof.POOLS;
        List<Integer> cut = new ArrayList<>();
        if (bound == forced()) {
            proof = MovementBound.Proof.FORCED;
        } else if (bound == overflow || beyondLow(bands, racksEven) == 0) {
            proof = bound == overflow ? MovementBound.Proof.OVERFLOW : MovementBound.Proof.UNDERFLOW;
        }
        for (int broker = 0; broker < kept.length && proof != MovementBound.Proof.FORCED; broker++) {
            boolean over = kept[broker] > bands.high[broker];
            boolean under = kept[broker] < bands.low[broker];
            if ((over && proof != MovementBound.Proof.UNDERFLOW) || (under && proof != MovementBound.Proof.OVERFLOW)) {
                cut.add(task.cluster.brokers().get(broker).id());
            }
        }
        return new MovementBound(moves, bound, 0, 0, proof, cut);
    }
}
