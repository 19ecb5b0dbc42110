// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The ways in which a set of brokers can meet the limits of {@link RackRank}: for which replication factors more racks hold
 * brokers above the factor's level than partitions use there, so that the brokers of all these racks hold no more than that.
 *
 * <p>How many racks that are depends on the level alone, and falls with it. So factors of the same level are limited one after
 * the other, and what a level leaves open bounds the next: with R racks and L levels there are at most (R + L choose L) ways,
 * however many factors there are.
 */
final class SpareRacks {
    /**
     * More ways than any cluster has whose partitions have a handful of replicas. Of those beyond, sets that are full are not
     * found, so that the most even loads are too even to be reached; the set of all brokers is in the first way.
     */
    private static final int MOST_WAYS = 4096;

    private final int[] level;
    private final int[] above;
    private final int[] levels;
    private final int[][] spare;
    private final boolean[] limited;
    private final List<boolean[]> ways = new ArrayList<>();

    private SpareRacks(int[] level, int[] above, int[] holders) {
        this.level = level;
        this.above = above;
        this.levels = Arrays.stream(level).distinct().sorted().toArray();
        this.spare = new int[levels.length][];
        for (int depth = 0; depth < levels.length; depth++) {
            int wanted = levels[depth];
            long racks = Arrays.stream(holders).filter(any -> any > wanted).count();
            spare[depth] = IntStream.range(0, level.length)
                    .filter(i -> level[i] == wanted && above[i] > 0 && above[i] < racks)
                    .map(i -> above[i])
                    .distinct()
                    .sorted()
                    .toArray();
        }
        this.limited = new boolean[level.length];
        choose(0, Integer.MAX_VALUE);
    }

    /**
     * Lists the ways: which factors are limited in each.
     *
     * @param level by factor, up to where all racks are filled
     * @param above by factor, in how many racks there is one more
     * @param holders how many brokers of each rack can hold replicas
     */
    static List<boolean[]> of(int[] level, int[] above, int[] holders) {
        return new SpareRacks(level, above, holders).ways;
    }

    /** At most {@code most} racks hold brokers above this level. */
    private void choose(int depth, int most) {
        if (depth == levels.length) {
            ways.add(limited.clone());
            return;
        }
        for (int i = spare[depth].length; i >= 0 && ways.size() < MOST_WAYS; i--) {
            int racks = i == 0 ? 0 : spare[depth][i - 1];
            if (racks <= most) {
                limit(levels[depth], racks);
                choose(depth + 1, i == spare[depth].length ? most : Math.min(most, spare[depth][i] - 1));
            }
        }
    }

    private void limit(int wanted, int racks) {
        for (int i = 0; i < level.length; i++) {
            if (level[i] == wanted) {
                limited[i] = above[i] <= racks;
            }
        }
    }
}
