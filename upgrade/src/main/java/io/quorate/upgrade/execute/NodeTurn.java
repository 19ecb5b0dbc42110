// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.upgrade.execute.RunLog.Action;
import io.quorate.upgrade.lifecycle.BrokerLifecycle;
import io.quorate.upgrade.lifecycle.FencedException;
import io.quorate.upgrade.lifecycle.LifecycleException;
import io.quorate.upgrade.lifecycle.NodeStatus;
import io.quorate.upgrade.lifecycle.StopMode;
import io.quorate.upgrade.lifecycle.StopRequest;
import io.quorate.upgrade.lifecycle.SwapOrder;
import io.quorate.upgrade.plan.Roll;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import io.quorate.upgrade.state.NodeStage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lays hands on one node: ends its process, replaces what is to be replaced, starts it. Each step is written down before it
 * begins and after it is done, and can be done again. It does not ask whether that is safe; it was asked before.
 */
final class NodeTurn {
    private final RunContext context;
    private final BrokerLifecycle lifecycle;
    private final Roll roll;
    private final int nodeId;
    private final String turn;
    private final ExitGate exit;

    NodeTurn(RunContext context, Roll roll, int nodeId) {
        this(context, roll, nodeId, ExitGate.open(context));
    }

    NodeTurn(RunContext context, Roll roll, int nodeId, ExitGate exit) {
        this.context = context;
        this.exit = exit;
        this.lifecycle = context.lifecycle();
        this.roll = roll;
        this.nodeId = nodeId;
        this.turn = RunLog.turn(roll.purpose().name(), nodeId);
    }

    /** Writes down that the process that runs now is going to be stopped. */
    void intend() {
        NodeStatus status = lifecycle.status(nodeId);
        context.log()
                .intend(Action.STOP, turn, Map.of("startId", status.startId().orElse("")));
    }

    /** From the process that was meant to be stopped, or from none, to the next one. */
    void perform() {
        try {
            if (lifecycle.swapOrder() == SwapOrder.INSTALL_STOP_START) {
                swap();
                stop();
            } else {
                stop();
                startAsItWasIfSomethingIsLost();
                swapOrStartAsItIs();
            }
            start();
        } catch (FencedException e) {
            throw new Halt(Outcome.FENCED, e.getMessage() == null ? e.toString() : e.getMessage());
        } catch (LifecycleException e) {
            throw failed(e);
        }
    }

    private void stop() {
        NodeStatus status = lifecycle.status(nodeId);
        String meant = context.log()
                .intent(Action.STOP, turn)
                .map(values -> values.getOrDefault("startId", ""))
                .orElse("");
        if (!status.isStopped()) {
            context.board().node(nodeId, NodeStage.STOPPING, "");
            String named = meant.isEmpty() ? status.startId().orElse("") : meant;
            lifecycle.stop(
                    context.log().fence(),
                    nodeId,
                    new StopRequest(
                            named,
                            StopMode.CONTROLLED,
                            context.settings().timeouts().stop()));
        }
        context.log().done(Action.STOP, turn, Map.of());
    }

    /** What went down with the node comes back soonest with the binaries that are known to run it. */
    private void startAsItWasIfSomethingIsLost() {
        Optional<String> lost = exit.lost(nodeId);
        if (lost.isEmpty()) {
            return;
        }
        context.log().gate(turn + "/exit", lost.get());
        start();
        context.board().node(nodeId, NodeStage.FAILED, "started again as it was, because " + lost.get());
        throw new Halt(
                Outcome.BLOCKED,
                List.of(
                        "Node " + nodeId + " was started again as it was, right after its stop, because " + lost.get()
                                + ".",
                        "Nothing was replaced on it. Find out which other node failed at the same time; when every"
                                + " node is back in sync, start the same plan again, or roll back."));
    }

    /** An install that fails must not keep the node down: what was installed before still is. */
    private void swapOrStartAsItIs() {
        try {
            swap();
        } catch (FencedException e) {
            throw e;
        } catch (LifecycleException e) {
            lifecycle.start(context.log().fence(), nodeId);
            throw e;
        }
    }

    private void swap() {
        context.board().node(nodeId, NodeStage.SWAPPING, "");
        context.log().intend(Action.SWAP, turn, Map.of());
        roll.version().ifPresent(version -> lifecycle.install(context.log().fence(), nodeId, version));
        if (!roll.change().isEmpty()) {
            lifecycle.applyConfig(context.log().fence(), nodeId, roll.change());
        }
        context.log().done(Action.SWAP, turn, Map.of());
    }

    void start() {
        context.board().node(nodeId, NodeStage.STARTING, "");
        context.log().intend(Action.START, turn, Map.of());
        lifecycle.start(context.log().fence(), nodeId);
        context.log().done(Action.START, turn, Map.of());
    }

    private Halt failed(LifecycleException e) {
        String now = lifecycle.status(nodeId).describe();
        context.board().node(nodeId, NodeStage.FAILED, now);
        List<String> reasons = new ArrayList<>();
        reasons.add("Node " + nodeId + " was not taken through its turn: " + e.getMessage());
        reasons.add("Now " + now + ".");
        reasons.add("Mend the cause and start the same plan again, or roll back.");
        return new Halt(Outcome.BLOCKED, reasons);
    }
}
