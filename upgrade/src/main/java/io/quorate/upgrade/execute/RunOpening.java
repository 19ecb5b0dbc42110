// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.upgrade.execute.RunLog.Mode;
import io.quorate.upgrade.plan.Roll;
import io.quorate.upgrade.plan.Rollback;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Decides whether a part of an upgrade may begin now, by what is written about the runs before it, and writes that it does. */
final class RunOpening {
    private final UpgradePlan plan;
    private final RunLog log;
    private final ClusterGateway gateway;

    RunOpening(UpgradePlan plan, RunLog log, ClusterGateway gateway) {
        this.plan = plan;
        this.log = log;
        this.gateway = gateway;
    }

    void open(Mode mode) {
        switch (mode) {
            case ROLL -> openRoll();
            case FINALIZE -> openFinalization();
            case ROLL_BACK -> openRollback();
        }
        log.enter(mode);
    }

    private void openRoll() {
        if (!log.isSettled()) {
            refuseOtherPlan("start the upgrade");
            if (!log.mode().orElse(Mode.ROLL).equals(Mode.ROLL)) {
                throw new UpgradeRefusedException(
                        "start the upgrade",
                        List.of("Run " + log.runId() + " of the same plan is at "
                                + log.mode().orElse(Mode.ROLL) + ". Call the method for that, and it goes on."));
            }
            return;
        }
        if (!plan.isExecutable()) {
            List<String> reasons = new ArrayList<>();
            plan.preflight().blocking().forEach(finding -> reasons.add(finding.describe()));
            if (!plan.path().isOpen()) {
                reasons.add(plan.path().describe());
            }
            if (plan.rolls().isEmpty()) {
                reasons.add("The plan has nothing to do.");
            }
            throw new UpgradeRefusedException("start the upgrade", reasons);
        }
        begin();
    }

    private void openFinalization() {
        if (log.isSettled()) {
            if (!UpgradeRun.hasMore(plan)) {
                throw new UpgradeRefusedException("finalize the upgrade", List.of("The plan has nothing to finalize."));
            }
            // Its journal is lost, or somebody upgraded by hand. That every node is proven first makes it safe all the
            // same.
            begin();
            return;
        }
        refuseOtherPlan("finalize the upgrade");
        boolean rolled =
                log.mode().equals(Optional.of(Mode.FINALIZE)) || log.outcome().equals(Optional.of(Outcome.ROLLED));
        if (!rolled) {
            throw new UpgradeRefusedException(
                    "finalize the upgrade",
                    List.of("Its rolls are not finished: run " + log.runId() + " is at "
                            + log.mode().orElse(Mode.ROLL)
                            + log.outcome().map(how -> ", " + how).orElse("")
                            + ". Start the plan again to finish them."));
        }
    }

    private void openRollback() {
        if (!log.isSettled()) {
            refuseOtherPlan("roll back");
        }
        Rollback way = Retreat.wayBack(plan, log, gateway.observe());
        if (way instanceof Rollback.Refused refused) {
            throw new UpgradeRefusedException("roll back", refused.reasons());
        }
        if (!isSamePlan()) {
            begin();
        }
    }

    private void begin() {
        Map<String, String> values = new TreeMap<>();
        values.put("runId", UUID.randomUUID().toString());
        values.put("plan", key(plan));
        values.put("clusterId", plan.clusterId());
        Retreat.roll(plan.rollbackBeforeFinalization())
                .flatMap(Roll::version)
                .ifPresent(version -> values.put(Retreat.BACK, version.toString()));
        plan.versions().forEach((node, version) -> values.put("from/" + node, version.describe()));
        log.begin(values);
        new TreeMap<>(plan.request().overrides()).forEach((check, reason) -> log.override(check.id(), reason));
    }

    private boolean isSamePlan() {
        return log.begun("plan").equals(key(plan));
    }

    private void refuseOtherPlan(String what) {
        if (!isSamePlan()) {
            throw new UpgradeRefusedException(
                    what,
                    List.of("Run " + log.runId() + " of another plan is not finished: " + log.begun("plan") + ", at "
                            + log.mode().orElse(Mode.ROLL)
                            + log.outcome().map(how -> ", " + how).orElse("")
                            + ". Finish it or roll it back first. This plan: " + key(plan) + "."));
        }
    }

    /** What makes it the same upgrade for somebody who resumes it after planning again on the half upgraded cluster. */
    private static String key(UpgradePlan plan) {
        return plan.clusterId() + " " + plan.era() + " to "
                + plan.request().target().map(Object::toString).orElse("restart") + ", nodes " + plan.nodeIds() + ", "
                + plan.request().change().describe();
    }
}
