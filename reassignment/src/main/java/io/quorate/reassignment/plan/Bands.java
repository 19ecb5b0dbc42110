// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

/**
 * How many replicas each broker shall hold at least and at most.
 *
 * <p>The same for all algorithms that follow: what they reach, and what the bound is proven for.
 */
final class Bands {
    final int[] low;
    final int[] high;

    /** The fair share that low and high are rounded from. */
    final double[] share;

    /** Brokers that share one level, so that replicas can be evened out among them; numbered from 0. */
    final int[] pool;

    Bands(int brokers) {
        this.low = new int[brokers];
        this.high = new int[brokers];
        this.share = new double[brokers];
        this.pool = new int[brokers];
    }

    /** Any load up to the limit of the request, and what is there already: only what must move does. */
    static Bands open(ReplicaSlots slots) {
        Bands bands = new Bands(slots.task.brokerCount());
        for (int broker = 0; broker < bands.high.length; broker++) {
            bands.high[broker] = Math.max(slots.task.brokerCap, slots.count(broker));
        }
        return bands;
    }

    /** Lets every broker have what it has now: what cannot be reached is not part of what is proven. */
    void widen(ReplicaSlots slots) {
        for (int broker = 0; broker < low.length; broker++) {
            low[broker] = Math.min(low[broker], slots.count(broker));
            high[broker] = Math.max(high[broker], slots.count(broker));
        }
    }

    boolean hold(ReplicaSlots slots) {
        for (int broker = 0; broker < low.length; broker++) {
            if (slots.count(broker) < low[broker] || slots.count(broker) > high[broker]) {
                return false;
            }
        }
        return true;
    }
}
