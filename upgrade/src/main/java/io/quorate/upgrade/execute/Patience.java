// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.observe.ClusterObservationException;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import io.quorate.upgrade.state.RunControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Waits where every node is up: such a wait may be paused and aborted. */
final class Patience {
    private final RunContext context;

    Patience(RunContext context) {
        this.context = context;
    }

    /** Looks until nothing is missing. */
    void await(String what, Duration timeout, Supplier<List<String>> look) {
        long begun = context.time().nanos();
        while (true) {
            context.control().safePoint(context.board());
            List<String> missing;
            try {
                missing = look.get();
            } catch (ClusterObservationException e) {
                missing = List.of(e.gap().describe());
            }
            if (missing.isEmpty()) {
                context.board().control(RunControl.RUNNING, "");
                return;
            }
            context.board().control(RunControl.AT_GATE, what + ": " + missing.get(0));
            if (context.time().nanos() - begun > timeout.toNanos()) {
                List<String> reasons = new ArrayList<>();
                reasons.add("Waited " + timeout + " for " + what + ".");
                missing.stream().limit(10).forEach(reason -> reasons.add(reason + "."));
                throw new Halt(Outcome.BLOCKED, reasons);
            }
            context.control().sleep();
        }
    }
}
