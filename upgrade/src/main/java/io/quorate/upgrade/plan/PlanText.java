// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import java.util.ArrayList;
import java.util.List;

/** A plan as text for people. */
final class PlanText {
    private PlanText() {}

    static String of(UpgradePlan plan) {
        List<String> lines = new ArrayList<>();
        String what = plan.request().target().map(to -> "Upgrade to " + to).orElse("Rolling restart");
        lines.add(what + " of cluster " + plan.clusterId() + " (" + plan.era() + "), "
                + plan.nodeIds().size() + " nodes");
        lines.add("Path: " + plan.path().describe());
        lines.add("Policy: " + plan.request().policy().describe());
        lines.add("Preflight: " + (plan.preflight().isPassed() ? "passed" : "BLOCKED"));
        plan.preflight().findings().forEach(found -> lines.add("  " + found.describe()));
        for (Roll roll : plan.rolls()) {
            lines.add("Next: " + roll.describe());
            int number = 0;
            for (Wave wave : roll.waves()) {
                number++;
                lines.add("  " + number + ". " + wave.describe());
            }
        }
        lines.add("Rounds: " + plan.rounds().describe());
        lines.add(
                plan.finalization().isEmpty()
                        ? "Finalize: nothing"
                        : "Finalize, on request, when every node is proven to run the target:");
        plan.finalization().forEach(step -> lines.add("  " + step.describe()));
        lines.add("Point of no return: " + plan.pointOfNoReturn().description());
        lines.add("Way back before it:");
        lines.add(plan.rollbackBeforeFinalization().describe().indent(2).stripTrailing());
        lines.add("Way back after everything:");
        lines.add(plan.rollbackAfterFinalization().describe().indent(2).stripTrailing());
        return String.join("\n", lines);
    }
}
