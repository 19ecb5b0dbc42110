// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import java.util.List;
import java.util.Objects;

/**
 * What will be done to make a cluster durable, and why it may be refused. Nothing has been changed yet.
 *
 * <p>Immutable. Made by {@link DurabilityPlanner}.
 */
public final class DurabilityPlan {
    private final String clusterId;
    private final DurabilityPolicy policy;
    private final List<DurabilityStep> steps;
    private final List<DurabilityProblem> problems;
    private final List<DurabilityAdvice> advice;

    DurabilityPlan(
            String clusterId,
            DurabilityPolicy policy,
            List<DurabilityStep> steps,
            List<DurabilityProblem> problems,
            List<DurabilityAdvice> advice) {
        this.clusterId = Objects.requireNonNull(clusterId, "clusterId");
        this.policy = policy;
        this.steps = List.copyOf(steps);
        this.problems = List.copyOf(problems);
        this.advice = List.copyOf(advice);
    }

    /**
     * Returns the cluster that the plan is for.
     *
     * @return the cluster's id
     */
    public String clusterId() {
        return clusterId;
    }

    /**
     * Returns what the plan aims at.
     *
     * @return the policy
     */
    public DurabilityPolicy policy() {
        return policy;
    }

    /**
     * Returns what will be done.
     *
     * @return the steps in the order in which they are done
     */
    public List<DurabilityStep> steps() {
        return steps;
    }

    /**
     * Returns why the plan is refused.
     *
     * @return every problem, not only the first; empty if it can be run
     */
    public List<DurabilityProblem> problems() {
        return problems;
    }

    /**
     * Returns what wants a hand on the nodes.
     *
     * @return everything that the plan cannot do
     */
    public List<DurabilityAdvice> advice() {
        return advice;
    }

    /**
     * Tells whether there is nothing to do.
     *
     * @return {@code true} if there is neither a step nor a problem
     */
    public boolean isEmpty() {
        return steps.isEmpty() && problems.isEmpty();
    }

    /**
     * Returns how much will be copied between brokers.
     *
     * @return bytes
     */
    public long bytesToCopy() {
        return steps.stream()
                .filter(DurabilityStep.GrowReplicas.class::isInstance)
                .mapToLong(step -> ((DurabilityStep.GrowReplicas) step).bytes())
                .sum();
    }

    /**
     * Returns the dry run.
     *
     * @return what will be done, what is refused, and what has to be done by hand, as text for people
     */
    public String describe() {
        StringBuilder text = new StringBuilder("Plan for cluster ")
                .append(clusterId)
                .append(": ")
                .append(policy.describe())
                .append('\n');
        if (!problems.isEmpty()) {
            text.append("Refused, nothing will be changed:\n");
            problems.forEach(problem -> text.append("  ! ")
                    .append(problem.describe())
                    .append(' ')
                    .append(problem.remedy())
                    .append('\n'));
        }
        if (isEmpty()) {
            text.append(
                    advice.isEmpty()
                            ? "Nothing to do: the cluster meets the policy already.\n"
                            : "Nothing to do but this:\n");
        }
        int number = 1;
        for (DurabilityStep step : steps) {
            text.append(String.format("%4d. %s%n", number++, step.describe()));
        }
        if (!steps.isEmpty()) {
            text.append("In all ").append(Bytes.describe(bytesToCopy())).append(" are copied between brokers.\n");
        }
        advice.forEach(
                item -> text.append("  * By hand: ").append(item.describe()).append('\n'));
        return text.toString();
    }

    @Override
    public String toString() {
        return "DurabilityPlan for " + clusterId + ": " + steps.size() + " steps, " + problems.size() + " problems";
    }
}
