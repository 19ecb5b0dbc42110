// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** The brokers of a rack that receive, the least loaded on top; ties go to the lower index. */
final class LoadHeap {
    private static final int ABSENT = -1;

    private final double[] load;
    private final int[] heap;
    private final int[] at;
    private int size;

    LoadHeap(double[] load, boolean[] receives, int[] rackOf, int rack) {
        this.load = load;
        this.at = new int[load.length];
        Arrays.fill(at, ABSENT);
        int members = 0;
        for (int broker = 0; broker < load.length; broker++) {
            members += receives[broker] && rackOf[broker] == rack ? 1 : 0;
        }
        this.heap = new int[members];
        for (int broker = 0; broker < load.length; broker++) {
            if (receives[broker] && rackOf[broker] == rack) {
                heap[size] = broker;
                at[broker] = size++;
                up(size - 1);
            }
        }
    }

    /** Puts a broker where its load belongs after that has changed. */
    void changed(int broker) {
        if (at[broker] != ABSENT) {
            up(at[broker]);
            down(at[broker]);
        }
    }

    /**
     * The least loaded broker below a limit that will do, or -1. Only what is less loaded than the answer, or refused, is
     * looked at.
     */
    int least(double below, IntPredicate willDo) {
        return least(0, -1, below, willDo);
    }

    private int least(int position, int best, double below, IntPredicate willDo) {
        if (position >= size || !(load[heap[position]] < below) || (best >= 0 && !before(heap[position], best))) {
            return best;
        }
        if (willDo.test(heap[position])) {
            return heap[position];
        }
        int left = least(2 * position + 1, best, below, willDo);
        return least(2 * position + 2, left, below, willDo);
    }

    private boolean before(int a, int b) {
        return load[a] < load[b] || (load[a] == load[b] && a < b);
    }

    private void up(int from) {
        int position = from;
        int broker = heap[position];
        while (position > 0 && before(broker, heap[(position - 1) >>> 1])) {
            set(position, heap[(position - 1) >>> 1]);
            position = (position - 1) >>> 1;
        }
        set(position, broker);
    }

    private void down(int from) {
        int position = from;
        int broker = heap[position];
        while (2 * position + 1 < size) {
            int child = 2 * position + 1;
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], broker)) {
                break;
            }
            set(position, heap[child]);
            position = child;
        }
        set(position, broker);
    }

    private void set(int position, int broker) {
        heap[position] = broker;
        at[broker] = position;
    }
}
