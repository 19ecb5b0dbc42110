// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

/**
 * One thing that is wrong, or that could not be read.
 *
 * @param subject what it is about, for example {@code group billing in orders-3}
 * @param seen what was seen, with values
 * @param remedy what to do about it
 */
public record CutoverFinding(String subject, String seen, String remedy) {
    /**
     * Returns the finding as a sentence for people.
     *
     * @return subject, what was seen, and what to do
     */
    public String describe() {
        return subject + ": " + seen + ". " + remedy;
    }
}
