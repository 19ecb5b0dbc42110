// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.execute;

import io.quorate.backup.plan.RestoreStep;
import io.quorate.cluster.Gap;

/** What became of a step that was going to write. */
public sealed interface StepResult {
    /**
     * Returns the step.
     *
     * @return the step of the plan
     */
    RestoreStep step();

    /**
     * Returns one line for people.
     *
     * @return the line
     */
    String describe();

    /**
     * Written.
     *
     * @param step the step
     */
    record Done(RestoreStep step) implements StepResult {
        @Override
        public String describe() {
            return "done: " + step.describe();
        }
    }

    /**
     * It was so already, when the plan was applied.
     *
     * @param step the step
     */
    record AlreadyDone(RestoreStep step) implements StepResult {
        @Override
        public String describe() {
            return "already done: " + step.describe();
        }
    }

    /**
     * The brokers refused it, or nobody knows whether they did it.
     *
     * @param step the step
     * @param gap what they said
     */
    record Failed(RestoreStep step, Gap gap) implements StepResult {
        @Override
        public String describe() {
            return "failed: " + step.describe() + ": " + gap.kind() + " (" + gap.cause() + ")";
        }
    }

    /**
     * Not tried, because the plan did not fit any more or the brokers refused another step when they were asked first.
     *
     * @param step the step
     */
    record NotTried(RestoreStep step) implements StepResult {
        @Override
        public String describe() {
            return "not tried: " + step.describe();
        }
    }
}
