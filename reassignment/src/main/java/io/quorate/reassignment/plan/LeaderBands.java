// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * How many partitions each broker shall lead: the floor to the ceiling of its fair share.
 *
 * <p>The share is taken of what its pool leads. At first all brokers are one pool. Brokers that cannot come down to their
 * share, with those that they can hand leaderships to, become a pool of their own, and so do the others: no order of the
 * replicas lets the first lead less, so each pool is made even in itself.
 */
final class LeaderBands {
    /** Shares are computed in floating point; a share this close to a whole number is one. */
    private static final double EPSILON = 1e-9;

    private final double[] share;
    private final int[] pool;
    private final int[] low;
    private final int[] high;
    private int[] spare = {};
    private int pools = 1;

    LeaderBands(double[] share, int[] led) {
        this.share = share;
        this.pool = new int[share.length];
        this.low = new int[share.length];
        this.high = new int[share.length];
        measure(led);
    }

    int pools() {
        return pools;
    }

    int pool(int broker) {
        return pool[broker];
    }

    int low(int broker) {
        return low[broker];
    }

    int width(int broker) {
        return high[broker] - low[broker];
    }

    /** How many leaderships of a pool lie above the low ends of its brokers' bands. */
    int spare(int ofPool) {
        return spare[ofPool];
    }

    /** Divides each pool that has stuck brokers into those and the others. */
    void divide(IntPredicate stuck, int[] led) {
        int[] divided = new int[pools];
        int before = pools;
        for (int broker = 0; broker < pool.length; broker++) {
            if (stuck.test(broker)) {
                int old = pool[broker];
                if (divided[old] == 0) {
                    divided[old] = pools++;
                }
                pool[broker] = divided[old];
            }
        }
        if (pools > before) {
            measure(led);
        }
    }

    private void measure(int[] led) {
        long[] all = new long[pools];
        double[] shares = new double[pools];
        for (int broker = 0; broker < pool.length; broker++) {
            all[pool[broker]] += led[broker];
            shares[pool[broker]] += share[broker];
        }
        long[] wholes = all.clone();
        for (int broker = 0; broker < pool.length; broker++) {
            double fair = share[broker] > 0 ? wholes[pool[broker]] * share[broker] / shares[pool[broker]] : 0;
            low[broker] = (int) Math.floor(fair + EPSILON);
            high[broker] = (int) Math.ceil(fair - EPSILON);
            all[pool[broker]] -= low[broker];
        }
        spare = Arrays.stream(all).mapToInt(Math::toIntExact).toArray();
    }
}
