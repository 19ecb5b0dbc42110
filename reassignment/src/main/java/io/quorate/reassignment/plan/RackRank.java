// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much a set of brokers can hold of the partitions that are not frozen, and whether some set is to hold more.
 *
 * <p>A partition has at most one replica on a broker. In each rack it has as many as {@link RackSpread} gives all racks, in some of
 * them one more. So of N partitions with a replication factor that fills every rack up to L and A racks with one more, a set with
 * b(g) brokers in rack g holds at most N times (sum of min(b(g), L) + min(A, number of g with b(g) above L)). That is the rank
 * function of a matroid, and the sum over factors is one of a polymatroid.
 *
 * <p>A set that is to hold more than that most is found rack by rack: those that hold most come first, and for each factor it
 * is tried whether more racks than A take part, or not ({@link SpareRacks}).
 */
final class RackRank {
    /** Excess that counts as none: far below a replica shared by all brokers, far above the error of the sums. */
    static final double NONE = 1e-6;

    private final int[] rackOf;
    private final Integer[][] brokersOf;
    private final double[] weight;
    private final int[] level;
    private final int[] above;

    /** Which factors are limited, by their place in {@link #weight}, in each way in which some can be. */
    private final List<boolean[]> ways;

    private final boolean[] inSet;
    private double excess;

    /**
     * Takes the weight of the partitions of each replication factor.
     *
     * @param holders how many brokers of each rack can hold replicas
     */
    RackRank(PlacementTask task, double[] byFactor, int[] holders) {
        this.rackOf = task.rackOf;
        this.brokersOf = new Integer[task.rackCount][];
        for (int rack = 0; rack < task.rackCount; rack++) {
            int wanted = rack;
            brokersOf[rack] = IntStream.range(0, rackOf.length)
                    .filter(broker -> rackOf[broker] == wanted)
                    .boxed()
                    .toArray(Integer[]::new);
        }
        int[] factors = IntStream.range(1, byFactor.length)
                .filter(factor -> byFactor[factor] > 0)
                .toArray();
        this.weight = new double[factors.length];
        this.level = new int[factors.length];
        this.above = new int[factors.length];
        RackSpread spread = new RackSpread(task);
        for (int i = 0; i < factors.length; i++) {
            weight[i] = byFactor[factors[i]];
            spread.of(holders, factors[i]);
            level[i] = spread.level();
            above[i] = spread.above();
        }
        this.ways = SpareRacks.of(level, above, holders);
        this.inSet = new boolean[rackOf.length];
    }

    /** Looks for the set whose brokers are to hold most above what it can; {@code wanted} is what each is to hold. */
    double excess(double[] wanted) {
        for (Integer[] brokers : brokersOf) {
            Arrays.sort(brokers, Comparator.comparingDouble(broker -> -wanted[broker]));
        }
        excess = 0;
        Arrays.fill(inSet, false);
        for (boolean[] limited : ways) {
            double sum = 0;
            for (int i = 0; i < limited.length; i++) {
                sum -= limited[i] ? weight[i] * above[i] : 0;
            }
            int[] taken = new int[brokersOf.length];
            for (int rack = 0; rack < brokersOf.length; rack++) {
                sum += best(rack, wanted, limited, taken);
            }
            if (sum > excess) {
                excess = sum;
                note(taken);
            }
        }
        return excess;
    }

    private double best(int rack, double[] wanted, boolean[] limited, int[] taken) {
        double best = 0;
        double sum = 0;
        for (int count = 1; count <= brokersOf[rack].length; count++) {
            sum += wanted[brokersOf[rack][count - 1]];
            double room = 0;
            for (int i = 0; i < weight.length; i++) {
                room += weight[i] * (Math.min(count, level[i]) + (count > level[i] && !limited[i] ? 1 : 0));
            }
            if (sum - room > best) {
                best = sum - room;
                taken[rack] = count;
            }
        }
        return best;
    }

    private void note(int[] taken) {
        Arrays.fill(inSet, false);
        for (int rack = 0; rack < taken.length; rack++) {
            for (int i = 0; i < taken[rack]; i++) {
                inSet[brokersOf[rack][i]] = true;
            }
        }
    }

    /** Whether a broker is in the set that was found last. */
    boolean isInSet(int broker) {
        return inSet[broker];
    }
}
