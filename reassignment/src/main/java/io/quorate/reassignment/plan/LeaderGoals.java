// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.BitSet;
import java.util.List;

/**
 * Who leads: the goals that change nothing but the order of replicas, and the order after replicas were moved.
 *
 * <p>After moves, leaders are made even with {@link MovementPolicy#FULL_BALANCE} among all partitions that may change, with
 * {@link MovementPolicy#NEW_BROKERS_ONLY} among those that got a replica, and with {@link MovementPolicy#FORCED_ONLY} among
 * those whose leader went. A broker that takes another's place leads what that one led, and where the replication factor
 * changes, leaders stay.
 */
final class LeaderGoals {
    private LeaderGoals() {}

    static Placement place(PlacementTask task) {
        ReplicaOrder order = ReplicaOrder.of(task.cluster);
        boolean[] mayLead = mayLead(task);
        if (task.request.goal() instanceof ReassignmentGoal.EvacuateLeadership evacuate) {
            BitSet others = (BitSet) task.frozen.clone();
            evacuate.brokers().forEach(node -> mayLead[task.cluster.brokerIndex(node)] = false);
            for (int partition = 0; partition < task.cluster.partitionCount(); partition++) {
                int leader = task.cluster.brokers().get(order.leader(partition)).id();
                if (!evacuate.brokers().contains(leader)) {
                    others.set(partition);
                }
            }
            LeaderBalance.evacuate(order, mayLead, task.capacity, others);
        } else {
            LeaderBalance.balance(order, mayLead, task.capacity, task.frozen);
        }
        return new Placement(
                task.cluster.with(order.firstSlot, order.slots), PlacementSummary.nothing(), List.of(), List.of());
    }

    static Placement after(PlacementTask task, Placement placement) {
        ReassignmentGoal goal = task.request.goal();
        if (goal instanceof ReassignmentGoal.ReplaceBroker
                || task.changesFactor
                || !placement.problems().isEmpty()) {
            return placement;
        }
        ReplicaOrder order = ReplicaOrder.of(task.cluster, placement.after());
        LeaderBalance.balance(order, mayLead(task), task.capacity, staying(task, placement.after()));
        return new Placement(
                placement.after().with(order.firstSlot, order.slots),
                placement.bound(),
                placement.warnings(),
                List.of());
    }

    private static boolean[] mayLead(PlacementTask task) {
        boolean[] mayLead = task.keeps.clone();
        for (int broker = 0; broker < mayLead.length; broker++) {
            PlacementBroker.Status status = task.cluster.brokers().get(broker).status();
            mayLead[broker] &= status != PlacementBroker.Status.OFFLINE;
        }
        return mayLead;
    }

    /** The partitions whose order is not touched after replicas were moved. */
    private static BitSet staying(PlacementTask task, ReplicaMap after) {
        BitSet staying = (BitSet) task.frozen.clone();
        MovementPolicy movement = task.request.movement();
        for (int partition = 0; partition < after.partitionCount(); partition++) {
            int leader = after.brokerAt(after.firstSlot(partition));
            boolean may = movement == MovementPolicy.FORCED_ONLY
                    ? leader != task.cluster.brokerAt(task.cluster.firstSlot(partition))
                    : gains(task.cluster, after, partition);
            if (!may && movement != MovementPolicy.FULL_BALANCE) {
                staying.set(partition);
            }
        }
        return staying;
    }

    private static boolean gains(ReplicaMap before, ReplicaMap after, int partition) {
        for (int slot = after.firstSlot(partition); slot < after.firstSlot(partition + 1); slot++) {
            boolean had = false;
            for (int old = before.firstSlot(partition); old < before.firstSlot(partition + 1); old++) {
                had |= before.brokerAt(old) == after.brokerAt(slot);
            }
            if (!had) {
                return true;
            }
        }
        return false;
    }
}
