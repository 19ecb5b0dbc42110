// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * The fewest bytes that any plan moves which keeps the same rules and the same bands of bytes.
 *
 * <p>T is what all replicas shall hold together, held(b) what broker b holds today and may keep, [low, high] its band. The
 * bound is the largest of
 *
 * <ol>
 *   <li><em>forced</em>: replicas that have to be copied whatever balance is asked for;
 *   <li><em>overflow</em>: T less what can stay: of partitions that cannot keep all they have ({@link Drops}) as much as
 *       these may keep, of the others on each broker no more than its high;
 *   <li><em>sums</em>: a broker that ends with c(b) bytes gets at least c(b) - held(b). Over all c within the bands, with the
 *       sum T and each rack's sum between what the racks need and hold, the least sum of those is reached by clamping held
 *       into the bands, then racks, then all. Without the last two it is <em>underflow</em>.
 * </ol>
 */
final class EvenBytesBound {
    private final PlacementTask task;
    private final long forced;
    private final double[] held;
    private final double[] unconflicted;
    private final double[] rackLeast;
    private final double[] rackMost;
    private double conflictsKeep;
    private double wanted;

    /** Whether each broker that keeps replicas receives too; else what a rack can hold differs by partition. */
    private boolean allReceive = true;

    /** Takes the slots as the drops left them. */
    EvenBytesBound(ReplicaSlots slots, long forced) {
        this.task = slots.task;
        this.forced = forced;
        this.held = new double[task.brokerCount()];
        this.unconflicted = new double[task.brokerCount()];
        this.rackLeast = new double[task.rackCount];
        this.rackMost = new double[task.rackCount];
        int[] holders = new int[task.rackCount];
        for (int broker = 0; broker < held.length; broker++) {
            holders[task.rackOf[broker]] += task.receives[broker] ? 1 : 0;
            allReceive &= task.receives[broker] || !task.keeps[broker];
        }
        double[] byFactor = new double[1 + task.rackOf.length];
        for (int partition = 0; partition < task.cluster.partitionCount(); partition++) {
            wanted += (double) task.factor[partition] * slots.size(partition);
            hold(slots, partition);
            if (!task.frozen.get(partition)) {
                byFactor[Math.min(task.factor[partition], byFactor.length - 1)] += slots.size(partition);
            }
        }
        racks(holders, byFactor);
    }

    private void hold(ReplicaSlots slots, int partition) {
        long size = slots.size(partition);
        boolean frozen = task.frozen.get(partition);
        int stays = 0;
        for (int slot = slots.first(partition); slot < slots.end(partition); slot++) {
            int broker = slots.origin(slot);
            if (broker != ReplicaSlots.NONE && (task.keeps[broker] || frozen)) {
                held[broker] += size;
                rackLeast[task.rackOf[broker]] += frozen ? size : 0;
                rackMost[task.rackOf[broker]] += frozen ? size : 0;
                stays++;
            }
        }
        if (stays > slots.filled(partition)) {
            conflictsKeep += (double) size * slots.filled(partition);
            return;
        }
        for (int slot = slots.first(partition); slot < slots.end(partition); slot++) {
            if (slots.now(slot) != ReplicaSlots.NONE) {
                unconflicted[slots.now(slot)] += size;
            }
        }
    }

    private void racks(int[] holders, double[] byFactor) {
        RackSpread spread = new RackSpread(task);
        for (int factor = 1; factor < byFactor.length; factor++) {
            if (byFactor[factor] > 0) {
                spread.of(holders, factor);
                int more = spread.above() > 0 ? 1 : 0;
                for (int rack = 0; rack < holders.length; rack++) {
                    rackLeast[rack] += byFactor[factor] * Math.min(holders[rack], spread.level());
                    rackMost[rack] += byFactor[factor] * Math.min(holders[rack], spread.level() + more);
                }
            }
        }
    }

    MovementBound of(ReplicaSlots slots, ByteBands bands, long forcedMoves) {
        // What caps and disks allow is not known to the sums.
        boolean limited = slots.limited() || task.brokerCap != PlacementTask.NO_CAP;
        long bound = limited ? 0 : forced;
        MovementBound.Proof proof = MovementBound.Proof.FORCED;
        if (task.request.movement() == MovementPolicy.FULL_BALANCE) {
            long overflow = limited ? 0 : overflow(bands);
            long beyond = limited ? 0 : beyond(bands);
            long sums = underflow(bands) + beyond;
            if (overflow > bound) {
                bound = overflow;
                proof = MovementBound.Proof.OVERFLOW;
            }
            if (sums > bound) {
                bound = sums;
                proof = beyond == 0 ? MovementBound.Proof.UNDERFLOW : MovementBound.Proof.POOLS;
            }
        } else if (task.request.movement() == MovementPolicy.NEW_BROKERS_ONLY && underflow(bands) > bound) {
            bound = underflow(bands);
            proof = MovementBound.Proof.UNDERFLOW;
        }
        return new MovementBound(
                slots.moves(), limited ? 0 : forcedMoves, slots.bytes(), bound, proof, cut(proof, bands));
    }

    private long overflow(ByteBands bands) {
        double stays = conflictsKeep;
        for (int broker = 0; broker < held.length; broker++) {
            stays += Math.min(unconflicted[broker], bands.high[broker]);
        }
        return whole(wanted - stays);
    }

    private long underflow(ByteBands bands) {
        double missing = 0;
        for (int broker = 0; broker < held.length; broker++) {
            missing += task.receives[broker] ? Math.max(0, bands.low[broker] - held[broker]) : 0;
        }
        return whole(missing);
    }

    private long beyond(ByteBands bands) {
        double[] clamped = new double[rackLeast.length];
        double[] least = new double[rackLeast.length];
        double[] most = new double[rackLeast.length];
        for (int broker = 0; broker < held.length; broker++) {
            int rack = task.rackOf[broker];
            least[rack] += bands.low[broker];
            most[rack] += bands.high[broker];
            clamped[rack] += Math.max(bands.low[broker], Math.min(bands.high[broker], held[broker]));
        }
        double need = 0;
        double sum = 0;
        for (int rack = 0; rack < least.length; rack++) {
            if (bands.racksEven && allReceive) {
                least[rack] = Math.max(least[rack], rackLeast[rack]);
                most[rack] = Math.min(most[rack], rackMost[rack]);
            }
            need += Math.max(0, least[rack] - clamped[rack]);
            sum += Math.max(least[rack], Math.min(most[rack], clamped[rack]));
        }
        return whole(need + Math.max(0, wanted - sum));
    }

    /** Sums of doubles are off by less than a byte for each of a million millions. */
    private static long whole(double bytes) {
        return (long) Math.max(0, Math.floor(bytes - 1 - bytes * 1e-12));
    }

    private List<Integer> cut(MovementBound.Proof proof, ByteBands bands) {
        List<Integer> found = new ArrayList<>();
        for (int broker = 0; broker < held.length && proof != MovementBound.Proof.FORCED; broker++) {
            boolean over = held[broker] > bands.high[broker];
            boolean under = held[broker] < bands.low[broker];
            if ((over && proof != MovementBound.Proof.UNDERFLOW) || (under && proof != MovementBound.Proof.OVERFLOW)) {
                found.add(task.cluster.brokers().get(broker).id());
            }
        }
        return found;
    }
}
