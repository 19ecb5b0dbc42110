// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.Arrays;

/**
 * The replicas of all partitions in their order, the preferred leader first, and who led before anything was moved.
 *
 * <p>A partition whose leader keeps its replica has a <em>home</em>: to lead it from elsewhere is a change, to bring it home
 * takes one back. One whose leader went has none, and is changed whoever leads it.
 */
final class ReplicaOrder {
    private static final int NONE = -1;

    /** Where the replicas of each partition begin, and the end. */
    final int[] firstSlot;

    /** The broker index of each replica. */
    final int[] slots;

    private final int[] home;

    /** The orders are changed in place; who leads now is at home. */
    ReplicaOrder(int[] firstSlot, int[] slots) {
        this.firstSlot = firstSlot;
        this.slots = slots;
        this.home = new int[firstSlot.length - 1];
        Arrays.setAll(home, partition -> slots[firstSlot[partition]]);
    }

    static ReplicaOrder of(ReplicaMap map) {
        int[] firstSlot = new int[map.partitionCount() + 1];
        Arrays.setAll(firstSlot, map::firstSlot);
        int[] slots = new int[map.slotCount()];
        Arrays.setAll(slots, map::brokerAt);
        return new ReplicaOrder(firstSlot, slots);
    }

    /** The orders after replicas were moved: at home is who led before that. */
    static ReplicaOrder of(ReplicaMap before, ReplicaMap after) {
        ReplicaOrder order = of(after);
        for (int partition = 0; partition < order.home.length; partition++) {
            int led = before.brokerAt(before.firstSlot(partition));
            if (led != order.home[partition]) {
                order.home[partition] = led;
                if (!order.bringToFront(partition, led)) {
                    order.uproot(partition);
                }
            }
        }
        return order;
    }

    /** The leader of a partition went: whoever leads it now, it is changed. */
    void uproot(int partition) {
        home[partition] = NONE;
    }

    int partitionCount() {
        return home.length;
    }

    int leader(int partition) {
        return slots[firstSlot[partition]];
    }

    /** What it does to the number of changes to hand a partition over: -1, 0 or 1. */
    int cost(int partition, int from, int to) {
        return (to == home[partition] ? 0 : 1) - (from == home[partition] ? 0 : 1);
    }

    /** Makes a broker the preferred leader by a swap, so that the other replicas keep their places; false if it has none. */
    boolean bringToFront(int partition, int broker) {
        int first = firstSlot[partition];
        for (int slot = first; slot < firstSlot[partition + 1]; slot++) {
            if (slots[slot] == broker) {
                slots[slot] = slots[first];
                slots[first] = broker;
                return true;
            }
        }
        return false;
    }
}
