// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was found.
 *
 * @param findings by file and line
 * @param unreadable what could not be read, and why: nothing is known of it
 * @param nodes the Kafka nodes that were recovered, in words
 * @param unknown what could not be told from the files, such as values of secrets: neither right nor wrong
 */
public record LintReport(
        List<LintFinding> findings, List<Unreadable> unreadable, List<String> nodes, List<String> unknown) {
    /**
     * A file that could not be read.
     *
     * @param place where it stopped
     * @param reason why
     */
    public record Unreadable(LintFinding.Place place, String reason) {
        /**
         * Returns it on one line.
         *
         * @return place and reason
         */
        public String describe() {
            return place + ": not read: " + reason;
        }
    }

    /**
     * Copies the lists.
     *
     * @param findings by file and line
     * @param unreadable what could not be read
     * @param nodes the nodes
     * @param unknown what could not be told
     */
    public LintReport {
        findings = List.copyOf(findings);
        unreadable = List.copyOf(unreadable);
        nodes = List.copyOf(nodes);
        unknown = List.copyOf(unknown);
    }

    /**
     * Tells whether somebody must act.
     *
     * @return whether there is an error, or a file that could not be read
     */
    public boolean hasErrors() {
        return !unreadable.isEmpty()
                || findings.stream().anyMatch(finding -> finding.severity() == LintFinding.Severity.ERROR);
    }

    /**
     * Returns the report as text.
     *
     * @return a line for each finding, and a count
     */
    public String describe() {
        long errors = findings.stream()
                .filter(finding -> finding.severity() == LintFinding.Severity.ERROR)
                .count();
        String last = nodes.size() + " Kafka nodes, " + errors + " errors, " + (findings.size() - errors) + " warnings"
                + (unreadable.isEmpty() ? "" : ", " + unreadable.size() + " files not read");
        return Stream.of(
                        unreadable.stream().map(Unreadable::describe),
                        findings.stream().map(LintFinding::describe),
                        unknown.stream().map(text -> "unknown: " + text),
                        Stream.of(last))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /**
     * Returns the report as JSON: {@code findings}, {@code unreadable}, {@code nodes}, {@code unknown}.
     *
     * @return one document
     */
    public String toJson() {
        return LintJson.write(this);
    }
}
