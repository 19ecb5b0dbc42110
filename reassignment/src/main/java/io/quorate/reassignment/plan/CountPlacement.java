// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.List;

/**
 * Places replicas so that their number per broker is as the policy asks for, and moves the fewest.
 *
 * <ol>
 *   <li>{@link Drops}: what cannot stay is taken off.
 *   <li>{@link Bands}: how many replicas each broker shall have ({@link FairShares}).
 *   <li>{@link HoleFilling}: what is missing is placed, on the least loaded brokers.
 *   <li>{@link SurplusShedding}: what is above the bands moves to what is below them.
 *   <li>{@link ClosedFormBound}: usually proves that no fewer moves are possible. If not, {@link FlowRepair} searches on
 *       until none are.
 * </ol>
 */
final class CountPlacement {
    /** Up to here the search runs to the optimum, however long it takes. */
    private static final int EXACT_SLOTS = 200_000;

    /** What a search among more replicas may look at: a few passes over a million partitions, about a second. */
    private static final long STEPS_ABOVE = 5_000_000;

    /** The load of a broker at its limit: the last to get a replica, and the search may find another place for it. */
    private static final double FULL = 1e300;

    private final PlacementTask task;
    private final ReplicaSlots slots;
    private final PlacementFindings findings = new PlacementFindings();

    private CountPlacement(PlacementTask task) {
        this.task = task;
        this.slots = new ReplicaSlots(task);
    }

    static Placement place(PlacementTask task) {
        return new CountPlacement(task).place();
    }

    private Placement place() {
        Drops drops = new Drops(slots);
        drops.run();
        ClosedFormBound closed = new ClosedFormBound(slots, drops.forced());
        MovementPolicy policy = task.request.movement();
        Bands bands = policy == MovementPolicy.FORCED_ONLY ? Bands.open(slots) : FairShares.of(slots);
        BrokerHeaps heaps = new BrokerHeaps(
                task,
                policy == MovementPolicy.FORCED_ONLY
                        ? broker -> slots.count(broker) < task.brokerCap
                                ? slots.count(broker) / task.capacity[broker]
                                : FULL
                        : broker -> slots.count(broker) - bands.share[broker]);
        HoleFilling holes = new HoleFilling(slots, heaps, findings);
        holes.run();
        if (findings.areFatal()) {
            return failed();
        }
        if (policy == MovementPolicy.FORCED_ONLY) {
            holes.even();
        }
        int[] order = SizeOrder.of(task.cluster);
        if (policy == MovementPolicy.FULL_BALANCE) {
            even(bands, bands.low, drops.forced(), order);
        } else if (policy == MovementPolicy.NEW_BROKERS_ONLY) {
            even(bands, NewBrokerBands.narrow(slots, bands), drops.forced(), order);
        }
        MovementBound bound = bound(closed, bands, drops.forcedBytes(), order);
        if (findings.areFatal()) {
            return failed();
        }
        return new Placement(slots.result(), bound, findings.warnings(), List.of());
    }

    private void even(Bands bands, int[] keep, long forced, int[] order) {
        SurplusShedding shedding = new SurplusShedding(slots, bands, keep);
        shedding.runFree(order);
        if (slots.moves() > 0 && slots.moves() == forced && !bands.hold(slots)) {
            // One look at every replica is what finding the last of the free ways may cost.
            new FlowRepair(slots, bands, Math.min(steps(), slots.slotCount())).runFree();
        }
        shedding.run(order);
    }

    private Placement failed() {
        return new Placement(task.cluster, PlacementSummary.nothing(), findings.warnings(), findings.problems());
    }

    private MovementBound bound(ClosedFormBound closed, Bands bands, long forcedBytes, int[] order) {
        boolean even = slots.racksAreEven();
        boolean exact = false;
        if (slots.limited()) {
            closed.loosen();
        }
        MovementBound bound = closed.of(slots.moves(), bands, even);
        boolean held = bands.hold(slots);
        if (!held || bound.gap() > 0) {
            FlowRepair repair = new FlowRepair(slots, bands, steps());
            exact = repair.run() && !slots.limited();
            held = bands.hold(slots) && !repair.widened();
            bands.widen(slots);
            if (slots.limited()) {
                closed.loosen();
            }
            bound = closed.of(slots.moves(), bands, even);
            if (!exact && repair.outOfBudget() && bound.gap() > 0) {
                findings.warn(
                        PlanWarning.Kind.BUDGET,
                        "The exact search was ended after " + repair.steps() + " steps; at most " + bound.gap() + " of "
                                + bound.moves() + " moves could be saved. Give more searchSteps to go on.");
            }
        }
        findings.racks(slots);
        findings.replicasPerBroker(slots);
        if (!held) {
            findings.balance(slots, bands);
        }
        long least = exact ? bound.moves() : bound.movesLowerBound();
        boolean byFlow = exact && bound.gap() > 0;
        long bytesLeast = Math.max(slots.limited() ? 0 : forcedBytes, ByteBound.of(slots, bands, closed, least, order));
        return new MovementBound(
                bound.moves(),
                least,
                slots.bytes(),
                bytesLeast,
                byFlow ? MovementBound.Proof.FLOW_DUAL : bound.proof(),
                byFlow ? List.of() : bound.cut());
    }

    private long steps() {
        return task.request
                .limits()
                .searchSteps()
                .orElse(slots.slotCount() < EXACT_SLOTS ? Long.MAX_VALUE : STEPS_ABOVE);
    }
}
