// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntPredicate;

/**
 * Makes every broker the preferred leader of its share of partitions by reordering replicas, which copies no data.
 *
 * <ol>
 *   <li>Each broker's band is the floor to the ceiling of its fair share of all that is led.
 *   <li>Surplus is handed to deficit along chains of partitions so that the fewest partitions change ({@link LeaderFlow}).
 *   <li>Where bands cannot be reached (a broker holds too few replicas, or what it leads is pinned), brokers are divided
 *       into pools that are made even in themselves ({@link LeaderBands}), and the flow is computed again with those bands.
 * </ol>
 *
 * <p>So no order of the replicas is more even, and none that is as even changes fewer partitions. Deterministic.
 */
final class LeaderBalance {
    /** Each round divides pools about in halves; what is still uneven after as many stays so. */
    private static final int MOST_ROUNDS = 64;

    private static final int MOST_TURNS = 8;

    private LeaderBalance() {}

    /**
     * Reorders so that each broker that may lead leads its share, with the fewest changes. Partitions whose preferred leader
     * may not lead are left alone: it may come back.
     *
     * @param order the replicas; reordered here
     * @param mayLead by broker index
     * @param capacity by broker index: shares are in proportion to it
     * @param frozen partitions whose order stays; what they lead counts as load
     * @return how many partitions changed
     */
    static int balance(ReplicaOrder order, boolean[] mayLead, double[] capacity, BitSet frozen) {
        int[] movable = inTurns(
                order.partitionCount(), partition -> !frozen.get(partition) && mayLead[order.leader(partition)]);
        return spread(order, movable, shares(mayLead, capacity));
    }

    /**
     * Reorders those partitions that a broker leads that may not, and no others; the leaders are spread evenly.
     *
     * @param order the replicas; reordered here
     * @param mayLead by broker index
     * @param capacity by broker index: shares are in proportion to it
     * @param frozen partitions whose order stays; what they lead counts as load
     * @return how many partitions changed; those without another replica that may lead stay
     */
    static int evacuate(ReplicaOrder order, boolean[] mayLead, double[] capacity, BitSet frozen) {
        int[] movable = inTurns(
                order.partitionCount(), partition -> !frozen.get(partition) && !mayLead[order.leader(partition)]);
        return spread(order, movable, shares(mayLead, capacity));
    }

    private static double[] shares(boolean[] mayLead, double[] capacity) {
        double[] share = new double[capacity.length];
        Arrays.setAll(share, broker -> mayLead[broker] ? capacity[broker] : 0);
        return share;
    }

    /** Every so-manieth first, so that a broker's surplus is not taken from the first topics only. */
    private static int[] inTurns(int partitions, IntPredicate movable) {
        int[] order = new int[partitions];
        int count = 0;
        int turns = Math.max(1, Math.min(MOST_TURNS, partitions / 2));
        for (int turn = 0; turn < turns; turn++) {
            for (int partition = turn; partition < partitions; partition += turns) {
                if (movable.test(partition)) {
                    order[count++] = partition;
                }
            }
        }
        return Arrays.copyOf(order, count);
    }

    /**
     * Spreads leaders of some partitions.
     *
     * @param order the replicas; reordered here
     * @param movable the partitions that may be reordered, most wanted first; what others lead counts as load
     * @param share what each broker can bear compared with the others; 0 for one that may not lead: movable partitions are
     *     taken from it where another replica may lead
     * @return how many partitions have another preferred leader than at the begin of this
     */
    static int spread(ReplicaOrder order, int[] movable, double[] share) {
        int[] candidates = Arrays.stream(movable)
                .filter(partition -> hasChoice(order, partition, share))
                .toArray();
        int[] led = led(order, candidates, share);
        LeaderBands bands = new LeaderBands(share, led);
        LeadCells cells = new LeadCells(order, candidates, share);
        LeaderFlow flow = new LeaderFlow(cells, bands, led, LeaderFlow.Search.FEWEST_CHANGES);
        if (!flow.run()) {
            boolean even = false;
            for (int round = 0; round < MOST_ROUNDS && !even; round++) {
                int[] now = now(flow, led.length);
                bands.divide(flow::isStuck, now);
                flow = new LeaderFlow(cells, bands, now, LeaderFlow.Search.WITHIN_POOLS);
                even = flow.run();
            }
            cells = new LeadCells(order, candidates, share);
            new LeaderFlow(cells, bands, led, LeaderFlow.Search.FEWEST_CHANGES).run();
        }
        return cells.realise();
    }

    private static boolean hasChoice(ReplicaOrder order, int partition, double[] share) {
        for (int slot = order.firstSlot[partition] + 1; slot < order.firstSlot[partition + 1]; slot++) {
            if (share[order.slots[slot]] > 0) {
                return true;
            }
        }
        return false;
    }

    /** What counts: all that brokers lead which may, and what is taken from the others. */
    private static int[] led(ReplicaOrder order, int[] candidates, double[] share) {
        int[] led = new int[share.length];
        for (int partition = 0; partition < order.partitionCount(); partition++) {
            int leader = order.leader(partition);
            if (share[leader] > 0) {
                led[leader]++;
            }
        }
        for (int partition : candidates) {
            int leader = order.leader(partition);
            if (!(share[leader] > 0)) {
                led[leader]++;
            }
        }
        return led;
    }

    private static int[] now(LeaderFlow flow, int brokers) {
        int[] led = new int[brokers];
        Arrays.setAll(led, flow::led);
        return led;
    }
}
