// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * How careful stopping nodes must be.
 *
 * @param level what must be true of the partitions
 * @param isrMargin in-sync replicas that must stay beyond {@code min.insync.replicas}, 0 or more: with 1, a broker that
 *     dies while another is restarted stops no producer either
 * @param quorumRule what must be true of the controllers
 * @param interruptibleTopics topics whose partitions may be offline, or refuse {@code acks=all}, while a node is down;
 *     for topics with replication factor 1, or as many replicas as {@code min.insync.replicas}
 */
public record RestartPolicy(SafetyLevel level, int isrMargin, QuorumRule quorumRule, Set<String> interruptibleTopics) {
    /** All partitions stay healthy, no margin for partitions, one voter more than the majority, no exceptions. */
    public static final RestartPolicy DEFAULT =
            new RestartPolicy(SafetyLevel.ALL_PARTITIONS_STAY_HEALTHY, 0, QuorumRule.MAJORITY_AND_ONE_MORE, Set.of());

    /** How many voters that are caught up must stay when controllers are stopped. */
    public enum QuorumRule {
        /**
         * One more than the majority, so that another controller may die meanwhile. A quorum of three has no voter to
         * spare for that: there it is the majority. The default.
         */
        MAJORITY_AND_ONE_MORE,
        /** The majority. */
        MAJORITY,
        /**
         * None: while the controller is down no leader changes and no ISR changes. For clusters with one or two voters,
         * which cannot be restarted otherwise.
         */
        MAY_BE_LOST
    }

    /**
     * Copies the topics and checks the margin.
     *
     * @param level what must be true of the partitions
     * @param isrMargin in-sync replicas that must stay beyond min ISR
     * @param quorumRule what must be true of the controllers
     * @param interruptibleTopics topics that may be interrupted
     * @throws IllegalArgumentException if the margin is negative
     */
    public RestartPolicy {
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(quorumRule, "quorumRule");
        interruptibleTopics = Set.copyOf(interruptibleTopics);
        if (isrMargin < 0) {
            throw new IllegalArgumentException("isrMargin must be 0 or more, not " + isrMargin);
        }
    }

    /**
     * Returns the policy in words for people.
     *
     * @return a line
     */
    public String describe() {
        return level + ", ISR margin " + isrMargin + ", quorum " + quorumRule
                + (interruptibleTopics.isEmpty() ? "" : ", may interrupt topics " + new TreeSet<>(interruptibleTopics));
    }
}
