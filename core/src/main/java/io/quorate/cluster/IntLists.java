// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Many short lists of node ids in two arrays: a cluster of a million partitions has a few million of them, and an object
 * each would cost more than everything else.
 */
final class IntLists {
    /** List i is values[starts[i]] to values[starts[i + 1]] (exclusive). */
    private final int[] starts;

    private final int[] values;

    private IntLists(int[] starts, int[] values) {
        this.starts = starts;
        this.values = values;
    }

    static IntLists copyOf(List<List<Integer>> lists) {
        int[] starts = new int[lists.size() + 1];
        for (int i = 0; i < lists.size(); i++) {
            starts[i + 1] = starts[i] + lists.get(i).size();
        }
        int[] values = new int[starts[lists.size()]];
        for (int i = 0; i < lists.size(); i++) {
            List<Integer> list = lists.get(i);
            for (int at = starts[i]; at < starts[i + 1]; at++) {
                values[at] = list.get(at - starts[i]);
            }
        }
        return new IntLists(starts, values);
    }

    /** Returns a read-only view of one list. */
    List<Integer> get(int index) {
        return new View(values, starts[index], starts[index + 1]);
    }

    int size(int index) {
        return starts[index + 1] - starts[index];
    }

    /** Returns one value of one list, without an object. */
    int value(int index, int position) {
        Objects.checkIndex(position, size(index));
        return values[starts[index] + position];
    }

    boolean contains(int index, int value) {
        for (int at = starts[index]; at < starts[index + 1]; at++) {
            if (values[at] == value) {
                return true;
            }
        }
        return false;
    }

    /** Returns {@code other} if it holds the same, so that equal lists (ISR and replicas, mostly) are kept once. */
    IntLists sharedWith(IntLists other) {
        return equals(other) ? other : this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IntLists that
                && Arrays.equals(starts, that.starts)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    private static final class View extends AbstractList<Integer> implements RandomAccess {
        private final int[] values;
        private final int from;
        private final int to;

        View(int[] values, int from, int to) {
            this.values = values;
            this.from = from;
            this.to = to;
        }

        @Override
        public Integer get(int index) {
            if (index < 0 || index >= size()) {
                throw new IndexOutOfBoundsException("index " + index + ", size " + size());
            }
            return values[from + index];
        }

        @Override
        public int size() {
            return to - from;
        }
    }
}
