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
    private final ReplicaOrder order;
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
    LeadCells(ReplicaOrder order, int[] movable, double[] share) {
        this.brokers = share.length;
        this.order = order;
        this.share = share;
        this.leader = new int[order.partitionCount()];
        this.owner = new int[order.slots.length];
        this.head = new int[brokers * brokers * COSTS];
        this.next = new int[order.slots.length];
        this.previous = new int[order.slots.length];
        Arrays.setAll(leader, order::leader);
        Arrays.fill(head, NONE);
        for (int i = movable.length - 1; i >= 0; i--) {
            Arrays.fill(owner, order.firstSlot[movable[i]], order.firstSlot[movable[i] + 1], movable[i]);
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

    /** Puts the leaders that were chosen in front, and returns how many were not. */
    int realise() {
        int changed = 0;
        for (int partition = 0; partition < leader.length; partition++) {
            if (order.leader(partition) != leader[partition]) {
                order.bringToFront(partition, leader[partition]);
                changed++;
            }
        }
        return changed;
    }

    private void enter(int partition) {
        int from = leader[partition];
        for (int slot = order.firstSlot[partition]; slot < order.firstSlot[partition + 1]; slot++) {
            int to = order.slots[slot];
            if (to != from && share[to] > 0) {
                int cell = cell(from, to, order.cost(partition, from, to));
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
        for (int slot = order.firstSlot[partition]; slot < order.firstSlot[partition + 1]; slot++) {
            int to = order.slots[slot];
            if (to != from && share[to] > 0) {
                if (previous[slot] == NONE) {
                    head[cell(from, to, order.cost(partition, from, to))] = next[slot];
                } else {
                    next[previous[slot]] = next[slot];
                }
                if (next[slot] != NONE) {
                    previous[next[slot]] = previous[slot];
                }
            }
        }
    }

    private int cell(int from, int to, int cost) {
        return (from * brokers + to) * COSTS + cost + 1;
    }
}
