// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.upgrade.lifecycle.NodeStatus;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import io.quorate.upgrade.version.DetectedVersion;
import io.quorate.upgrade.version.KafkaVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The proof that every node, also every controller, runs the target: asked of the node and of who started it. */
final class TargetProof {
    private final RunContext context;

    TargetProof(RunContext context) {
        this.context = context;
    }

    /** Ends the run unless it is proven; what is unknown is no proof. */
    void demand() {
        List<String> against = doubts();
        if (!against.isEmpty()) {
            List<String> reasons = new ArrayList<>();
            reasons.add("It is not proven that every node runs the target, so nothing is finalized.");
            reasons.addAll(against);
            throw new Halt(Outcome.BLOCKED, reasons);
        }
    }

    private List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        Optional<KafkaVersion> target = context.plan().request().target();
        if (target.isEmpty()) {
            return List.of("The plan has no target release.");
        }
        Map<Integer, DetectedVersion> seen =
                context.gateway().versions(context.plan().nodeIds());
        for (int node : context.plan().nodeIds()) {
            doubt(node, target.get(), seen.getOrDefault(node, DetectedVersion.unknown(node, "it was not asked")))
                    .ifPresent(doubts::add);
        }
        return doubts;
    }

    private Optional<String> doubt(int node, KafkaVersion target, DetectedVersion seen) {
        NodeStatus status = context.lifecycle().status(node);
        String what = "Node " + node + ": the protocol says " + seen.describe() + " (" + seen.evidence()
                + "), its lifecycle says " + status.describe() + ".";
        boolean contradicted = (seen.line().isPresent() && !seen.line().get().equals(target.line()))
                || status.version().filter(found -> !found.equals(target)).isPresent()
                || !status.isRunning();
        boolean known = seen.line().isPresent() || status.version().isPresent();
        return contradicted || !known ? Optional.of(what) : Optional.empty();
    }
}
