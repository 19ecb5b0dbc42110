// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import java.util.List;

/**
 * What an audit found.
 *
 * @param role what the client does
 * @param goal what it must be good at
 * @param findings everything at once, the worst first
 * @param survival what failures it survives
 */
public record AuditReport(ClientRole role, ClientGoal goal, List<AuditFinding> findings, Survival survival) {
    /**
     * Copies the findings.
     *
     * @param role what the client does
     * @param goal what it must be good at
     * @param findings everything at once, the worst first
     * @param survival what failures it survives
     */
    public AuditReport {
        findings = List.copyOf(findings);
    }

    /**
     * Returns whether there is an error among the findings.
     *
     * @return whether
     */
    public boolean hasErrors() {
        return !errors().isEmpty();
    }

    /**
     * Returns the errors.
     *
     * @return the findings that are errors
     */
    public List<AuditFinding> errors() {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
    }

    /**
     * Does nothing if there are no errors.
     *
     * @throws ClientAuditException if there are errors; its message lists all of them
     */
    public void throwIfErrors() {
        if (hasErrors()) {
            throw new ClientAuditException(this);
        }
    }

    /**
     * Returns everything as text for people, a line for each finding and each failure.
     *
     * @return the text, which ends with a line break
     */
    public String describe() {
        StringBuilder text = new StringBuilder(role.lowerCase());
        if (goal != ClientGoal.UNSTATED) {
            text.append(" (").append(goal).append(')');
        }
        text.append(": ").append(count(Severity.ERROR)).append(" errors, ");
        text.append(count(Severity.WARNING)).append(" warnings, ");
        text.append(count(Severity.INFO)).append(" notes\n");
        findings.forEach(finding -> text.append("  ").append(finding.describe()).append('\n'));
        survival.survives()
                .forEach(one -> text.append("  survives: ").append(one).append('\n'));
        survival.suffers()
                .forEach(one -> text.append("  suffers:  ").append(one).append('\n'));
        return text.toString();
    }

    private long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
