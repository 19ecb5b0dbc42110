// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.json;

import io.quorate.upgrade.lifecycle.ConfigChange;
import io.quorate.upgrade.plan.FinalizationStep;
import io.quorate.upgrade.plan.NodeStep;
import io.quorate.upgrade.plan.PreflightFinding;
import io.quorate.upgrade.plan.RestartPolicy;
import io.quorate.upgrade.plan.Roll;
import io.quorate.upgrade.plan.Rollback;
import io.quorate.upgrade.plan.RollbackStep;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.plan.UpgradeRequest;
import io.quorate.upgrade.plan.Wave;
import io.quorate.upgrade.version.DetectedVersion;
import io.quorate.upgrade.version.UpgradePath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** A plan as maps, lists, numbers and texts, in a fixed order. */
final class PlanWriter {
    static final String TYPE = "type";

    private PlanWriter() {}

    static Map<String, Object> plan(UpgradePlan plan) {
        return fields(
                "format", UpgradePlanJson.FORMAT,
                "clusterId", plan.clusterId(),
                "era", plan.era().name(),
                "request", request(plan.request()),
                "versions",
                        new TreeMap<>(plan.versions())
                                .values().stream().map(PlanWriter::version).toList(),
                "path", path(plan.path()),
                "rolls", plan.rolls().stream().map(PlanWriter::roll).toList(),
                "finalization",
                        plan.finalization().stream()
                                .map(PlanWriter::finalization)
                                .toList(),
                "pointOfNoReturn",
                        fields(
                                "where", plan.pointOfNoReturn().where().name(),
                                "description", plan.pointOfNoReturn().description()),
                "preflight",
                        plan.preflight().findings().stream()
                                .map(PlanWriter::finding)
                                .toList(),
                "rounds",
                        fields(
                                "predicted", plan.rounds().predicted(),
                                "lowerBound", plan.rounds().lowerBound(),
                                "bound", plan.rounds().bound()),
                "rollbackBeforeFinalization", rollback(plan.rollbackBeforeFinalization()),
                "rollbackAfterFinalization", rollback(plan.rollbackAfterFinalization()));
    }

    private static Map<String, Object> request(UpgradeRequest request) {
        Map<String, String> overrides = new TreeMap<>();
        request.overrides().forEach((check, reason) -> overrides.put(check.name(), reason));
        RestartPolicy policy = request.policy();
        return fields(
                "target", request.target(),
                "source", request.source(),
                "policy",
                        fields(
                                "level", policy.level().name(),
                                "isrMargin", policy.isrMargin(),
                                "quorumRule", policy.quorumRule().name(),
                                "interruptibleTopics", new TreeSet<>(policy.interruptibleTopics())),
                "parallelism",
                        fields(
                                "maxNodes", request.parallelism().maxNodes(),
                                "spread", request.parallelism().spread().name()),
                "change", change(request.change()),
                "canaryRule", request.canaryRule().name(),
                "optionalFeatures", new TreeSet<>(request.optionalFeatures()),
                "controllers", new TreeSet<>(request.controllers()),
                "overrides", overrides);
    }

    private static Map<String, Object> change(ConfigChange change) {
        return fields("set", change.set(), "unset", change.unset());
    }

    private static Map<String, Object> version(DetectedVersion version) {
        return fields(
                "node", version.nodeId(),
                "line", version.line(),
                "exact", version.exact(),
                "evidence", version.evidence());
    }

    private static Map<String, Object> path(UpgradePath path) {
        if (path instanceof UpgradePath.Direct direct) {
            return fields(TYPE, "direct", "from", direct.from(), "to", direct.to(), "notes", direct.notes());
        }
        if (path instanceof UpgradePath.Bridge bridge) {
            return fields(
                    TYPE,
                    "bridge",
                    "from",
                    bridge.from(),
                    "to",
                    bridge.to(),
                    "steps",
                    bridge.steps(),
                    "reason",
                    bridge.reason());
        }
        return path instanceof UpgradePath.Forbidden forbidden
                ? fields(TYPE, "forbidden", "reason", forbidden.reason())
                : fields(TYPE, "unchanged");
    }

    private static Map<String, Object> roll(Roll roll) {
        return fields(
                "purpose", roll.purpose().name(),
                "version", roll.version(),
                "change", change(roll.change()),
                "waves", roll.waves().stream().map(PlanWriter::wave).toList());
    }

    private static Map<String, Object> wave(Wave wave) {
        return fields(
                "role", wave.role().name(),
                "kind", wave.kind().name(),
                "nodes", wave.steps().stream().map(PlanWriter::step).toList());
    }

    private static Map<String, Object> step(NodeStep step) {
        return fields("node", step.nodeId(), "rack", step.rack(), "from", version(step.from()));
    }

    private static Map<String, Object> finalization(FinalizationStep step) {
        return fields(
                "feature", step.feature(),
                "from", step.fromLevel(),
                "to", step.toLevel(),
                "reversibility", step.reversibility().name(),
                "note", step.note());
    }

    private static Map<String, Object> finding(PreflightFinding finding) {
        return fields(
                "check", finding.check().name(),
                "severity", finding.severity().name(),
                "saw", finding.saw(),
                "remedy", finding.remedy(),
                "override", finding.override());
    }

    private static Map<String, Object> rollback(Rollback way) {
        if (way instanceof Rollback.Refused refused) {
            return fields(TYPE, "refused", "reasons", refused.reasons());
        }
        List<RollbackStep> steps = ((Rollback.Possible) way).steps();
        return fields(
                TYPE,
                "possible",
                "steps",
                steps.stream().map(PlanWriter::rollbackStep).toList());
    }

    private static Map<String, Object> rollbackStep(RollbackStep step) {
        if (step instanceof RollbackStep.LowerFeature lower) {
            return fields(TYPE, "lower", "feature", lower.feature(), "from", lower.fromLevel(), "to", lower.toLevel());
        }
        return step instanceof RollbackStep.RollBack back
                ? fields(TYPE, "roll", "roll", roll(back.roll()))
                : fields(TYPE, "awaitSnapshots");
    }

    /** Names and values in turns. */
    private static Map<String, Object> fields(Object... namesAndValues) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return fields;
    }
}
