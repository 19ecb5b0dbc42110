// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.Arrays;

/**
 * How many replicas of one partition each rack holds when they are spread evenly.
 *
 * <p>Racks are filled level by level, each as far as it has brokers: with {@link #level()} the number of full levels, rack
 * g holds at least min(brokers of g, level), and {@link #above()} racks hold one more. Where every rack has brokers enough
 * that is floor and ceiling of RF / racks; a rack with too few brokers holds one on each, and the others share the rest.
 */
final class RackSpread {
    private final PlacementTask task;
    private final int[] receivers;
    private final int[] room;
    private final int[] has;
    private int level;
    private int above;

    RackSpread(PlacementTask task) {
        this.task = task;
        this.receivers = new int[task.rackCount];
        for (int broker = 0; broker < task.brokerCount(); broker++) {
            receivers[task.rackOf[broker]] += task.receives[broker] ? 1 : 0;
        }
        this.room = new int[task.rackCount];
        this.has = new int[task.rackCount];
    }

    /** Works out the spread of a partition that keeps what its slots hold now. */
    void of(ReplicaSlots slots, int partition) {
        System.arraycopy(receivers, 0, room, 0, room.length);
        Arrays.fill(has, 0);
        for (int slot = slots.first(partition); slot < slots.end(partition); slot++) {
            int broker = slots.now(slot);
            if (broker != ReplicaSlots.NONE) {
                has[task.rackOf[broker]]++;
                room[task.rackOf[broker]] += task.receives[broker] ? 0 : 1;
            }
        }
        fill(task.factor[partition]);
    }

    /** Works out the spread of any partition with this many replicas over brokers that are all free to take one. */
    void of(int[] brokersOfRack, int replicas) {
        System.arraycopy(brokersOfRack, 0, room, 0, room.length);
        fill(replicas);
    }

    private void fill(int replicas) {
        int filled = 0;
        for (level = 0; level < replicas; level++) {
            int next = 0;
            for (int rack : room) {
                next += Math.min(rack, level + 1);
            }
            if (next > replicas) {
                break;
            }
            filled = next;
        }
        above = replicas - filled;
    }

    int level() {
        return level;
    }

    /** How many racks hold one more than {@link #level()}. */
    int above() {
        return above;
    }

    /** How many replicas a rack has now, after {@link #of(ReplicaSlots, int)}. */
    int has(int rack) {
        return has[rack];
    }

    /** The replicas of a partition that can stay where they are: m(p) of {@link ClosedFormBound}. */
    int keepable() {
        int keep = 0;
        int over = 0;
        for (int rack : has) {
            keep += Math.min(rack, level);
            over += rack > level ? 1 : 0;
        }
        return keep + Math.min(over, above);
    }

    /** A rack that holds more than its even share, or -1. */
    int crowded() {
        int over = 0;
        int most = -1;
        for (int rack = 0; rack < has.length; rack++) {
            over += has[rack] > level ? 1 : 0;
            if (has[rack] > level && (most < 0 || has[rack] > has[most])) {
                most = rack;
            }
        }
        return most >= 0 && (has[most] > level + 1 || over > above) ? most : -1;
    }

    /** Notes that a rack has one replica fewer. */
    void dropped(int rack) {
        has[rack]--;
    }
}
