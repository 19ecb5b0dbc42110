// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic.apply;

import io.quorate.topic.TopicChanges;
import io.quorate.topic.TopicReport;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was found, what was done about it, and what is left.
 *
 * @param before every drift before
 * @param changes what was planned
 * @param results what became of each step, in the order of the steps
 * @param after every drift that is left, read again from the cluster
 */
public record ReconcileResult(TopicReport before, TopicChanges changes, List<StepResult> results, TopicReport after) {
    /**
     * Copies the results.
     *
     * @param before every drift before
     * @param changes what was planned
     * @param results what became of each step
     * @param after every drift that is left
     */
    public ReconcileResult {
        results = List.copyOf(results);
    }

    /**
     * Tells whether every topic is as declared now, and can be used.
     *
     * @return {@code true} if nothing is left to do
     */
    public boolean isAsDeclared() {
        return after.isAsDeclared()
                && results.stream().noneMatch(result -> result.outcome() == StepResult.Outcome.NOT_USABLE_YET);
    }

    /**
     * Throws if a topic is not as declared now.
     *
     * @throws io.quorate.topic.TopicsViolatedException if there is a violation left; the message lists every one
     */
    public void throwIfViolated() {
        after.throwIfViolated();
    }

    /**
     * Returns the result for people.
     *
     * @return what was done, and what is left
     */
    public String describe() {
        String done = results.isEmpty()
                ? "Nothing was changed."
                : results.stream().map(StepResult::describe).collect(Collectors.joining("\n"));
        return done + "\n" + after.describe();
    }
}
