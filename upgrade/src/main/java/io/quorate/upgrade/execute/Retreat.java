// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Observed;
import io.quorate.upgrade.execute.ClusterGateway.FeatureChange;
import io.quorate.upgrade.execute.RunLog.Action;
import io.quorate.upgrade.lifecycle.ConfigChange;
import io.quorate.upgrade.plan.FinalizationStep;
import io.quorate.upgrade.plan.Roll;
import io.quorate.upgrade.plan.Rollback;
import io.quorate.upgrade.plan.RollbackStep;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import io.quorate.upgrade.state.RunPhase;
import io.quorate.upgrade.version.KafkaVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** The way back to the old release, as far as there is one. */
final class Retreat {
    /** Under which name the journal keeps what nodes ran before. */
    static final String BACK = "back";

    private static final String SNAPSHOT = "snapshot";

    private final RunContext context;
    private final Verifier verifier;

    Retreat(RunContext context, Verifier verifier) {
        this.context = context;
        this.verifier = verifier;
    }

    /** Which way back holds now: something irreversible may have been done since the plan was made. */
    static Rollback wayBack(UpgradePlan plan, RunLog log, ClusterState state) {
        boolean protocolRolled = plan.rolls().stream()
                .filter(roll -> !UpgradeRun.isReversible(roll))
                .flatMap(roll -> roll.steps().stream()
                        .map(step -> RunLog.turn(roll.purpose().name(), step.nodeId())))
                .anyMatch(turn -> log.isIntended(Action.STOP, turn));
        boolean raised = plan.finalization().stream()
                .anyMatch(step -> log.isIntended(Action.FEATURE, step.feature()) || isRaised(step, state));
        return protocolRolled || raised ? plan.rollbackAfterFinalization() : before(plan, log);
    }

    /** A plan that was made anew on a half upgraded cluster does not know what nodes ran before; the journal does. */
    static Rollback before(UpgradePlan plan, RunLog log) {
        Rollback planned = plan.rollbackBeforeFinalization();
        String back = log.begun(BACK);
        if (planned.isPossible() || back.isEmpty() || plan.rolls().isEmpty()) {
            return planned;
        }
        return new Rollback.Possible(List.of(new RollbackStep.RollBack(new Roll(
                Roll.Purpose.BACK,
                Optional.of(KafkaVersion.of(back)),
                ConfigChange.NONE,
                plan.rolls().get(0).waves()))));
    }

    /** The pass over the nodes that a way back has, if there is a way back. */
    static Optional<Roll> roll(Rollback way) {
        return way instanceof Rollback.Possible possible
                ? possible.steps().stream()
                        .filter(RollbackStep.RollBack.class::isInstance)
                        .map(step -> ((RollbackStep.RollBack) step).roll())
                        .findFirst()
                : Optional.empty();
    }

    private static boolean isRaised(FinalizationStep step, ClusterState state) {
        return state.features()
                .value()
                .map(features -> features.level(step.feature()).orElse(0) > step.fromLevel())
                .orElse(false);
    }

    void run() {
        ClusterState state = context.gateway().observe();
        Rollback way = wayBack(context.plan(), context.log(), state);
        context.board().phase(RunPhase.ROLLING_BACK, "");
        if (!(way instanceof Rollback.Possible possible)) {
            throw new Halt(Outcome.BLOCKED, ((Rollback.Refused) way).reasons());
        }
        for (RollbackStep step : possible.steps()) {
            context.board().phase(RunPhase.ROLLING_BACK, step.describe());
            if (step instanceof RollbackStep.LowerFeature lower) {
                lower(lower);
            } else if (step instanceof RollbackStep.AwaitSnapshots) {
                awaitSnapshots();
            } else if (step instanceof RollbackStep.RollBack back) {
                roll(back.roll());
            }
        }
    }

    private void lower(RollbackStep.LowerFeature step) {
        int level = context.gateway()
                .observe()
                .features()
                .value()
                .orElseThrow(() -> new Halt(Outcome.BLOCKED, "The finalized features could not be read."))
                .level(step.feature())
                .orElse(0);
        if (level <= step.toLevel()) {
            return;
        }
        context.log().intend(Action.FEATURE, step.feature(), Map.of("to", String.valueOf(step.toLevel())));
        context.gateway().changeFeature(step.feature(), step.toLevel(), FeatureChange.LOWER_SAFELY);
        context.log().done(Action.FEATURE, step.feature(), Map.of());
        context.board().note("Lowered " + step.feature() + " from " + level + " to " + step.toLevel());
    }

    /** The old binaries die of the old record, not of the new level: it must be behind a snapshot on every node. */
    private void awaitSnapshots() {
        if (!context.log().isIntended(Action.ROLL, SNAPSHOT)) {
            long end = context.gateway()
                    .observe()
                    .quorum()
                    .value()
                    .orElseThrow(() -> new Halt(Outcome.BLOCKED, "The metadata quorum could not be read."))
                    .leadership()
                    .highWatermark();
            context.log().intend(Action.ROLL, SNAPSHOT, Map.of("offset", String.valueOf(end)));
        }
        long needed = context.log()
                .intent(Action.ROLL, SNAPSHOT)
                .map(values -> Long.parseLong(values.getOrDefault("offset", "0")))
                .orElse(0L);
        Set<Integer> blind = new TreeSet<>();
        new Patience(context)
                .await(
                        "a metadata snapshot behind offset " + needed + " on every node",
                        context.settings().snapshotWait().seen(),
                        () -> lacking(needed, blind));
        waitBlind(blind);
        context.log().done(Action.ROLL, SNAPSHOT, Map.of());
    }

    private List<String> lacking(long needed, Set<Integer> blind) {
        List<String> lacking = new ArrayList<>();
        blind.clear();
        for (int node : context.plan().nodeIds()) {
            Observed<OptionalLong> snapshot = context.lifecycle().latestMetadataSnapshot(node);
            if (snapshot.value().isEmpty()) {
                blind.add(node);
            } else if (snapshot.value().get().orElse(-1) < needed) {
                lacking.add("node " + node + " has "
                        + (snapshot.value().get().isPresent()
                                ? "one up to offset " + snapshot.value().get().getAsLong()
                                : "none"));
            }
        }
        return lacking;
    }

    private void waitBlind(Set<Integer> blind) {
        Duration wait = context.settings().snapshotWait().unseen();
        if (blind.isEmpty()) {
            return;
        }
        if (wait.isZero()) {
            throw new Halt(
                    Outcome.BLOCKED,
                    "The lifecycle does not tell which metadata snapshots nodes " + blind + " have, and the old release"
                            + " dies without a new one. Wait longer than metadata.log.max.snapshot.interval.ms (1 h by"
                            + " default) and say so with unseenSnapshotWait.");
        }
        context.board().note("Waiting " + wait + " for the metadata snapshots of nodes " + blind);
        context.control().sleep(wait);
    }

    /** Only nodes that were touched go back: the others never ran anything else. */
    private void roll(Roll roll) {
        Set<Integer> untouched = new TreeSet<>();
        Set<Integer> touched = context.log().touched();
        roll.steps().stream()
                .filter(step -> !touched.contains(step.nodeId()))
                .filter(step ->
                        context.lifecycle().status(step.nodeId()).version().equals(roll.version()))
                .forEach(step -> untouched.add(step.nodeId()));
        new RollRun(context, roll, verifier).run(untouched);
    }
}
