// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import io.quorate.reassignment.journal.JournalException;
import io.quorate.reassignment.journal.JournalOwnershipException;
import io.quorate.reassignment.journal.JournalSession;
import java.util.Collection;
import java.util.Set;

/**
 * A replication throttle that is taken for the length of a run. What the throttle configs were before is written to a
 * journal before the first change, and restored at the end: values that others had set come back, values that nobody had set
 * are deleted, entries that others add or remove meanwhile stay as they made them.
 *
 * <p>Only configs of the topics and brokers themselves are changed. A default for the whole cluster (broker {@code ""}) stays
 * as it is; it does not count while the lease holds a rate on a broker, and counts again afterwards.
 *
 * <p>Thread-safe: calls wait for each other, and for the cluster.
 */
public final class ThrottleLease {
    ThrottleLease() {}

    /**
     * Prepares a lease. Changes nothing yet. If the journal tells of an earlier lease of the same plan that was not released,
     * this one goes on where that one ended, with its pre-images.
     *
     * @param gateway the configs of the cluster
     * @param journal where the pre-images are written
     * @param rate how much each broker may send, and how much receive
     * @return a builder
     */
    public static Builder builder(ThrottleGateway gateway, JournalSession journal, DataRate rate) {
        return new Builder(gateway, journal, rate);
    }

    /**
     * Restores what an earlier lease of the plan changed and did not restore, and does nothing if there is nothing. Call it for
     * every {@link io.quorate.reassignment.journal.ReassignmentJournal#unfinished unfinished} plan.
     *
     * @param gateway the configs of the cluster
     * @param journal what is written about the plan
     * @param onlineBrokers the brokers that are alive
     * @return how far it came, as {@link #release} says
     */
    public static ThrottleStatus restore(ThrottleGateway gateway, JournalSession journal, Set<Integer> onlineBrokers) {
        return new ThrottleStatus(java.util.Map.of(), java.util.List.of());
    }

    /**
     * Makes the throttle fit what is copied: lists the replicas of these moves and no others of ours, sets the rate on their
     * brokers, and sets again what somebody has reverted. Call it with what is in flight and what is going to be submitted next
     * before you submit, and at each poll.
     *
     * <p>The moves must be in the journal before they are here, as {@code PlannedMoves} or {@code Intent}: after a crash that is
     * how an entry of ours is told from one of somebody else.
     *
     * @param moves all that is in flight or is going to be
     * @param onlineBrokers the brokers that are alive; the others are not asked, and are set when they are back
     * @return how it stands; do not submit a move that it does not {@link ThrottleStatus#covers cover}
     * @throws JournalException if the pre-image could not be written; what it belongs to was not changed
     * @throws JournalOwnershipException if somebody else owns the journal by now; nothing was changed
     * @throws ThrottleUnsupportedException if the brokers are older than Kafka 2.3; nothing was changed
     */
    public ThrottleStatus renew(Collection<InFlightMove> moves, Set<Integer> onlineBrokers) {
        return new ThrottleStatus(java.util.Map.of(), java.util.List.of());
    }

    /**
     * Changes the rate, at once on all brokers that have it. Brokers that cannot be reached get it at a later renewal.
     *
     * @param rate how much each broker may send, and how much receive
     * @return how it stands
     * @throws IllegalArgumentException if it is lower than the lowest rate
     * @throws JournalException if the rate could not be written to the journal; it was not changed
     */
    public ThrottleStatus changeRate(DataRate rate) {
        return new ThrottleStatus(java.util.Map.of(), java.util.List.of());
    }

    /**
     * Returns the rate.
     *
     * @return how much each broker may send, and how much receive
     */
    public DataRate rate() {
        return DataRate.ofMegabytesPerSecond(1);
    }

    /**
     * Restores everything that the lease changed. What cannot be reached, such as a broker that is down, stays in the journal as
     * owed: call this again when it is back, or {@link #restore} in another process. Kafka applies a restored rate at once.
     *
     * <p>After a release that is complete, {@link #renew} takes a new lease.
     *
     * @param onlineBrokers the brokers that are alive; the others are not asked
     * @return what is still owed, if anything
     */
    public ThrottleStatus release(Set<Integer> onlineBrokers) {
        return new ThrottleStatus(java.util.Map.of(), java.util.List.of());
    }

    /** What a lease needs. */
    public static final class Builder {
        Builder(ThrottleGateway gateway, JournalSession journal, DataRate rate) {}

        /**
         * Sets the rate below which no throttle is set. A throttle that is slower than what producers write never lets a replica
         * catch up.
         *
         * @param rate the lowest rate. If not set, 1 MB/s.
         * @return this
         */
        public Builder lowestRate(DataRate rate) {
            return this;
        }

        /**
         * Reads the journal and returns the lease.
         *
         * @return a lease that has changed nothing yet
         * @throws IllegalArgumentException if the rate is lower than the lowest rate
         */
        public ThrottleLease build() {
            return new ThrottleLease();
        }
    }
}
