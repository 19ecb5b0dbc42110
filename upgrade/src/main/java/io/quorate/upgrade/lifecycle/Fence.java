// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle;

import java.util.Objects;

/**
 * On whose behalf a node is changed. Whoever takes over an upgrade gets a higher token than all before; a call with a lower
 * one comes from a coordinator that does not know yet that it was replaced, and must change nothing.
 *
 * @param runId the run of the upgrade, the same after a resume
 * @param token 1 or more; higher for each coordinator that takes the run's lock
 */
public record Fence(String runId, long token) {
    /**
     * Checks the values.
     *
     * @param runId the run of the upgrade
     * @param token 1 or more
     * @throws IllegalArgumentException if the run has no name or the token is not positive
     */
    public Fence {
        Objects.requireNonNull(runId, "runId");
        if (runId.isBlank() || token < 1) {
            throw new IllegalArgumentException("Not a fence: run '" + runId + "', token " + token
                    + ". Name the run, and take a token of 1 or more from its lock.");
        }
    }

    @Override
    public String toString() {
        return runId + "/" + token;
    }
}
