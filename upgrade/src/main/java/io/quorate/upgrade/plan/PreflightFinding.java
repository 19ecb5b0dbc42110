// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one preflight check found.
 *
 * @param check which
 * @param severity how bad it is
 * @param saw what was seen, with values; a sentence for each thing
 * @param remedy what to do about it; empty if nothing is wrong
 * @param override why the caller goes on all the same, if it was overridden; recorded with the run
 */
public record PreflightFinding(
        PreflightCheck check, Severity severity, List<String> saw, String remedy, Optional<String> override) {
    /** How bad it is. */
    public enum Severity {
        /** Nothing is wrong. */
        PASSED,
        /** Should be known before starting, and does not keep from it. */
        WARNING,
        /** Keeps from starting, unless it is overridden. Also what could not be seen. */
        FAILED,
        /** Keeps from starting, and cannot be overridden: the upgrade could not work. */
        IMPOSSIBLE
    }

    /**
     * Copies the list.
     *
     * @param check which
     * @param severity how bad it is
     * @param saw what was seen
     * @param remedy what to do about it
     * @param override why the caller goes on all the same
     */
    public PreflightFinding {
        saw = List.copyOf(saw);
    }

    /**
     * Tells whether it keeps from starting.
     *
     * @return {@code true} if it failed and was not overridden, or cannot be
     */
    public boolean blocks() {
        return severity == Severity.IMPOSSIBLE || (severity == Severity.FAILED && override.isEmpty());
    }

    /**
     * Returns the finding as text for people.
     *
     * @return a line, or several
     */
    public String describe() {
        String found = saw.stream().limit(10).collect(Collectors.joining("; "))
                + (saw.size() > 10 ? "; and " + (saw.size() - 10) + " more" : "");
        return check.id() + " " + severity
                + override.map(why -> " (overridden: " + why + ")").orElse("")
                + (found.isEmpty() ? "" : ": " + found)
                + (remedy.isEmpty() ? "" : (found.isEmpty() || found.endsWith(".") ? " " : ". ") + remedy);
    }
}
