// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.Arrays;

/**
 * The placement while it is worked on: what each slot held at first and holds now, and what each broker bears.
 *
 * <p>A partition has as many slots as the larger of the replicas it has and shall have. An empty slot is a hole to be
 * filled, or, once the partition has its replicas, one that stays empty. A broker that had a replica is always in the
 * slot that it had it in, so that what does not move keeps its position in the list, and what moves takes the position of
 * what it replaces.
 */
final class ReplicaSlots {
    /** No broker. */
    static final int NONE = -1;

    final PlacementTask task;
    private final int[] first;
    private final int[] origin;
    private final int[] now;
    private final int[] count;
    private final long[] bytes;
    private final long[] room;
    private final TopicLoad topicLoad;
    private boolean limited;

    ReplicaSlots(PlacementTask task) {
        this.task = task;
        ReplicaMap cluster = task.cluster;
        int partitions = cluster.partitionCount();
        this.first = new int[partitions + 1];
        for (int partition = 0; partition < partitions; partition++) {
            int width = Math.max(cluster.replicationFactor(partition), task.factor[partition]);
            first[partition + 1] = first[partition] + width;
        }
        this.origin = new int[first[partitions]];
        this.count = new int[task.brokerCount()];
        this.bytes = new long[task.brokerCount()];
        this.room = task.room.clone();
        this.topicLoad = TopicLoad.of(task.topicCap, cluster);
        for (int partition = 0; partition < partitions; partition++) {
            int from = cluster.firstSlot(partition);
            int replicas = cluster.replicationFactor(partition);
            for (int i = 0; i < replicas; i++) {
                int broker = cluster.brokerAt(from + i);
                origin[first[partition] + i] = broker;
                count[broker]++;
                bytes[broker] += size(partition);
                topicLoad.add(cluster.topicOf(partition), broker, 1);
            }
            Arrays.fill(origin, first[partition] + replicas, first[partition + 1], NONE);
        }
        this.now = origin.clone();
    }

    int first(int partition) {
        return first[partition];
    }

    int end(int partition) {
        return first[partition + 1];
    }

    int slotCount() {
        return now.length;
    }

    int now(int slot) {
        return now[slot];
    }

    int origin(int slot) {
        return origin[slot];
    }

    /** How many replicas a broker holds now. */
    int count(int broker) {
        return count[broker];
    }

    /** How many bytes a broker holds now, as far as sizes are known. */
    long bytes(int broker) {
        return bytes[broker];
    }

    /** The bytes of a replica, 0 where they are not known. */
    long size(int partition) {
        return Math.max(0, task.cluster.size(partition));
    }

    /** How many replicas a partition has now. */
    int filled(int partition) {
        int filled = 0;
        for (int slot = first[partition]; slot < first[partition + 1]; slot++) {
            filled += now[slot] == NONE ? 0 : 1;
        }
        return filled;
    }

    boolean holds(int partition, int broker) {
        for (int slot = first[partition]; slot < first[partition + 1]; slot++) {
            if (now[slot] == broker) {
                return true;
            }
        }
        return false;
    }

    /** The slot in which a broker had a replica at first, or {@link #NONE}. */
    int originSlot(int partition, int broker) {
        for (int slot = first[partition]; slot < first[partition + 1]; slot++) {
            if (origin[slot] == broker) {
                return slot;
            }
        }
        return NONE;
    }

    int inRack(int partition, int rack) {
        int found = 0;
        for (int slot = first[partition]; slot < first[partition + 1]; slot++) {
            found += now[slot] != NONE && task.rackOf[now[slot]] == rack ? 1 : 0;
        }
        return found;
    }

