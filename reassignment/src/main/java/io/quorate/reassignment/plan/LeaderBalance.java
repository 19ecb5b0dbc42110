// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.Arrays;

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

    private LeaderBalance() {}

    /**
     * Spreads leaders, in place.
     *
     * @param firstSlot where the replicas of each partition begin
     * @param slots the brokers of all replicas, the preferred leader first; reordered here
     * @param movable the partitions that may be reordered, most wanted first; what others lead counts as load
     * @param share what each broker can bear compared with the others; 0 for one that may not lead: movable partitions are
     *     taken from it where another replica may lead
     * @return how many partitions have another preferred leader now
     */
    static int spread(int[] firstSlot, int[] slots, int[] movable, double[] share) {
        int[] candidates = Arrays.stream(movable)
                .filter(partition -> hasChoice(firstSlot, slots, partition, share))
                .toArray();
        int[] led = led(firstSlot, slots, candidates, share);
        LeaderBands bands = new LeaderBands(share, led);
        LeadCells cells = new LeadCells(firstSlot, slots, candidates, share);
        LeaderFlow flow = new LeaderFlow(cells, bands, led, LeaderFlow.Search.FEWEST_CHANGES);
        if (!flow.run()) {
            boolean even = false;
            for (int round = 0; round < MOST_ROUNDS && !even; round++) {
                int[] now = now(flow, led.length);
                bands.divide(flow::isStuck, now);
                flow = new LeaderFlow(cells, bands, now, LeaderFlow.Search.WITHIN_POOLS);
                even = flow.run();
            }
            cells = new LeadCells(firstSlot, slots, candidates, share);
            new LeaderFlow(cells, bands, led, LeaderFlow.Search.FEWEST_CHANGES).run();
        }
        return cells.realise();
    }

    private static boolean hasChoice(int[] firstSlot, int[] slots, int partition, double[] share) {
        for (int slot = firstSlot[partition] + 1; slot < firstSlot[partition + 1]; slot++) {
            if (share[slots[slot]] > 0) {
                return true;
            }
        }
        return false;
    }

    /** What counts: all that brokers lead which may, and what is taken from the others. */
    private static int[] led(int[] firstSlot, int[] slots, int[] candidates, double[] share) {
        int[] led = new int[share.length];
        for (int partition = 0; partition < firstSlot.length - 1; partition++) {
            int leader = slots[firstSlot[partition]];
            if (share[leader] > 0) {
                led[leader]++;
            }
        }
        for (int partition : candidates) {
            int leader = slots[firstSlot[partition]];
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
