// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.group;

import java.time.Duration;
import java.util.Arrays;

/**
 * Where a log ended when: a few points, so that offsets can be turned into times. When there is no room left, the point
 * goes whose neighbours tell the same without it, measured against its age; so a steady log is known for hours and a
 * quiet one takes two points.
 */
final class EndHistory {
    static final int POINTS = 20;

    /** How much the room around a point counts beside the error that its loss makes. */
    private static final double WEIGHT_OF_ROOM = 1.0 / 16;

    private long[] offsets = new long[4];
    private long[] times = new long[4];
    private int size;

    /** A log that is shorter than before has lost its end; a clock that went back makes all points useless. */
    void add(long end, long millis) {
        if (size > 0 && millis <= times[size - 1]) {
            size = 0;
        }
        while (size > 0 && offsets[size - 1] > end) {
            size--;
        }
        if (size >= 2 && offsets[size - 1] == end && offsets[size - 2] == end) {
            times[size - 1] = millis;
            return;
        }
        if (size == POINTS) {
            removeLeastTelling(millis);
        } else if (size == offsets.length) {
            int length = Math.min(POINTS, size * 2);
            offsets = Arrays.copyOf(offsets, length);
            times = Arrays.copyOf(times, length);
        }
        offsets[size] = end;
        times[size] = millis;
        size++;
    }

    /** How long ago the record with this offset was written. */
    LagTime age(long offset, long nowMillis) {
        if (size == 0) {
            return new LagTime(Duration.ZERO, false);
        }
        if (offset >= offsets[size - 1]) {
            return LagTime.NONE;
        }
        if (offset < offsets[0]) {
            return new LagTime(Duration.ofMillis(Math.max(0, nowMillis - times[0])), false);
        }
        int before = size - 2;
        while (offsets[before] > offset) {
            before--;
        }
        double written = timeBetween(before, before + 1, offset);
        return new LagTime(Duration.ofMillis(Math.max(0, nowMillis - Math.round(written))), true);
    }

    int points() {
        return size;
    }

    private void removeLeastTelling(long now) {
        int least = 1;
        double leastLoss = Double.MAX_VALUE;
        for (int i = 1; i < size - 1; i++) {
            double error = Math.abs(times[i] - timeBetween(i - 1, i + 1, offsets[i]));
            double room = times[i + 1] - times[i - 1];
            double loss = (error + room * WEIGHT_OF_ROOM) / (now - times[i]);
            if (loss < leastLoss) {
                leastLoss = loss;
                least = i;
            }
        }
        int after = size - least - 1;
        System.arraycopy(offsets, least + 1, offsets, least, after);
        System.arraycopy(times, least + 1, times, least, after);
        size--;
    }

    /** Three points never have the same offset, so the two differ. */
    private double timeBetween(int from, int to, long offset) {
        double share = (double) (offset - offsets[from]) / (offsets[to] - offsets[from]);
        return times[from] + share * (times[to] - times[from]);
    }
}
