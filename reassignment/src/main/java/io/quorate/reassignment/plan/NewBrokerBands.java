// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

/**
 * The bands where replicas move onto new brokers only.
 *
 * <p>A new broker gets its fair share. One that was there before never gains, keeps at least its own low, and gives what
 * is above its high if the new brokers have room for all of that. If they have not, nobody has a high: the new brokers are
 * filled up to their lows from those that are above their highs.
 */
final class NewBrokerBands {
    private NewBrokerBands() {}

    /** Fits the bands to the policy, and returns down to what each broker gives. */
    static int[] narrow(ReplicaSlots slots, Bands bands) {
        boolean[] isNew = slots.task.receives;
        long above = 0;
        long missing = 0;
        long room = 0;
        for (int broker = 0; broker < isNew.length; broker++) {
            int count = slots.count(broker);
            if (isNew[broker]) {
                missing += Math.max(0, bands.low[broker] - count);
                room += Math.max(0, bands.high[broker] - count);
            } else {
                above += Math.max(0, count - bands.high[broker]);
            }
        }
        int[] keep = new int[isNew.length];
        for (int broker = 0; broker < isNew.length; broker++) {
            int count = slots.count(broker);
            keep[broker] = bands.low[broker];
            if (!isNew[broker]) {
                keep[broker] = Math.min(count, above >= missing ? bands.high[broker] : bands.low[broker]);
                bands.low[broker] = Math.min(count, bands.low[broker]);
                bands.high[broker] = above > room ? Math.max(count, bands.high[broker]) : bands.high[broker];
            }
        }
        return keep;
    }
}
