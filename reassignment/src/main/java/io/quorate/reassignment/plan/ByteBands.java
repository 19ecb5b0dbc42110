// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.Arrays;

/** How many bytes each broker shall hold: its share of all bytes, as even as the racks allow, give or take the tolerance. */
final class ByteBands {
    final double[] share;
    final double[] low;
    final double[] high;

    /** Whether racks hold as even as they can: else what they have to hold is not part of what is proven. */
    boolean racksEven;

    private ByteBands(double[] share, double tolerance) {
        this.share = share;
        this.low = Arrays.stream(share).map(bytes -> bytes * (1 - tolerance)).toArray();
        this.high = Arrays.stream(share).map(bytes -> bytes * (1 + tolerance)).toArray();
    }

    static ByteBands of(ReplicaSlots slots) {
        return new ByteBands(
                FairShares.inBytes(slots), slots.task.request.limits().byteTolerance());
    }

    /** Lets every broker have what it has now: partitions are not divisible, and what was not reached is not proven. */
    void widen(ReplicaSlots slots) {
        racksEven = slots.racksAreEven();
        for (int broker = 0; broker < share.length; broker++) {
            low[broker] = Math.min(low[broker], (double) slots.bytes(broker));
            high[broker] = Math.max(high[broker], (double) slots.bytes(broker));
        }
    }
}
