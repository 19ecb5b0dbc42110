// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.List;

/**
 * What a plan moves, and the least that any plan with the same balance could move.
 *
 * @param moves replicas that are copied to a broker that had none of that partition; a change of order is none
 * @param movesLowerBound no plan that keeps the same rules and balance moves fewer replicas
 * @param bytes the bytes of the replicas that are copied, as far as sizes are known
 * @param bytesLowerBound no plan that keeps the same rules and balance moves fewer bytes; 0 where none was derived
 * @param proof where the bound comes from
 * @param cut the brokers that the proof speaks of, in ascending order; empty if it speaks of no broker
 */
public record MovementBound(
        long moves, long movesLowerBound, long bytes, long bytesLowerBound, Proof proof, List<Integer> cut) {
    /** Where a lower bound comes from. */
    public enum Proof {
        /** The sum of replicas that cannot stay where they are, and of new replicas. */
        FORCED,
        /** Brokers hold more than the balance allows: what is above must go. */
        OVERFLOW,
        /** Brokers hold less than the balance asks for: what is missing must come. */
        UNDERFLOW,
        /** The same per rack, where racks force how many replicas each rack holds. */
        POOLS,
        /** The exact optimum of the flow problem; its dual is the proof. */
        FLOW_DUAL
    }

    /**
     * Copies the cut.
     *
     * @param moves replicas that are copied
     * @param movesLowerBound no plan that keeps the same rules and balance moves fewer replicas
     * @param bytes the bytes that are copied
     * @param bytesLowerBound no plan that keeps the same rules and balance moves fewer bytes
     * @param proof where the bound comes from
     * @param cut the brokers that the proof speaks of
     */
    public MovementBound {
        cut = List.copyOf(cut);
    }

    /**
     * Returns how many more replicas are moved than the bound.
     *
     * @return 0 if the plan is proven to be optimal
     */
    public long gap() {
        return moves - movesLowerBound;
    }
}
