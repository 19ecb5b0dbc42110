// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import java.util.List;
import java.util.stream.Collectors;

/** The way back from an upgrade, from a given place in it. */
public sealed interface Rollback {
    /**
     * Tells whether there is one.
     *
     * @return {@code true} if it is known to work
     */
    boolean isPossible();

    /**
     * Returns the way back as text for people.
     *
     * @return a few lines
     */
    String describe();

    /**
     * There is a way back.
     *
     * @param steps what to do, in order; at least one
     */
    record Possible(List<RollbackStep> steps) implements Rollback {
        /**
         * Copies the steps.
         *
         * @param steps what to do
         */
        public Possible {
            steps = List.copyOf(steps);
        }

        @Override
        public boolean isPossible() {
            return true;
        }

        @Override
        public String describe() {
            return steps.stream().map(step -> "- " + step.describe()).collect(Collectors.joining("\n"));
        }
    }

    /**
     * There is none.
     *
     * @param reasons why not, with values
     */
    record Refused(List<String> reasons) implements Rollback {
        /**
         * Copies the reasons.
         *
         * @param reasons why not
         */
        public Refused {
            reasons = List.copyOf(reasons);
        }

        @Override
        public boolean isPossible() {
            return false;
        }

        @Override
        public String describe() {
            return "Refused: " + String.join(" ", reasons);
        }
    }
}
