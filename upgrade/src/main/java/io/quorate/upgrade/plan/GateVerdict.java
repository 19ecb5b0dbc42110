// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Whether nodes may be stopped now.
 *
 * @param reasons everything that speaks against it; empty if nothing does
 */
public record GateVerdict(List<GateReason> reasons) {
    private static final int SHOWN = 20;

    /**
     * Copies the reasons.
     *
     * @param reasons everything that speaks against it
     */
    public GateVerdict {
        reasons = List.copyOf(reasons);
    }

    /**
     * Tells whether they may.
     *
     * @return {@code true} only if everything that matters was seen and none of it speaks against it
     */
    public boolean isSafe() {
        return reasons.isEmpty();
    }

    /**
     * Returns the verdict as text for people.
     *
     * @return one line, or a line for each of the first twenty reasons and how many more there are
     */
    public String describe() {
        if (isSafe()) {
            return "Safe.";
        }
        String shown = reasons.stream()
                .limit(SHOWN)
                .map(reason -> "- " + reason.describe())
                .collect(Collectors.joining("\n", "Not safe now:\n", ""));
        return reasons.size() > SHOWN ? shown + "\n- and " + (reasons.size() - SHOWN) + " more" : shown;
    }
}
