// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.BitSet;

/**
 * What a request means for one cluster, in arrays: which brokers may keep and receive replicas, how many replicas each
 * partition shall have, and what must hold. It is what every placement algorithm starts from.
 *
 * <p>Who may do what:
 *
 * <ul>
 *   <li>A broker <em>keeps</em> what it has unless it leaves ({@code Decommission}, the old one of {@code ReplaceBroker})
 *       or is offline. Replicas on a broker that does not keep are holes to be filled elsewhere. Two exceptions leave
 *       replicas on offline brokers where they are: {@code ChangeReplicationFactor}, which only adds or only drops, and
 *       {@link MovementPolicy#NEW_BROKERS_ONLY}, which cannot fill such holes on the brokers that were there before.
 *   <li>A broker <em>receives</em> if it keeps, is {@code AVAILABLE}, and is not excluded; with
 *       {@link MovementPolicy#NEW_BROKERS_ONLY} only if it is also one of the new ones.
 *   <li>A <em>frozen</em> partition (out of scope, pinned, or not named by the goal) stays as it is, and is load.
 *   <li>A <em>locked</em> first replica (the live preferred leader where the factor changes) stays.
 * </ul>
 */
final class PlacementTask {
    /** Stands for "no limit" in {@link #topicCap} and {@link #brokerCap}. */
    static final int NO_CAP = Integer.MAX_VALUE;

    /** Stands for a disk whose room is not known in {@link #room}. */
    static final long UNKNOWN_ROOM = Long.MAX_VALUE;

    final ReplicaMap cluster;
    final ReassignmentRequest request;

    /** The rack of each broker, from 0; all are in rack 0 where racks do not matter. */
    final int[] rackOf;

    final int rackCount;
    final boolean[] keeps;
    final boolean[] receives;
    final double[] capacity;

    /** The broker whose place another one takes, by index: -1 if there is none. */
    final int[] substitute;

    final BitSet frozen;

    /** How many replicas each partition shall have; what it has where it is frozen. */
    final int[] factor;

    /** Whether the goal changes replication factors: existing replicas are then kept, or only dropped. */
    final boolean changesFactor;

    /** The most replicas of one topic on one broker. */
    final int topicCap;

    /** The most replicas on one broker. */
    final int brokerCap;

    /** How many bytes each broker may receive: see {@link DiskRoom}. */
    final long[] room;

    PlacementTask(ReplicaMap cluster, ReassignmentRequest request) {
        this.cluster = cluster;
        this.request = request;
        BrokerRoles roles = BrokerRoles.of(cluster, request);
        this.rackOf = roles.rackOf();
        this.rackCount = roles.rackCount();
        this.keeps = roles.keeps();
        this.receives = roles.receives();
        this.capacity = roles.capacity();
        this.substitute = roles.substitute();
        this.changesFactor = request.goal() instanceof ReassignmentGoal.ChangeReplicationFactor;
        this.frozen = new BitSet(cluster.partitionCount());
        this.factor = new int[cluster.partitionCount()];
        scope();
        this.topicCap = request.limits().replicasPerTopicAndBroker().orElse(NO_CAP);
        this.brokerCap = request.limits().replicasPerBroker().orElse(NO_CAP);
        this.room = DiskRoom.of(cluster);
    }

    private void scope() {
        for (ReplicaMap.Topic topic : cluster.topics()) {
            int from = topic.firstPartition();
            int to = from + topic.partitionCount();
            int wanted = request.goal() instanceof ReassignmentGoal.ChangeReplicationFactor change
                    ? change.factorOf(topic.name())
                    : 0;
            boolean out = !request.inScope(topic.name()) || (changesFactor && wanted == 0);
            for (int partition = from; partition < to; partition++) {
                int has = cluster.replicationFactor(partition);
                // A change of the factor alone leaves partitions alone that have it already.
                boolean stays = out
                        || (changesFactor && wanted == has && request.movement() == MovementPolicy.FORCED_ONLY)
                        || request.isPinned(topic.name(), partition - from);
                frozen.set(partition, stays);
                factor[partition] = stays || wanted == 0 ? has : wanted;
            }
        }
    }

    int brokerCount() {
        return rackOf.length;
    }

    boolean isOnline(int broker) {
        return cluster.brokers().get(broker).status() != PlacementBroker.Status.OFFLINE;
    }

    /** Whether the first replica must stay: it leads, and the factor is what changes. */
    boolean locksLeader(int partition) {
        return changesFactor
                && factor[partition] != cluster.replicationFactor(partition)
                && keeps[cluster.brokerAt(cluster.firstSlot(partition))];
    }
}
