// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What came of one rule. */
public sealed interface CutoverItem {
    /**
     * Returns the rule.
     *
     * @return the rule
     */
    CutoverRule rule();

    /**
     * Returns what was found.
     *
     * @return what is wrong and what could not be read; empty if and only if the rule was kept
     */
    List<CutoverFinding> findings();

    /**
     * Tells whether this item lets clients go over.
     *
     * @return {@code true} if the rule was kept, or if somebody has accepted that it cannot be known
     */
    boolean isGreen();

    /**
     * Returns the item as text for people.
     *
     * @return a line, and one more for each finding
     */
    String describe();

    private static String lines(String first, List<CutoverFinding> findings) {
        return Stream.concat(Stream.of(first), findings.stream().map(one -> "     - " + one.describe()))
                .collect(Collectors.joining("\n"));
    }

    /**
     * The rule is kept.
     *
     * @param rule the rule
     * @param seen how that was seen
     */
    record Passed(CutoverRule rule, String seen) implements CutoverItem {
        @Override
        public List<CutoverFinding> findings() {
            return List.of();
        }

        @Override
        public boolean isGreen() {
            return true;
        }

        @Override
        public String describe() {
            return "PASS     " + rule.text() + ": " + seen;
        }
    }

    /**
     * The rule is broken.
     *
     * @param rule the rule
     * @param findings what is wrong, then what could not be read beside it
     */
    record Failed(CutoverRule rule, List<CutoverFinding> findings) implements CutoverItem {
        /**
         * Copies the findings.
         *
         * @param rule the rule
         * @param findings what is wrong
         */
        public Failed {
            findings = List.copyOf(findings);
        }

        @Override
        public boolean isGreen() {
            return false;
        }

        @Override
        public String describe() {
            return lines("FAIL     " + rule.text() + " (else " + rule.consequence() + ")", findings);
        }
    }

    /**
     * Nobody knows whether the rule is kept.
     *
     * @param rule the rule
     * @param findings what could not be read
     */
    record Unknown(CutoverRule rule, List<CutoverFinding> findings) implements CutoverItem {
        /**
         * Copies the findings.
         *
         * @param rule the rule
         * @param findings what could not be read
         */
        public Unknown {
            findings = List.copyOf(findings);
        }

        @Override
        public boolean isGreen() {
            return false;
        }

        @Override
        public String describe() {
            return lines("UNKNOWN  " + rule.text() + " (else " + rule.consequence() + ")", findings);
        }
    }

    /**
     * Nobody knows whether the rule is kept, and somebody has said before that this may be so.
     *
     * @param rule the rule
     * @param reason why it may be so
     * @param findings what could not be read
     */
    record Accepted(CutoverRule rule, String reason, List<CutoverFinding> findings) implements CutoverItem {
        /**
         * Copies the findings.
         *
         * @param rule the rule
         * @param reason why it may be so
         * @param findings what could not be read
         */
        public Accepted {
            findings = List.copyOf(findings);
        }

        @Override
        public boolean isGreen() {
            return true;
        }

        @Override
        public String describe() {
            return lines("ACCEPTED " + rule.text() + ", not known: " + reason, findings);
        }
    }
}
