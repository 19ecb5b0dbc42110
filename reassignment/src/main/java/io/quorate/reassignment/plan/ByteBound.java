// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

/**
 * The least bytes that any placement within the bands must copy.
 *
 * <p>What stays on no broker is copied: a partition that lacks replicas on brokers that keep copies its size for each, and
 * each replica that a broker sheds is copied elsewhere (for nothing where the factor falls). Broker b sheds at least
 * kept(b) - high(b), all together at least as many as the bound on moves says. The cheapest choice takes each broker's
 * smallest, then the smallest of all (a broker may give more than it has above its low, if it gets others): the sets are
 * nested, so the greedy choice from small to large is the least.
 */
final class ByteBound {
    private ByteBound() {}

    static long of(ReplicaSlots slots, Bands bands, ClosedFormBound bound, long movesAtLeast, int[] order) {
        PlacementTask task = slots.task;
        long[] must = new long[task.brokerCount()];
        long[] may = new long[task.brokerCount()];
        long spare = movesAtLeast - bound.missing();
        for (int broker = 0; broker < must.length; broker++) {
            must[broker] = Math.max(0, bound.kept(broker) - bands.high[broker]);
            may[broker] = Math.min(bound.kept(broker), bands.high[broker]);
            spare -= must[broker];
        }
        long bytes = 0;
        // What a lower factor frees comes first: it costs nothing.
        for (int round = task.changesFactor ? 0 : 1; round < 2; round++) {
            for (int partition : order) {
                int has = 0;
                for (int slot = slots.first(partition); slot < slots.end(partition); slot++) {
                    int broker = slots.origin(slot);
                    has += broker != ReplicaSlots.NONE && (task.keeps[broker] || task.frozen.get(partition)) ? 1 : 0;
                }
                boolean free = has > task.factor[partition];
                if (free != (round == 0) || task.frozen.get(partition)) {
                    continue;
                }
                long size = free ? 0 : Math.max(0, task.cluster.size(partition));
                bytes += size * Math.max(0, task.factor[partition] - has);
                for (int slot = slots.first(partition); slot < slots.end(partition); slot++) {
                    int broker = slots.origin(slot);
                    if (broker == ReplicaSlots.NONE || !task.keeps[broker]) {
                        continue;
                    }
                    if (must[broker] > 0) {
                        must[broker]--;
                        bytes += size;
                    } else if (spare > 0 && may[broker] > 0) {
                        spare--;
                        may[broker]--;
                        bytes += size;
                    }
                }
            }
        }
        return bytes;
    }
}
