// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.error.KafkaOperationException;
import io.quorate.reassignment.durability.DurabilityPlan;

/** A plan was not run because it has problems. Nothing was changed. */
public final class PlanRejectedException extends KafkaOperationException {
    private static final long serialVersionUID = 1L;

    private final transient DurabilityPlan plan;

    PlanRejectedException(DurabilityPlan plan) {
        super("Did not run the plan, nothing was changed. " + plan.describe(), null);
        this.plan = plan;
    }

    /**
     * Returns the plan.
     *
     * @return the plan with its problems
     */
    public DurabilityPlan plan() {
        return plan;
    }
}
