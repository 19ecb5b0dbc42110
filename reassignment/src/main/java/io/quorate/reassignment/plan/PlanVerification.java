// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import java.util.List;

/**
 * What a plan's check by separate code found.
 *
 * @param findings what is wrong, each with values; empty if all figures and rules hold
 */
public record PlanVerification(List<String> findings) {
    /**
     * Copies the findings.
     *
     * @param findings what is wrong
     */
    public PlanVerification {
        findings = List.copyOf(findings);
    }

    /**
     * Tells whether everything held.
     *
     * @return {@code true} if nothing was found
     */
    public boolean holds() {
        return findings.isEmpty();
    }
}
