// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.console;

import io.quorate.testkit.load.PhaseReport;
import io.quorate.testkit.load.WorkloadReport;
import java.io.PrintStream;
import java.util.Locale;

/** How long a workload went without an acknowledgement, phase by phase. */
public final class PhaseLines {
    private PhaseLines() {}

    /**
     * Prints a line for each phase.
     *
     * @param out where to
     * @param report a report of a workload that has ended
     */
    public static void print(PrintStream out, WorkloadReport report) {
        for (PhaseReport phase : report.phases()) {
            out.printf(
                    Locale.ROOT,
                    "  %-26s %5d ms (phase of %.1f s, %d records)%n",
                    phase.name(),
                    phase.longestTimeWithoutAck().toMillis(),
                    phase.length().toMillis() / 1e3,
                    phase.acknowledged());
        }
    }
}
