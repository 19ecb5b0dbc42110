// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.List;
import java.util.Set;

/** Changes the order of replicas and nothing else: for the goals that ask for that, and after a full balance. */
final class LeaderGoals {
    private LeaderGoals() {}

    /** For {@code BalanceLeaders} and {@code EvacuateLeadership}: places nothing anew. */
    static Placement place(PlacementTask task) {
        PlacementFindings findings = new PlacementFindings();
        boolean evacuates = task.request.goal() instanceof ReassignmentGoal.EvacuateLeadership;
        boolean[] mayLead = mayLead(task);
        ReplicaMap after = reorder(task, task.cluster, mayLead, evacuates);
        int stays = 0;
        for (int partition = 0; partition < after.partitionCount() && evacuates; partition++) {
            stays += mayLead[after.brokerAt(after.firstSlot(partition))] || task.frozen.get(partition) ? 0 : 1;
        }
        if (stays > 0) {
            findings.warn(
                    PlanWarning.Kind.SINGLE_REPLICA,
                    stays + " partitions keep their leaders: none of their other replicas may lead. Give them more"
                            + " replicas, or move them.");
        }
        return new Placement(after, PlacementSummary.nothing(), findings.warnings(), List.of());
    }

    /** Makes the leaders even once the replicas are; where the factor changes the preferred leaders stay. */
    static Placement afterMoves(PlacementTask task, Placement placed) {
        if (task.request.movement() != MovementPolicy.FULL_BALANCE
                || task.changesFactor
                || !placed.problems().isEmpty()) {
            return placed;
        }
        ReplicaMap after = reorder(task, placed.after(), mayLead(task), false);
        return new Placement(after, placed.bound(), placed.warnings(), placed.problems());
    }

    private static ReplicaMap reorder(PlacementTask task, ReplicaMap map, boolean[] mayLead, boolean evacuates) {
        int[] first = new int[map.partitionCount() + 1];
        for (int partition = 0; partition < first.length; partition++) {
            first[partition] = map.firstSlot(partition);
        }
        int[] slots = new int[map.slotCount()];
        for (int slot = 0; slot < slots.length; slot++) {
            slots[slot] = map.brokerAt(slot);
        }
        if (evacuates) {
            LeaderBalance.evacuate(first, slots, mayLead, task.capacity, task.frozen);
        } else {
            LeaderBalance.balance(first, slots, mayLead, task.capacity, task.frozen);
        }
        return map.with(first, slots);
    }

    private static boolean[] mayLead(PlacementTask task) {
        Set<Integer> evacuated = task.request.goal() instanceof ReassignmentGoal.EvacuateLeadership evacuate
                ? evacuate.brokers()
                : BrokerRoles.leaving(task.request.goal());
        boolean[] mayLead = new boolean[task.brokerCount()];
        for (int i = 0; i < mayLead.length; i++) {
            PlacementBroker broker = task.cluster.brokers().get(i);
            mayLead[i] = broker.status() != PlacementBroker.Status.OFFLINE && !evacuated.contains(broker.id());
        }
        return mayLead;
    }
}
