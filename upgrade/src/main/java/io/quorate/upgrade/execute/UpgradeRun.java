// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.error.OperationInterruptedException;
import io.quorate.observe.ClusterObservationException;
import io.quorate.upgrade.execute.RunLog.Mode;
import io.quorate.upgrade.journal.JournalException;
import io.quorate.upgrade.journal.JournalOwnershipException;
import io.quorate.upgrade.lifecycle.FencedException;
import io.quorate.upgrade.lifecycle.NodeStatus;
import io.quorate.upgrade.plan.NodeStep;
import io.quorate.upgrade.plan.Roll;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.progress.UpgradeResult;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import io.quorate.upgrade.state.RunPhase;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.KafkaException;

/** One part of a run, from its beginning or from where another coordinator left it, to its end or to where it must stop. */
final class UpgradeRun {
    private final RunContext context;
    private final Mode mode;
    private final Canary canary;
    private final Verifier verifier;

    UpgradeRun(RunContext context, Mode mode, Canary canary) {
        this.context = context;
        this.mode = mode;
        this.canary = canary;
        this.verifier = new Verifier(context, canary);
    }

    /** Whether a roll belongs to the part of an upgrade that can be taken back. */
    static boolean isReversible(Roll roll) {
        return roll.purpose() != Roll.Purpose.PROTOCOL && roll.purpose() != Roll.Purpose.MESSAGE_FORMAT;
    }

    static boolean hasMore(UpgradePlan plan) {
        return !plan.finalization().isEmpty() || !plan.rolls().stream().allMatch(UpgradeRun::isReversible);
    }

    UpgradeResult run() {
        Instant began = context.time().now();
        Outcome outcome;
        List<String> reasons = List.of();
        try (canary) {
            outcome = act();
        } catch (Halt halt) {
            outcome = halt.outcome();
            reasons = halt.reasons();
        } catch (FencedException | JournalOwnershipException e) {
            outcome = Outcome.FENCED;
            reasons = List.of(String.valueOf(e.getMessage()));
        } catch (OperationInterruptedException e) {
            outcome = Outcome.DETACHED;
            reasons = List.of(String.valueOf(e.getMessage()));
        } catch (JournalException | KafkaException | ClusterObservationException e) {
            outcome = Outcome.BLOCKED;
            reasons = List.of(e + " Start the same plan again to go on.");
        }
        end(outcome, reasons);
        return new UpgradeResult(
                outcome,
                context.log().runId(),
                began,
                context.time().now(),
                reasons,
                context.board().warnings(),
                context.board().timings());
    }

    private void end(Outcome outcome, List<String> reasons) {
        try {
            // Somebody else's journal is not to be written to; and a process that lets go ends as one that was killed.
            if (outcome != Outcome.FENCED && outcome != Outcome.DETACHED) {
                context.log().ended(outcome, String.join(" ", reasons));
            }
        } catch (JournalException | JournalOwnershipException e) {
            context.board().warn(String.valueOf(e.getMessage()));
        }
        context.board().phase(RunPhase.ENDED, outcome + (reasons.isEmpty() ? "" : ": " + reasons.get(0)));
    }

    private Outcome act() {
        context.board().phase(RunPhase.PREPARING, "");
        verifier.prepare();
        switch (mode) {
            case ROLL -> {
                roll();
                verifier.verify();
                return hasMore(context.plan()) ? Outcome.ROLLED : Outcome.FINISHED;
            }
            case FINALIZE -> {
                new Finalizer(context, verifier).run();
                verifier.verify();
                return Outcome.FINISHED;
            }
            case ROLL_BACK -> {
                new Retreat(context, verifier).run();
                verifier.verify();
                return Outcome.ROLLED_BACK;
            }
        }
        throw new IllegalStateException("A mode without an act: " + mode);
    }

    private void roll() {
        for (Roll roll : context.plan().rolls()) {
            if (isReversible(roll)) {
                context.board().phase(RunPhase.ROLLING, roll.describe());
                new RollRun(context, roll, verifier).run(alreadyThere(roll));
            }
        }
    }

    /** Nodes that an earlier run upgraded, whose journal is lost: there is nothing left to do with them. */
    private Set<Integer> alreadyThere(Roll roll) {
        Set<Integer> there = new TreeSet<>();
        if (roll.version().isEmpty() || !roll.change().isEmpty()) {
            return there;
        }
        for (NodeStep step : roll.steps()) {
            NodeStatus status = context.lifecycle().status(step.nodeId());
            boolean begun = context.log()
                    .isIntended(RunLog.Action.STOP, RunLog.turn(roll.purpose().name(), step.nodeId()));
            if (status.isRunning() && status.version().equals(roll.version()) && !begun) {
                context.board()
                        .note("Node " + step.nodeId() + " runs "
                                + roll.version().get() + " already");
                there.add(step.nodeId());
            }
        }
        return there;
    }
}
