// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.List;

/**
 * What a plan's check by separate code found.
 *
 * @param findings what is wrong with the plan, each with values; empty if all figures and rules hold
 * @param drift where the cluster is no longer what the plan was made from; empty if it still is
 * @param recomputed moves and bytes as counted again, with the lower bounds that the brokers of the plan's proof give
 */
public record PlanVerification(List<String> findings, List<String> drift, MovementBound recomputed) {
    /**
     * Copies the lists.
     *
     * @param findings what is wrong with the plan
     * @param drift where the cluster is no longer what the plan was made from
     * @param recomputed moves and bytes as counted again
     */
    public PlanVerification {
        findings = List.copyOf(findings);
        drift = List.copyOf(drift);
    }

    /**
     * Tells whether every figure and every rule held, and the cluster still is what the plan was made from.
     *
     * @return {@code true} if nothing was found
     */
    public boolean holds() {
        return findings.isEmpty() && drift.isEmpty();
    }
}
