// SPDX-License-Identifier: Apache-2.0
package io.quorate.availability;

import java.util.List;
import java.util.stream.Collectors;

/** Whether nodes may go away now. */
public sealed interface Verdict {
    /**
     * Tells whether they may.
     *
     * @return {@code true} only if everything that matters was seen and none of it speaks against it
     */
    boolean isSafe();

    /**
     * Returns what speaks against it.
     *
     * @return every reason, not only the first; empty if it is safe
     */
    List<UnsafeReason> reasons();

    /**
     * Returns the verdict as text for people.
     *
     * @return a line, or a line for each reason with its remedy
     */
    String describe();

    /** They may go. */
    record Safe() implements Verdict {
        @Override
        public boolean isSafe() {
            return true;
        }

        @Override
        public List<UnsafeReason> reasons() {
            return List.of();
        }

        @Override
        public String describe() {
            return "Safe.";
        }
    }

    /**
     * They must stay.
     *
     * @param reasons what speaks against it; at least one
     */
    record Unsafe(List<UnsafeReason> reasons) implements Verdict {
        /**
         * Copies the reasons.
         *
         * @param reasons what speaks against it
         */
        public Unsafe {
            reasons = List.copyOf(reasons);
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("An unsafe verdict needs a reason");
            }
        }

        @Override
        public boolean isSafe() {
            return false;
        }

        @Override
        public String describe() {
            return reasons.stream()
                    .map(reason -> "- " + reason.describe() + " " + reason.remedy())
                    .collect(Collectors.joining("\n", "Unsafe:\n", ""));
        }
    }
}
