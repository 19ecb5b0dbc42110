// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.observe.ClusterObservationException;
import io.quorate.upgrade.plan.GateReason;
import io.quorate.upgrade.plan.GateVerdict;
import io.quorate.upgrade.plan.NextWave;
import io.quorate.upgrade.plan.PreflightCheck;
import io.quorate.upgrade.plan.RestartGate;
import io.quorate.upgrade.plan.Roll;
import io.quorate.upgrade.plan.Wave;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import io.quorate.upgrade.state.RunControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Lets nodes be stopped when several looks in a row agree that it is safe, and never before. */
final class Gatekeeper {
    private final RunContext context;
    private final RestartGate gate;

    Gatekeeper(RunContext context) {
        this.context = context;
        this.gate = context.plan().gate();
    }

    /** Waits until the next wave may be stopped. */
    Wave await(Roll roll, Set<Integer> done) {
        int looks = context.settings().pace().looks();
        long begun = context.time().nanos();
        Look last = new Look(new NextWave(Optional.empty(), new GateVerdict(List.of())), -1);
        int agreed = 0;
        while (true) {
            if (context.control().isPaused()) {
                context.control().safePoint(context.board());
                begun = context.time().nanos();
                agreed = 0;
            }
            context.control().safePoint(context.board());
            Look look = look(roll, done);
            NextWave next = look.next();
            boolean agrees = look.agreesWith(last);
            agreed = agrees ? agreed + 1 : 1;
            if (next.wave().isPresent() && agreed >= looks) {
                context.board().control(RunControl.RUNNING, "");
                return next.wave().get();
            }
            boolean differs =
                    !agrees && next.wave().isPresent() && last.next().wave().isPresent();
            GateVerdict verdict = differs ? look.unlike(last) : next.verdict();
            last = look;
            if (next.wave().isEmpty() || !verdict.isSafe()) {
                context.board().control(RunControl.AT_GATE, verdict.describe());
                if (context.time().nanos() - begun
                        > context.settings().timeouts().gate().toNanos()) {
                    throw blocked(verdict);
                }
            }
            context.control().sleep();
        }
    }

    private Halt blocked(GateVerdict verdict) {
        List<String> reasons = new ArrayList<>();
        reasons.add("The next node could not be stopped safely within "
                + context.settings().timeouts().gate() + ". No node is down because of this run.");
        verdict.reasons().stream().limit(10).forEach(reason -> reasons.add(reason.describe()));
        return new Halt(Outcome.BLOCKED, reasons);
    }

    private Look look(Roll roll, Set<Integer> done) {
        try {
            ClusterState state = context.gateway().observe();
            List<GateReason> moving = reassignments(state);
            int epoch = state.quorum()
                    .value()
                    .map(quorum -> quorum.leadership().epoch())
                    .orElse(-1);
            return new Look(
                    moving.isEmpty()
                            ? NextWave.choose(gate, roll, state, done)
                            : new NextWave(Optional.empty(), new GateVerdict(moving)),
                    epoch);
        } catch (ClusterObservationException e) {
            return new Look(new NextWave(Optional.empty(), unseen(e)), -1);
        }
    }

    /** Looks agree on the nodes, and on who leads the quorum since when: one that elects again and again is not well. */
    private record Look(NextWave next, int quorumEpoch) {
        boolean agreesWith(Look other) {
            return nodes().equals(other.nodes()) && quorumEpoch == other.quorumEpoch;
        }

        /** Why nothing is stopped although each look alone would allow it. */
        GateVerdict unlike(Look other) {
            return new GateVerdict(List.of(new GateReason(
                    GateReason.Kind.QUORUM,
                    "cluster",
                    "changes between looks: nodes " + other.nodes() + " and epoch " + other.quorumEpoch
                            + " of the quorum's leader, then nodes " + nodes() + " and epoch " + quorumEpoch + ".",
                    "Wait until it is quiet, or find out what keeps changing it.")));
        }

        private Set<Integer> nodes() {
            return next.wave().map(Wave::nodeIds).orElse(Set.of());
        }
    }

    /** The last look, right before the stop. */
    LastLook check(Set<Integer> nodes) {
        try {
            ClusterState state = context.gateway().observe();
            List<GateReason> reasons = new ArrayList<>(reassignments(state));
            reasons.addAll(gate.check(state, new TreeSet<>(nodes), Set.of()).reasons());
            return new LastLook(new GateVerdict(reasons), ExitGate.of(context, state, nodes));
        } catch (ClusterObservationException e) {
            return new LastLook(unseen(e), ExitGate.open(context));
        }
    }

    /** Whether nodes may be stopped, and how to tell afterwards what that took away. */
    record LastLook(GateVerdict verdict, ExitGate exit) {}

    private static GateVerdict unseen(ClusterObservationException e) {
        return new GateVerdict(List.of(new GateReason(
                GateReason.Kind.NOT_OBSERVED,
                "cluster",
                "could not be seen: " + e.gap().describe() + ".",
                "It is looked at again and again.")));
    }

    /** While replicas move, ISRs shrink and grow by themselves, so no look at them means much. */
    private List<GateReason> reassignments(ClusterState state) {
        if (context.plan().request().overrides().containsKey(PreflightCheck.REASSIGNMENTS)) {
            return List.of();
        }
        List<GateReason> reasons = new ArrayList<>();
        state.reassignments().orElse(List.of()).stream()
                .limit(10)
                .forEach(ongoing -> reasons.add(new GateReason(
                        GateReason.Kind.UNDER_REPLICATED,
                        ongoing.partition().toString(),
                        "is being reassigned.",
                        "Wait until that is over, or cancel it.")));
        state.reassignments().gaps().stream()
                .filter(gap -> gap.kind() != Gap.Kind.UNSUPPORTED)
                .forEach(gap -> reasons.add(new GateReason(
                        GateReason.Kind.NOT_OBSERVED,
                        gap.subject(),
                        "could not be seen: " + gap.describe() + ".",
                        "Make it readable; what cannot be seen is never taken for safe.")));
        return reasons;
    }
}
