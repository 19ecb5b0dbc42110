// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy.lint;

/**
 * Something that will break.
 *
 * @param rule which rule found it
 * @param severity how bad it is
 * @param place where
 * @param breaks what happens at run time, with the values
 * @param fix what to write
 */
public record LintFinding(LintRule rule, Severity severity, Place place, String breaks, String fix) {
    /** How bad it is. */
    public enum Severity {
        /** Records, or the whole cluster, are lost or never come up. */
        ERROR,
        /** A failure will do more harm than it must. */
        WARNING
    }

    /**
     * A line of a file.
     *
     * @param file the file's name
     * @param line the line, from 1
     */
    public record Place(String file, int line) {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /**
     * Returns the finding on one line.
     *
     * @return place, severity, rule, what breaks, the fix
     */
    public String describe() {
        return place + ": " + severity + " " + rule + ": " + breaks + ". " + fix + ".";
    }
}
