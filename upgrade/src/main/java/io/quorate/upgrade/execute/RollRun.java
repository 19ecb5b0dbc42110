// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.cluster.Observed;
import io.quorate.upgrade.execute.RunLog.Action;
import io.quorate.upgrade.lifecycle.NodeStatus;
import io.quorate.upgrade.lifecycle.ProcessState;
import io.quorate.upgrade.plan.GateVerdict;
import io.quorate.upgrade.plan.NodeStep;
import io.quorate.upgrade.plan.Roll;
import io.quorate.upgrade.plan.Wave;
import io.quorate.upgrade.progress.NodeTiming;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import io.quorate.upgrade.state.NodeStage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One pass over the nodes: wave after wave, each behind the gate. */
final class RollRun {
    private final RunContext context;
    private final Roll roll;
    private final Gatekeeper gatekeeper;
    private final Verifier verifier;
    private final String name;

    RollRun(RunContext context, Roll roll, Verifier verifier) {
        this.context = context;
        this.roll = roll;
        this.gatekeeper = new Gatekeeper(context);
        this.verifier = verifier;
        this.name = roll.purpose().name();
    }

    /** Runs the whole pass; a node that {@code skipped} names needs no turn. */
    void run(Set<Integer> skipped) {
        Set<Integer> all = new TreeSet<>();
        roll.steps().forEach(step -> all.add(step.nodeId()));
        Set<Integer> done = new TreeSet<>(skipped);
        roll.steps().stream().filter(this::isDone).forEach(step -> done.add(step.nodeId()));
        context.board().begin(all, done);
        finishBegun(done);
        while (!done.containsAll(all)) {
            context.control().safePoint(context.board());
            Wave wave = gatekeeper.await(roll, done);
            if (take(wave)) {
                done.addAll(wave.nodeIds());
                afterCanary(wave);
            }
        }
    }

    /** What is seen wins over what is written: a node that runs something else has not had its turn. */
    private boolean isDone(NodeStep step) {
        if (!context.log().isDone(Action.TURN, turn(step))) {
            return false;
        }
        Optional<Boolean> same = context.lifecycle()
                .status(step.nodeId())
                .version()
                .map(found -> roll.version().map(found::equals).orElse(true));
        return same.orElse(true);
    }

    /** Nodes that an earlier coordinator began with are brought back before anything else; they may be down. */
    private void finishBegun(Set<Integer> done) {
        List<NodeStep> stopped = new ArrayList<>();
        List<NodeStep> back = new ArrayList<>();
        for (NodeStep step : roll.steps()) {
            if (done.contains(step.nodeId()) || !context.log().isIntended(Action.STOP, turn(step))) {
                continue;
            }
            NodeStatus status = context.lifecycle().status(step.nodeId());
            if (status.state() == ProcessState.UNKNOWN) {
                throw new Halt(
                        Outcome.BLOCKED,
                        "An earlier coordinator began with node " + step.nodeId() + ", and now " + status.describe()
                                + ". Nothing may be started while that is not known. Make it known, and start the same"
                                + " plan again.");
            }
            if (status.isStopped()) {
                stopped.add(step);
            } else if (isStartedSince(step, status)) {
                back.add(step);
            }
            // Else it was never stopped, or somebody started it as it was: its turn begins anew, behind the gate.
        }
        if (stopped.isEmpty() && back.isEmpty()) {
            return;
        }
        context.board().note("Going on with nodes that were begun: stopped " + ids(stopped) + ", started " + ids(back));
        List<NodeStep> both = new ArrayList<>(stopped);
        both.addAll(back);
        Instant began = context.time().now();
        context.crew()
                .all(stopped.stream()
                        .<Runnable>map(step -> new NodeTurn(context, roll, step.nodeId())::perform)
                        .toList());
        comeBack(both, began, context.time().now());
        done.addAll(ids(both));
    }

