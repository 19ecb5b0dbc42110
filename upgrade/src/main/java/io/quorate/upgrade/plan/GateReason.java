// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import java.util.Set;

/**
 * Why nodes may not be stopped now.
 *
 * @param kind what sort of reason
 * @param subject a partition like {@code orders-7}, a node like {@code node 3}, or what could not be seen
 * @param saw what was seen, with values
 * @param remedy what to do about it
 */
public record GateReason(Kind kind, String subject, String saw, String remedy) {
    /** The sorts of reasons. */
    public enum Kind {
        /** A partition would have no leader. */
        OFFLINE,
        /** A partition would have fewer in-sync replicas than min ISR and the margin ask for. */
        UNDER_MIN_ISR,
        /** A partition has so few in-sync replicas already. */
        ALREADY_UNDER_MIN_ISR,
        /** A replica is out of sync somewhere, and the policy wants none. */
        UNDER_REPLICATED,
        /** The controllers could not decide any more, or too narrowly. */
        QUORUM,
        /** A node is down that is not meant to be. */
        NODE_DOWN,
        /** A node is neither a broker nor a controller of the cluster. */
        UNKNOWN_NODE,
        /** Something that decides could not be seen. */
        NOT_OBSERVED
    }

    /** Kinds that pass by themselves, if at all, only after somebody did something. */
    private static final Set<Kind> LASTING = Set.of(Kind.UNKNOWN_NODE);

    /**
     * Tells whether waiting may help.
     *
     * @return {@code true} if the state of the cluster can change so that the reason goes away
     */
    public boolean mayPass() {
        return !LASTING.contains(kind);
    }

    /**
     * Returns the reason as text for people.
     *
     * @return what was seen and what to do
     */
    public String describe() {
        return subject + ": " + saw + " " + remedy;
    }
}
