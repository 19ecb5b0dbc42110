// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.upgrade.execute.RunLog.Action;
import io.quorate.upgrade.lifecycle.FencedException;
import io.quorate.upgrade.lifecycle.LifecycleException;
import io.quorate.upgrade.plan.NodeStep;
import io.quorate.upgrade.plan.Roll;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import io.quorate.upgrade.state.NodeStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts the old binaries back on a node that cannot run the new ones, so that the run ends with every node up. */
final class BackOut {
    private final RunContext context;
    private final Set<String> outOfSyncBefore;

    BackOut(RunContext context, Set<String> outOfSyncBefore) {
        this.context = context;
        this.outOfSyncBefore = outOfSyncBefore;
    }

    /** Always ends in a reason to stop. */
    Halt of(Roll roll, Rejoin.NodeCrashed crashed) {
        NodeStep step = crashed.step();
        List<String> reasons = new ArrayList<>(List.of(String.valueOf(crashed.getMessage())));
        Optional<Roll> back = wayBack(roll);
        if (back.isEmpty()) {
            reasons.add("It is down. Mend the cause and start the same plan again, or roll back.");
            return new Halt(Outcome.BLOCKED, reasons);
        }
        try {
            context.log().intend(Action.BACK_OUT, RunLog.turn(roll.purpose().name(), step.nodeId()), Map.of());
            context.board().node(step.nodeId(), NodeStage.WAITING, "goes back to the old release");
            NodeTurn turn = new NodeTurn(context, back.get(), step.nodeId());
            turn.intend();
            turn.perform();
            new Rejoin(context, back.get(), outOfSyncBefore).await(List.of(step));
            reasons.add("It runs " + back.get().version().map(Object::toString).orElse("what it ran before")
                    + " again and is in sync. Mend the cause and start the same plan again, or roll back.");
        } catch (FencedException e) {
            return new Halt(Outcome.FENCED, String.valueOf(e.getMessage()));
        } catch (LifecycleException | Rejoin.NodeCrashed e) {
            reasons.add("Going back to the old release failed, too: " + e.getMessage());
        }
        return new Halt(Outcome.BLOCKED, reasons);
    }

    private Optional<Roll> wayBack(Roll roll) {
        return roll.purpose() == Roll.Purpose.BINARIES
                ? Retreat.roll(Retreat.before(context.plan(), context.log()))
                : Optional.empty();
    }
}
