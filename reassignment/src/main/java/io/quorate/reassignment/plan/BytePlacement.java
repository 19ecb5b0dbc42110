// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.List;

/**
 * Places replicas so that the bytes per broker are within a band around their share, and moves the fewest bytes.
 *
 * <ol>
 *   <li>{@link Drops}: what cannot stay is taken off.
 *   <li>{@link ByteBands}: how many bytes each broker shall have.
 *   <li>{@link HoleFilling}: what is missing is placed, large partitions first, each on the broker that lacks most.
 *   <li>{@link ByteShift}: what is above the bands moves to what is below them.
 *   <li>{@link EvenBytesBound}: how few bytes any plan moves that is as even.
 * </ol>
 *
 * <p>With sizes that are not divisible the fewest bytes are a hard problem (it contains number partitioning), so the bound is
 * not always reached; with many partitions on each broker it is, but for less than one of them.
 */
final class BytePlacement {
    private final PlacementTask task;
    private final ReplicaSlots slots;
    private final PlacementFindings findings = new PlacementFindings();

    private BytePlacement(PlacementTask task) {
        this.task = task;
        this.slots = new ReplicaSlots(task);
    }

    static Placement place(PlacementTask task) {
        return new BytePlacement(task).place();
    }

    private Placement place() {
        int unknown = unknownSizes();
        if (unknown == task.cluster.partitionCount() && unknown > 0) {
            return failed(List.of(new PlanProblem.NotSeen(
                    "sizes",
                    "no partition's size is known, so bytes cannot be made even. Give sizes, or balance COUNT.")));
        }
        if (unknown > 0) {
            findings.warn(
                    PlanWarning.Kind.SIZES,
                    "The sizes of " + unknown
                            + " partitions are not known; they count as empty. Look at the log dirs again.");
        }
        Drops drops = new Drops(slots, broker -> slots.bytes(broker) / task.capacity[broker]);
        drops.run();
        EvenBytesBound bound = new EvenBytesBound(slots, drops.forcedBytes());
        ByteBands bands = ByteBands.of(slots);
        int[] smallFirst = SizeOrder.of(task.cluster);
        new HoleFilling(slots, new BrokerHeaps(task, broker -> load(broker, bands)), findings).runBackwards(smallFirst);
        if (findings.areFatal()) {
            return failed(findings.problems());
        }
        if (task.request.movement() != MovementPolicy.FORCED_ONLY) {
            new ByteShift(slots, bands, smallFirst).run();
            warnOfBalance(bands);
        }
        findings.racks(slots);
        findings.replicasPerBroker(slots);
        if (findings.areFatal()) {
            return failed(findings.problems());
        }
        bands.widen(slots);
        return new Placement(
                slots.result(), bound.of(slots, bands, drops.forced()), findings.warnings(), findings.problems());
    }

    private Placement failed(List<PlanProblem> problems) {
        return new Placement(task.cluster, PlacementSummary.nothing(), findings.warnings(), problems);
    }

    private double load(int broker, ByteBands bands) {
        if (slots.count(broker) >= task.brokerCap) {
            return Double.MAX_VALUE;
        }
        return task.request.movement() == MovementPolicy.FORCED_ONLY
                ? slots.bytes(broker) / task.capacity[broker]
                : slots.bytes(broker) - bands.share[broker];
    }

    private int unknownSizes() {
        int unknown = 0;
        for (int partition = 0; partition < task.cluster.partitionCount(); partition++) {
            unknown += task.cluster.size(partition) < 0 ? 1 : 0;
        }
        return unknown;
    }

    private void warnOfBalance(ByteBands bands) {
        boolean full = task.request.movement() == MovementPolicy.FULL_BALANCE;
        int outside = 0;
        double least = Double.MAX_VALUE;
        double most = 0;
        for (int broker = 0; broker < bands.share.length; broker++) {
            if (task.receives[broker]) {
                double part = slots.bytes(broker) / Math.max(1, bands.share[broker]);
                least = Math.min(least, part);
                most = Math.max(most, part);
                boolean over = full && slots.bytes(broker) > bands.high[broker];
                outside += over || slots.bytes(broker) < bands.low[broker] ? 1 : 0;
            }
        }
        if (outside > 0) {
            findings.warn(
                    PlanWarning.Kind.BALANCE,
                    outside + " brokers end outside the tolerance, with "
                            + Math.round(least * 1000) / 10.0 + " % to " + Math.round(most * 1000) / 10.0
                            + " % of their share of bytes: partitions are not divisible, and what is pinned or limited stays.");
        }
    }
}
