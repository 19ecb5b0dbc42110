// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import java.util.List;

/**
 * What a reset will do, or why it will not. Nothing has been changed yet.
 *
 * @param request what was asked for
 * @param changes what happens in each partition, in order
 * @param problems everything that stands against it; empty if it can be applied
 */
public record ResetPlan(ResetRequest request, List<OffsetChange> changes, List<ResetProblem> problems) {
    /**
     * Copies the lists.
     *
     * @param request what was asked for
     * @param changes what happens in each partition
     * @param problems everything that stands against it
     */
    public ResetPlan {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
    }

    /**
     * Returns all of it for people.
     *
     * @return a line for each problem and each partition, and the sums
     */
    public String describe() {
        StringBuilder text = new StringBuilder("group " + request.groupId() + "\n");
        problems.forEach(
                problem -> text.append("  refused: ").append(problem.describe()).append('\n'));
        changes.forEach(change -> text.append("  ").append(change.describe()).append('\n'));
        long skipped = changes.stream().mapToLong(OffsetChange::skipped).sum();
        long again = changes.stream().mapToLong(OffsetChange::readAgain).sum();
        return text.append("  in all: skips ")
                .append(skipped)
                .append(", reads ")
                .append(again)
                .append(" again\n")
                .toString();
    }
}
