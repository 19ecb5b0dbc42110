// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.execute;

import io.quorate.backup.plan.RestorePlan;
import java.util.List;

/**
 * What became of a restore.
 *
 * @param plan what was planned
 * @param steps what became of each step that was going to write, in order
 * @param outdated why the plan does not fit the target any more; if there is any reason, nothing was written
 */
public record RestoreResult(RestorePlan plan, List<StepResult> steps, List<String> outdated) {
    /**
     * Copies the lists.
     *
     * @param plan what was planned
     * @param steps what became of each step that was going to write
     * @param outdated why the plan does not fit the target any more
     */
    public RestoreResult {
        steps = List.copyOf(steps);
        outdated = List.copyOf(outdated);
    }

    /**
     * Tells whether everything was done that the plan was going to do. What the plan itself refuses is in {@link
     * RestorePlan#steps()}.
     *
     * @return {@code true} if every step was written, or was so already
     */
    public boolean isComplete() {
        return outdated.isEmpty()
                && steps.stream()
                        .allMatch(step -> step instanceof StepResult.Done || step instanceof StepResult.AlreadyDone);
    }

    /**
     * Does nothing if everything was done.
     *
     * @throws RestoreException if something was not; its message lists all of it
     */
    public void throwIfIncomplete() {
        if (!isComplete()) {
            throw new RestoreException(this);
        }
    }

    /**
     * Returns all of it for people.
     *
     * @return a line for each step, and for each reason why the plan did not fit
     */
    public String describe() {
        StringBuilder text = new StringBuilder();
        outdated.forEach(reason ->
                text.append("the plan does not fit any more: ").append(reason).append('\n'));
        steps.forEach(step -> text.append(step.describe()).append('\n'));
        return text.toString();
    }
}