    private boolean isStartedSince(NodeStep step, NodeStatus status) {
        String stopped = context.log()
                .intent(Action.STOP, turn(step))
                .map(values -> values.getOrDefault("startId", ""))
                .orElse("");
        // An install that somebody undid since, or a binary that the node was put back to, is not what this roll wants.
        boolean isWanted = roll.version().isEmpty()
                || status.version().isEmpty()
                || status.version().equals(roll.version());
        return !status.startId().equals(Optional.of(stopped))
                && context.log().isDone(Action.SWAP, turn(step))
                && isWanted;
    }

    /** Returns false if it turned out at the last moment that the wave may not be stopped. */
    private boolean take(Wave wave) {
        wave.steps().forEach(step -> context.board().node(step.nodeId(), NodeStage.SELECTED, ""));
        wave.steps().forEach(step -> new NodeTurn(context, roll, step.nodeId()).intend());
        Gatekeeper.LastLook look = gatekeeper.check(wave.nodeIds());
        GateVerdict verdict = look.verdict();
        context.log().gate(name + "/" + wave.nodeIds(), verdict.describe());
        if (!verdict.isSafe()) {
            wave.steps().forEach(step -> context.board().node(step.nodeId(), NodeStage.WAITING, verdict.describe()));
            return false;
        }
        Instant began = context.time().now();
        context.crew()
                .all(wave.steps().stream()
                        .map(step -> new NodeTurn(context, roll, step.nodeId(), look.exit()))
                        .<Runnable>map(turn -> turn::perform)
                        .toList());
        comeBack(wave.steps(), began, context.time().now());
        return true;
    }

    private void comeBack(List<NodeStep> steps, Instant began, Instant started) {
        try {
            new Rejoin(context, roll, verifier.outOfSyncBefore()).await(steps);
        } catch (Rejoin.NodeCrashed crashed) {
            throw new BackOut(context, verifier.outOfSyncBefore()).of(roll, crashed);
        }
        Instant back = context.time().now();
        steps.forEach(step -> context.board().node(step.nodeId(), NodeStage.LEADERS_RETURNING, ""));
        new LeadersBack(context).await(ids(steps));
        steps.forEach(step -> context.board().node(step.nodeId(), NodeStage.COOLING_DOWN, ""));
        context.control().sleep(context.settings().pace().coolDown());
        steps.forEach(this::warnOfErrors);
        verifier.afterWave();
        Instant end = context.time().now();
        for (NodeStep step : steps) {
            context.log().done(Action.TURN, turn(step), Map.of());
            context.board().node(step.nodeId(), NodeStage.DONE, "");
            context.board()
                    .timing(new NodeTiming(
                            step.nodeId(),
                            name,
                            began,
                            Duration.between(began, started),
                            Duration.between(started, back),
                            Duration.between(back, end)));
        }
    }

    private void warnOfErrors(NodeStep step) {
        Observed<List<String>> errors = context.lifecycle().loggedErrors(step.nodeId());
        errors.orElse(List.of()).stream()
                .filter(line -> line.contains("Invalid version") || line.contains("SchemaException"))
                .findFirst()
                .ifPresent(line -> context.board().warn("Node " + step.nodeId() + " logged: " + line));
    }

    private void afterCanary(Wave wave) {
        if (wave.kind() != Wave.Kind.CANARY) {
            return;
        }
        context.control().sleep(context.settings().pace().canarySoak());
        verifier.afterWave();
        String of = name + "/" + wave.role();
        if (context.settings().approval() == RunSettings.Approval.NEEDED
                && !context.log().isApproved(of)) {
            context.control().awaitApproval(context.board(), "the first " + wave.role() + ", node " + wave.nodeIds());
            context.log().approved(of);
        }
    }

    private String turn(NodeStep step) {
        return RunLog.turn(name, step.nodeId());
    }

    private static Set<Integer> ids(List<NodeStep> steps) {
        Set<Integer> ids = new TreeSet<>();
        steps.forEach(step -> ids.add(step.nodeId()));
        return ids;
    }
}
