// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.error.KafkaOperationException;
import java.util.ArrayList;
import java.util.List;

/** A plan was not run because it has problems. Nothing was changed. */
public final class PlanRejectedException extends KafkaOperationException {
    private static final long serialVersionUID = 1L;

    /** A sentence for each problem. */
    private final ArrayList<String> problems;

    PlanRejectedException(List<String> problems) {
        super("Did not run the plan, nothing was changed. " + String.join(" ", problems), null);
        this.problems = new ArrayList<>(problems);
    }

    /**
     * Returns what is wrong with the plan.
     *
     * @return a sentence for each problem
     */
    public List<String> problems() {
        return List.copyOf(problems);
    }
}
