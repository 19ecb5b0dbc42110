// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How a run ended. Expected ends are all here; only what nobody expects is an exception.
 *
 * @param outcome how
 * @param runId the run, the same after a resume
 * @param began when this part of the run began
 * @param ended when it ended
 * @param reasons why it did not get further; empty if it did
 * @param warnings what is not as it should be and did not stop it
 * @param timings how long each node's turn took, in order; only turns that this part of the run saw from the beginning
 */
public record UpgradeResult(
        Outcome outcome,
        String runId,
        Instant began,
        Instant ended,
        List<String> reasons,
        List<String> warnings,
        List<NodeTiming> timings) {
    /** How a run can end. */
    public enum Outcome {
        /** Every node runs the new release and the cluster was verified. What is irreversible waits for a separate call. */
        ROLLED,
        /** Everything that the plan holds is done and verified. */
        FINISHED,
        /** Every node runs the old release again, and the cluster was verified. */
        ROLLED_BACK,
        /** It would not have been safe to go on. Mend the cause and start the same plan again, or roll back. */
        BLOCKED,
        /** Somebody aborted it, and the nodes that were down are back. Starting the same plan again goes on. */
        ABORTED,
        /** This process let go of it. Nodes may be down: start the same plan again soon. */
        DETACHED,
        /** Another coordinator has taken over. */
        FENCED
    }

    /**
     * Copies the lists.
     *
     * @param outcome how
     * @param runId the run
     * @param began when it began
     * @param ended when it ended
     * @param reasons why it did not get further
     * @param warnings what is not as it should be
     * @param timings how long each node's turn took
     */
    public UpgradeResult {
        reasons = List.copyOf(reasons);
        warnings = List.copyOf(warnings);
        timings = List.copyOf(timings);
    }

    /**
     * Tells whether it did what it was asked to.
     *
     * @return {@code true} if nothing stopped it
     */
    public boolean isDone() {
        return outcome == Outcome.ROLLED || outcome == Outcome.FINISHED || outcome == Outcome.ROLLED_BACK;
    }

    /**
     * Returns how long it took.
     *
     * @return from the beginning to the end of this part of the run
     */
    public Duration duration() {
        return Duration.between(began, ended);
    }

    /**
     * Returns the result as text for people.
     *
     * @return some lines
     */
    public String describe() {
        StringBuilder text = new StringBuilder(
                "Run " + runId + ": " + outcome + " after " + duration().toSeconds() + " s");
        reasons.forEach(reason -> text.append("\n- ").append(reason));
        warnings.forEach(warning -> text.append("\nwarning: ").append(warning));
        timings.forEach(timing -> text.append("\n").append(timing.describe()));
        return text.toString();
    }
}
