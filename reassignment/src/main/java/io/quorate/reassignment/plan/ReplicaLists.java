// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.Arrays;

/** The slots that each broker holds and may give, as doubly linked lists in arrays: a move costs constant time. */
final class ReplicaLists {
    private static final int END = -1;

    private final ReplicaSlots slots;
    private final int[] head;
    private final int[] next;
    private final int[] previous;
    private final int[] partitionOf;

    ReplicaLists(ReplicaSlots slots) {
        this.slots = slots;
        this.head = new int[slots.task.brokerCount()];
        this.next = new int[slots.slotCount()];
        this.previous = new int[slots.slotCount()];
        this.partitionOf = new int[slots.slotCount()];
        Arrays.fill(head, END);
        // Backwards, so that each list begins with the first partition.
        for (int partition = slots.task.cluster.partitionCount() - 1; partition >= 0; partition--) {
            for (int slot = slots.end(partition) - 1; slot >= slots.first(partition); slot--) {
                partitionOf[slot] = partition;
                if (slots.now(slot) != ReplicaSlots.NONE && !slots.isLocked(partition, slot)) {
                    link(slot, slots.now(slot));
                }
            }
        }
    }

    int head(int broker) {
        return head[broker];
    }

    int next(int slot) {
        return next[slot];
    }

    int partitionOf(int slot) {
        return partitionOf[slot];
    }

    /**
     * Moves the replica of a slot to another broker.
     *
     * @return the slot that holds it now
     */
    int move(int slot, int to) {
        int partition = partitionOf[slot];
        unlink(slot, slots.now(slot));
        int home = slots.put(partition, slot, to);
        if (home != slot && slots.now(slot) != ReplicaSlots.NONE) {
            // Who was in the home of the one that came back is in the other slot now.
            unlink(home, slots.now(slot));
            link(slot, slots.now(slot));
        }
        link(home, to);
        return home;
    }

    private void link(int slot, int broker) {
        previous[slot] = END;
        next[slot] = head[broker];
        if (head[broker] != END) {
            previous[head[broker]] = slot;
        }
        head[broker] = slot;
    }

    private void unlink(int slot, int broker) {
        if (previous[slot] == END) {
            head[broker] = next[slot];
        } else {
            next[previous[slot]] = next[slot];
        }
        if (next[slot] != END) {
            previous[next[slot]] = previous[slot];
        }
    }
}
