// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What all preflight checks found.
 *
 * @param findings one for each check that was made, in the order of {@link PreflightCheck}
 */
public record PreflightReport(List<PreflightFinding> findings) {
    /**
     * Copies the findings.
     *
     * @param findings one for each check
     */
    public PreflightReport {
        findings = List.copyOf(findings);
    }

    /**
     * Tells whether the upgrade may start.
     *
     * @return {@code true} if nothing blocks it
     */
    public boolean isPassed() {
        return findings.stream().noneMatch(PreflightFinding::blocks);
    }

    /**
     * Returns what keeps from starting.
     *
     * @return the findings that block
     */
    public List<PreflightFinding> blocking() {
        return findings.stream().filter(PreflightFinding::blocks).toList();
    }

    /**
     * Returns what was overridden, for the record.
     *
     * @return the findings that would block and were overridden
     */
    public List<PreflightFinding> overridden() {
        return findings.stream().filter(found -> found.override().isPresent()).toList();
    }

    /**
     * Returns the report as text for people.
     *
     * @return a line for each finding, those that passed too
     */
    public String describe() {
        return findings.stream().map(PreflightFinding::describe).collect(Collectors.joining("\n"));
    }
}
