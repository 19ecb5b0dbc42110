// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.ArrayList;
import java.util.List;

/** What a reader of a plan should know whatever algorithm made it: read off the clusters before and after. */
final class PlanNotes {
    /** What the documentation of Kafka advises a broker to hold at most. */
    static final int ADVISABLE_REPLICAS = 4000;

    private final ReplicaMap before;
    private final ReplicaMap after;
    private final ReassignmentRequest request;
    private final int[] changed;
    private final List<PlanWarning> warnings = new ArrayList<>();

    private PlanNotes(ReplicaMap before, ReplicaMap after, ReassignmentRequest request, int[] changed) {
        this.before = before;
        this.after = after;
        this.request = request;
        this.changed = changed;
    }

    static List<PlanWarning> of(ReplicaMap before, ReplicaMap after, ReassignmentRequest request, int[] changed) {
        PlanNotes notes = new PlanNotes(before, after, request, changed);
        notes.minIsr();
        notes.full();
        notes.offline();
        notes.changes();
        notes.leaders();
        return notes.warnings;
    }

    private void minIsr() {
        if (request.goal() instanceof ReassignmentGoal.ChangeReplicationFactor change) {
            for (ReplicaMap.Topic topic : before.topics()) {
                int factor = change.factorOf(topic.name());
                if (factor > 1 && factor == topic.minInSyncReplicas() && request.inScope(topic.name())) {
                    warn(
                            PlanWarning.Kind.MIN_ISR,
                            topic.name() + " will have " + factor + " replicas, as many as its min.insync.replicas: one"
                                    + " broker that is down stops producers with acks=all. Lower min.insync.replicas, or"
                                    + " add a replica.");
                }
            }
        }
    }

    private void full() {
        if (request.limits().replicasPerBroker().isPresent()) {
            return;
        }
        int full = 0;
        int most = 0;
        List<BrokerLoad> loads = after.loads();
        List<BrokerLoad> loadsBefore = before.loads();
        for (int i = 0; i < loads.size(); i++) {
            int replicas = loads.get(i).replicas();
            if (replicas > ADVISABLE_REPLICAS && replicas > loadsBefore.get(i).replicas()) {
                full++;
                most = Math.max(most, replicas);
            }
        }
        if (full > 0) {
            warn(
                    PlanWarning.Kind.REPLICAS_PER_BROKER,
                    full + " brokers get more than " + ADVISABLE_REPLICAS + " replicas (up to " + most
                            + "), which makes failover and restarts slow. Add brokers.");
        }
    }

    private void offline() {
        int stays = 0;
        for (int slot = 0; slot < after.slotCount(); slot++) {
            boolean offline = after.brokers().get(after.brokerAt(slot)).status() == PlacementBroker.Status.OFFLINE;
            stays += offline ? 1 : 0;
        }
        if (stays > 0) {
            warn(
                    PlanWarning.Kind.OFFLINE,
                    stays + " replicas stay on brokers that are offline. Start these, or decommission them.");
        }
    }

    private void changes() {
        int alone = 0;
        int outOfSync = 0;
        int unknown = 0;
        for (int partition : changed) {
            boolean copies = false;
            for (int slot = after.firstSlot(partition); slot < after.firstSlot(partition + 1); slot++) {
                copies |= !holds(partition, after.brokerAt(slot));
            }
            if (copies) {
                alone += before.replicationFactor(partition) == 1 && after.replicationFactor(partition) == 1 ? 1 : 0;
                unknown += before.size(partition) == ReplicaMap.UNKNOWN_SIZE ? 1 : 0;
                for (int slot = before.firstSlot(partition); slot < before.firstSlot(partition + 1); slot++) {
                    outOfSync += before.isInSync(slot) ? 0 : 1;
                }
            }
        }
        if (alone > 0) {
            warn(
                    PlanWarning.Kind.SINGLE_REPLICA,
                    alone
                            + " partitions have one replica, and it moves: if its broker fails meanwhile, they are offline.");
        }
        if (outOfSync > 0) {
            warn(
                    PlanWarning.Kind.OFFLINE,
                    outOfSync
                            + " replicas of partitions that move are not in sync. Let them catch up first if you can.");
        }
        if (unknown > 0) {
            warn(
                    PlanWarning.Kind.SIZES,
                    "The sizes of " + unknown
                            + " partitions that move are not known: bytes are counted without them, and"
                            + " free disk space is not checked for them.");
        }
    }

    private void leaders() {
        if (!(request.goal() instanceof ReassignmentGoal.EvacuateLeadership evacuate)) {
            return;
        }
        int stays = 0;
        for (int partition = 0; partition < after.partitionCount(); partition++) {
            int leader = after.brokerAt(after.firstSlot(partition));
            stays += evacuate.brokers().contains(after.brokers().get(leader).id()) ? 1 : 0;
        }
        if (stays > 0) {
            warn(
                    PlanWarning.Kind.SINGLE_REPLICA,
                    stays
                            + " partitions keep these brokers as leaders: no other replica of theirs may lead, or they are"
                            + " pinned or out of scope. Give them more replicas, or move them.");
        }
    }

    private boolean holds(int partition, int broker) {
        for (int slot = before.firstSlot(partition); slot < before.firstSlot(partition + 1); slot++) {
            if (before.brokerAt(slot) == broker) {
                return true;
            }
        }
        return false;
    }

    private void warn(PlanWarning.Kind kind, String text) {
        warnings.add(new PlanWarning(kind, text));
    }
}
