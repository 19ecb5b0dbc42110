// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.report;

import io.quorate.reassignment.plan.BalanceWeight;
import io.quorate.reassignment.plan.ReassignmentPlan;

/**
 * How near a plan is to the least that is possible, in what it makes even: replicas, or bytes.
 *
 * @param inBytes whether bytes are made even, so that their bound is the one that counts
 * @param moved what the plan copies
 * @param least what any plan as even copies at least
 */
record Optimum(boolean inBytes, long moved, long least) {
    /** Sums of bytes are rounded, and partitions are not divisible: less than this is no difference. */
    private static final double NEGLIGIBLE = 1e-4;

    static Optimum of(ReassignmentPlan plan) {
        return plan.request().weight() == BalanceWeight.BYTES
                ? new Optimum(true, plan.bound().bytes(), plan.bound().bytesLowerBound())
                : new Optimum(false, plan.bound().moves(), plan.bound().movesLowerBound());
    }

    long gap() {
        return moved - least;
    }

    boolean isReached() {
        return gap() == 0 || (inBytes && gap() <= least * NEGLIGIBLE);
    }

    String words(long amount) {
        return inBytes ? Numbers.bytes(amount) : Numbers.count(amount);
    }

    /** How little the plan copies, in a sentence. */
    String describe() {
        String thing = inBytes ? "bytes" : "replicas";
        String under = "with the same rules and the same balance of " + thing;
        if (isReached()) {
            return "Proven to be the least" + (gap() == 0 ? "" : ", but for less than 0.01 %") + ": no plan " + under
                    + " moves fewer " + thing + ".";
        }
        return least == 0
                ? "How few " + thing + " a plan " + under + " could move was not found out."
                : "No plan " + under + " moves fewer than " + words(least) + "; this one moves " + words(gap())
                        + " more (" + Numbers.percent((double) gap() / least) + ").";
    }
}
