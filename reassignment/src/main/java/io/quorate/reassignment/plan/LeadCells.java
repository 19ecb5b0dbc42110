// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.Arrays;

/**
 * Which partitions one broker leads and another could lead: a matrix of brokers, each cell with three linked lists, by what
 * handing a partition over does to the number of partitions whose leader is another one than at first.
 *
 * <p>The lists run through the slots, so that a million partitions cost no object. Not thread-safe.
 */
final class LeadCells {
    /** Handing over such a partition brings its first leader back. */
    static final int RESTORES = -1;
    /** Handing over such a partition makes its first change. */
    static final int CHANGES = 1;

    private static final int NONE = -1;
    private static final int COSTS = 3;

    private final int brokers;
    private final int[] firstSlot;
    private final int[] slots;
    private final double[] share;
    private final int[] leader;
    private final int[] owner;
    private final int[] head;
    private final int[] next;
    private final int[] previous;

    /**
     * @param movable the partitions that may be handed over, most wanted first
     * @param share of each broker; 0 for one that may not lead
     */
    LeadCells(int[] firstSlot, int[] slots, int[] movable, double[] share) {
        this.brokers = share.length;
        this.firstSlot = firstSlot;
        this.slots = slots;
        this.share = share;
        this.leader = new int[firstSlot.length - 1];
        this.owner = new int[slots.length];
        this.head = new int[brokers * brokers * COSTS];
        this.next = new int[slots.length];
        this.previous = new int[slots.length];
        for (int partition = 0; partition < leader.length; partition++) {
            leader[partition] = slots[firstSlot[partition]];
        }
        Arrays.fill(head, NONE);
        for (int i = movable.length - 1; i >= 0; i--) {
            Arrays.fill(owner, firstSlot[movable[i]], firstSlot[movable[i] + 1], movable[i]);
            enter(movable[i]);
        }
    }

    int leaderOf(int partition) {
        return leader[partition];
    }

    /** Tells whether there is a partition that can be handed over at this cost. */
    boolean any(int from, int to, int cost) {
        return head[cell(from, to, cost)] != NONE;
    }

    /** Tells whether there is a partition that can be handed over at any cost. */
    boolean any(int from, int to) {
        return any(from, to, CHANGES) || any(from, to, 0) || any(from, to, RESTORES);
    }

    /** Hands the first such partition over. */
    void handOver(int from, int to, int cost) {
        int partition = owner[head[cell(from, to, cost)]];
        leave(partition);
        leader[partition] = to;
        enter(partition);
    }

    /** Puts the leaders that were chosen in front: a swap, so that the other replicas keep their places. */
    int realise() {
        int changed = 0;
        for (int partition = 0; partition < leader.length; partition++) {
            int first = firstSlot[partition];
            if (slots[first] != leader[partition]) {
                int slot = first;
                while (slots[slot] != leader[partition]) {
                    slot++;
                }
                slots[slot] = slots[first];
                slots[first] = leader[partition];
                changed++;
            }
        }
        return changed;
    }

    private void enter(int partition) {
        int from = leader[partition];
        for (int slot = firstSlot[partition]; slot < firstSlot[partition + 1]; slot++) {
            int to = slots[slot];
            if (to != from && share[to] > 0) {
                int cell = cell(from, to, cost(partition, from, to));
                int second = head[cell];
                next[slot] = second;
                previous[slot] = NONE;
                head[cell] = slot;
                if (second != NONE) {
                    previous[second] = slot;
                }
            }
        }
    }

    private void leave(int partition) {
        int from = leader[partition];
        for (int slot = firstSlot[partition]; slot < firstSlot[partition + 1]; slot++) {
            int to = slots[slot];
            if (to != from && share[to] > 0) {
                if (previous[slot] == NONE) {
                    head[cell(from, to, cost(partition, from, to))] = next[slot];
                } else {
                    next[previous[slot]] = next[slot];
                }
                if (next[slot] != NONE) {
                    previous[next[slot]] = previous[slot];
                }
            }
        }
    }

    private int cost(int partition, int from, int to) {
        int home = slots[firstSlot[partition]];
        return (to == home ? 0 : 1) - (from == home ? 0 : 1);
    }

    private int cell(int from, int to, int cost) {
        return (from * brokers + to) * COSTS + cost + 1;
    }
}
