// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

/**
 * Something in a plan that its reader should know.
 *
 * @param kind what it is about
 * @param text one or two sentences, with values and what to do
 */
public record PlanWarning(Kind kind, String text) {
    /** What a warning is about. */
    public enum Kind {
        /** Partitions are not spread over racks. */
        RACKS,
        /** The replication factor equals {@code min.insync.replicas}, so one broker that is down stops writes. */
        MIN_ISR,
        /** A broker holds more replicas than is advisable. */
        REPLICAS_PER_BROKER,
        /** Brokers end further from their share than the policy aims for. */
        BALANCE,
        /** The only live replica of a partition moves: while it is copied there is no other. */
        SINGLE_REPLICA,
        /** A replica is offline or out of sync. */
        OFFLINE,
        /** Sizes or free disk space are not known. */
        SIZES,
        /** The exact search was ended by its budget; the gap says how far the plan may be from the optimum. */
        BUDGET
    }

    @Override
    public String toString() {
        return text;
    }
}
