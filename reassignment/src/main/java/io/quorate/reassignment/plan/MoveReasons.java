// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.Set;

/** Why each partition of a plan changes: a byte each, and the first reason of {@link MoveReason} that applies. */
final class MoveReasons {
    private static final List<MoveReason> ALL = List.of(MoveReason.values());

    private final ReplicaMap before;
    private final ReplicaMap after;
    private final ReassignmentRequest request;
    private final Set<Integer> leaving;
    private final Set<Integer> arriving;

    private MoveReasons(ReplicaMap before, ReplicaMap after, ReassignmentRequest request) {
        this.before = before;
        this.after = after;
        this.request = request;
        this.leaving = BrokerRoles.leaving(request.goal());
        this.arriving = request.goal() instanceof ReassignmentGoal.AddBrokers add ? add.brokers() : Set.of();
    }

    @SuppressWarnings("EnumOrdinal") // a byte a partition, and never stored
    static List<MoveReason> of(ReplicaMap before, ReplicaMap after, int[] changed, ReassignmentRequest request) {
        MoveReasons reasons = new MoveReasons(before, after, request);
        byte[] found = new byte[changed.length];
        for (int i = 0; i < found.length; i++) {
            found[i] = (byte) ALL.indexOf(reasons.of(changed[i]));
        }
        return new Reasons(found);
    }

    private static final class Reasons extends AbstractList<MoveReason> implements RandomAccess {
        private final byte[] indexes;

        Reasons(byte[] indexes) {
            this.indexes = indexes;
        }

        @Override
        public MoveReason get(int index) {
            return ALL.get(indexes[index]);
        }

        @Override
        public int size() {
            return indexes.length;
        }
    }

    private MoveReason of(int partition) {
        if (request.goal() instanceof ReassignmentGoal.ExplicitTarget) {
            return MoveReason.EXPLICIT;
        }
        if (loses(partition)) {
            return MoveReason.BROKER_LEAVES;
        }
        int more = after.replicationFactor(partition) - before.replicationFactor(partition);
        if (more != 0) {
            return more > 0 ? MoveReason.REPLICATION_FACTOR_RAISED : MoveReason.REPLICATION_FACTOR_LOWERED;
        }
        if (request.racks() != RackRule.IGNORE && sharedRacks(before, partition) > sharedRacks(after, partition)) {
            return MoveReason.RACKS;
        }
        MoveReason reason = MoveReason.LEADERSHIP;
        for (int slot = after.firstSlot(partition); slot < after.firstSlot(partition + 1); slot++) {
            if (!holds(before, partition, after.brokerAt(slot))) {
                if (arriving.contains(after.brokers().get(after.brokerAt(slot)).id())) {
                    return MoveReason.NEW_BROKER;
                }
                reason = MoveReason.BALANCE;
            }
        }
        return reason;
    }

    /** Whether a replica is gone from a broker that goes or is offline. */
    private boolean loses(int partition) {
        for (int slot = before.firstSlot(partition); slot < before.firstSlot(partition + 1); slot++) {
            PlacementBroker broker = before.brokers().get(before.brokerAt(slot));
            if ((broker.status() == PlacementBroker.Status.OFFLINE || leaving.contains(broker.id()))
                    && !holds(after, partition, before.brokerAt(slot))) {
                return true;
            }
        }
        return false;
    }

    private static boolean holds(ReplicaMap map, int partition, int broker) {
        for (int slot = map.firstSlot(partition); slot < map.firstSlot(partition + 1); slot++) {
            if (map.brokerAt(slot) == broker) {
                return true;
            }
        }
        return false;
    }

    /** How many pairs of replicas are in one rack. */
    private static int sharedRacks(ReplicaMap map, int partition) {
        int pairs = 0;
        for (int slot = map.firstSlot(partition) + 1; slot < map.firstSlot(partition + 1); slot++) {
            for (int other = map.firstSlot(partition); other < slot; other++) {
                String rack = map.brokers().get(map.brokerAt(slot)).rack();
                String otherRack = map.brokers().get(map.brokerAt(other)).rack();
                pairs += rack == null ? (otherRack == null ? 1 : 0) : (rack.equals(otherRack) ? 1 : 0);
            }
        }
        return pairs;
    }
}