    /**
     * Whether two replicas of a partition are in one rack. If none are, none is too many, whatever the even spread: most
     * partitions need no closer look.
     */
    boolean sharesRack(int partition) {
        for (int slot = first[partition] + 1; slot < first[partition + 1]; slot++) {
            for (int other = first[partition]; other < slot; other++) {
                if (now[slot] != NONE && now[other] != NONE && task.rackOf[now[slot]] == task.rackOf[now[other]]) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether all partitions that may be changed are spread over racks as evenly as can be. */
    boolean racksAreEven() {
        RackSpread spread = new RackSpread(task);
        for (int partition = 0; partition + 1 < first.length; partition++) {
            if (!task.frozen.get(partition) && task.rackCount > 1) {
                if (sharesRack(partition)) {
                    spread.of(this, partition);
                    if (spread.crowded() >= 0) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** Whether the topic cap forbids what a broker holds of the topic of a partition already. */
    boolean aboveTopicCap(int partition, int broker) {
        return topicLoad.of(task.cluster.topicOf(partition), broker) > task.topicCap;
    }

    /** Whether a broker may get a replica of a partition, racks and shares aside. */
    boolean mayTake(int partition, int broker) {
        if (holds(partition, broker)) {
            return false;
        }
        boolean full = topicLoad.of(task.cluster.topicOf(partition), broker) >= task.topicCap;
        int home = full || !task.keeps[broker] ? NONE : originSlot(partition, broker);
        if (home != NONE && mayComeBack(partition, home)) {
            return true;
        }
        boolean fits = !full && room[broker] >= task.cluster.size(partition);
        limited |= task.receives[broker] && !fits;
        return task.receives[broker] && fits;
    }

    /** Where the factor falls, replicas that are offline or out of sync are dropped first, and stay dropped. */
    private boolean mayComeBack(int partition, int home) {
        return !task.changesFactor
                || (task.isOnline(origin[home])
                        && task.cluster.isInSync(task.cluster.firstSlot(partition) + home - first[partition]));
    }

    /** Notes that a cap has stood in the way. */
    void limit() {
        limited = true;
    }

    /** Whether a cap or a disk has stood in the way of anything: then sums and flows, which know neither, prove less. */
    boolean limited() {
        return limited;
    }

    /**
     * Whether the replica of a slot may go to another broker, shares aside. A move between racks must lead to a rack that
     * has fewer replicas of the partition than the one it leaves: then no rack gets further from its even share. From an
     * even spread (all racks between floor and ceiling) exactly the even spreads are reached this way.
     */
    boolean mayMove(int partition, int slot, int to) {
        if (isLocked(partition, slot) || survives(slot) || !mayTake(partition, to)) {
            return false;
        }
        int fromRack = task.rackOf[now[slot]];
        int toRack = task.rackOf[to];
        return fromRack == toRack || inRack(partition, toRack) < inRack(partition, fromRack);
    }

    /** What has stayed where it was so far need not move, and where only what must does that is that. */
    private boolean survives(int slot) {
        return task.request.movement() == MovementPolicy.FORCED_ONLY && now[slot] == origin[slot];
    }

    boolean isLocked(int partition, int slot) {
        return task.frozen.get(partition) || (slot == first[partition] && task.locksLeader(partition));
    }

    /** Empties a slot. */
    void clear(int partition, int slot) {
        leave(partition, now[slot]);
        now[slot] = NONE;
    }

    /**
     * Puts a broker into a slot, in place of whom it holds, if anyone. A broker that comes back takes its own slot, and
     * who was there takes the other.
     *
     * @return the slot that holds the broker now
     */
    int put(int partition, int slot, int broker) {
        if (now[slot] != NONE) {
            leave(partition, now[slot]);
            now[slot] = NONE;
        }
        int home = originSlot(partition, broker);
        if (home == NONE) {
            if (room[broker] != PlacementTask.UNKNOWN_ROOM) {
                room[broker] -= Math.max(0, task.cluster.size(partition));
            }
            home = slot;
        } else if (home != slot) {
            now[slot] = now[home];
        }
        now[home] = broker;
        count[broker]++;
        bytes[broker] += size(partition);
        topicLoad.add(task.cluster.topicOf(partition), broker, 1);
        return home;
    }

    private void leave(int partition, int broker) {
        count[broker]--;
        bytes[broker] -= size(partition);
        topicLoad.add(task.cluster.topicOf(partition), broker, -1);
        if (room[broker] != PlacementTask.UNKNOWN_ROOM && originSlot(partition, broker) == NONE) {
            room[broker] += Math.max(0, task.cluster.size(partition));
        }
    }

    /** Replicas on brokers that had none of their partition. */
    long moves() {
        long moves = 0;
        for (int slot = 0; slot < now.length; slot++) {
            moves += now[slot] != NONE && now[slot] != origin[slot] ? 1 : 0;
        }
        return moves;
    }

    /** The bytes of {@link #moves()}. */
    long bytes() {
        long bytes = 0;
        for (int partition = 0; partition + 1 < first.length; partition++) {
            for (int slot = first[partition]; slot < first[partition + 1]; slot++) {
                if (now[slot] != NONE && now[slot] != origin[slot]) {
                    bytes += Math.max(0, task.cluster.size(partition));
                }
            }
        }
        return bytes;
    }

    /** The cluster with the replicas that the slots hold now. */
    ReplicaMap result() {
        int[] newFirst = new int[first.length];
        int[] slots = new int[now.length];
        int filled = 0;
        for (int partition = 0; partition + 1 < first.length; partition++) {
            for (int slot = first[partition]; slot < first[partition + 1]; slot++) {
                if (now[slot] != NONE) {
                    slots[filled++] = now[slot];
                }
            }
            newFirst[partition + 1] = filled;
        }
        return task.cluster.with(newFirst, filled == slots.length ? slots : Arrays.copyOf(slots, filled));
    }
}
