// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Ends a run where it stands: everything that was done is written down, and nothing more is done. */
final class Halt extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Outcome outcome;

    /** Sentences. */
    private final ArrayList<String> reasons;

    Halt(Outcome outcome, List<String> reasons) {
        super(outcome + ": " + String.join(" ", reasons));
        this.outcome = outcome;
        this.reasons = new ArrayList<>(reasons);
    }

    Halt(Outcome outcome, String reason) {
        this(outcome, List.of(reason));
    }

    Outcome outcome() {
        return outcome;
    }

    List<String> reasons() {
        return List.copyOf(reasons);
    }
}
