// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import java.time.Duration;
import java.util.List;

/**
 * What a run of a schedule did.
 *
 * @param seed repeats its steps
 * @param took from its begin until the cluster was whole at its end
 * @param steps the steps that were done, in the order of their begin
 */
public record FaultRun(long seed, Duration took, List<Done> steps) {
    /**
     * Copies the steps.
     *
     * @param seed repeats its steps
     * @param took how long it took
     * @param steps what was done
     */
    public FaultRun {
        steps = List.copyOf(steps);
    }

    /**
     * A step that was done.
     *
     * @param step as it was planned
     * @param begun when it really began, from the begin of the run
     * @param undone when it was undone
     */
    public record Done(FaultStep step, Duration begun, Duration undone) {}
}
