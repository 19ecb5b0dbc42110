// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.json;

import java.util.Arrays;

/** A list of ints that is filled and emptied again for each partition. */
final class IntBuffer {
    private int[] values = new int[8];
    private int size;

    void clear() {
        size = 0;
    }

    void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    int size() {
        return size;
    }

    void copyTo(int[] target, int from) {
        System.arraycopy(values, 0, target, from, size);
    }

    boolean hasOtherThanZero() {
        for (int i = 0; i < size; i++) {
            if (values[i] != 0) {
                return true;
            }
        }
        return false;
    }

    boolean hasNegative() {
        for (int i = 0; i < size; i++) {
            if (values[i] < 0) {
                return true;
            }
        }
        return false;
    }

    boolean repeats() {
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                if (values[i] == values[j]) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOf(values, size));
    }
}
