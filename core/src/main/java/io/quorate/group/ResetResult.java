// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import java.util.List;

/**
 * What became of a reset.
 *
 * @param plan what was planned
 * @param applied the partitions whose commits were written
 * @param problems why the others were not; if something was wrong before the first write, nothing was written
 */
public record ResetResult(ResetPlan plan, List<OffsetChange> applied, List<ResetProblem> problems) {
    /**
     * Copies the lists.
     *
     * @param plan what was planned
     * @param applied the partitions whose commits were written
     * @param problems why the others were not
     */
    public ResetResult {
        applied = List.copyOf(applied);
        problems = List.copyOf(problems);
    }

    /**
     * Returns whether everything was written.
     *
     * @return whether
     */
    public boolean isComplete() {
        return problems.isEmpty();
    }

    /**
     * Does nothing if everything was written.
     *
     * @throws GroupResetException if something was not; its message lists all reasons
     */
    public void throwIfIncomplete() {
        if (!isComplete()) {
            throw new GroupResetException(this);
        }
    }
}
