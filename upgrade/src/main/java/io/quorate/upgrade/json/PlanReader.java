// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.json;

import io.quorate.internal.JsonTree;
import io.quorate.upgrade.lifecycle.ConfigChange;
import io.quorate.upgrade.plan.FinalizationStep;
import io.quorate.upgrade.plan.NodeRole;
import io.quorate.upgrade.plan.NodeStep;
import io.quorate.upgrade.plan.Parallelism;
import io.quorate.upgrade.plan.PointOfNoReturn;
import io.quorate.upgrade.plan.PreflightCheck;
import io.quorate.upgrade.plan.PreflightFinding;
import io.quorate.upgrade.plan.PreflightReport;
import io.quorate.upgrade.plan.RestartPolicy;
import io.quorate.upgrade.plan.Roll;
import io.quorate.upgrade.plan.Rollback;
import io.quorate.upgrade.plan.RollbackStep;
import io.quorate.upgrade.plan.RoundCount;
import io.quorate.upgrade.plan.SafetyLevel;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.plan.UpgradeRequest;
import io.quorate.upgrade.plan.Wave;
import io.quorate.upgrade.version.DetectedVersion;
import io.quorate.upgrade.version.Era;
import io.quorate.upgrade.version.KafkaVersion;
import io.quorate.upgrade.version.ReleaseLine;
import io.quorate.upgrade.version.UpgradePath;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What {@link PlanWriter} wrote, as a plan again. */
final class PlanReader {
    private PlanReader() {}

    static UpgradePlan plan(JsonTree json) {
        Map<Integer, DetectedVersion> versions = new TreeMap<>();
        json.get("versions").list(PlanReader::version).forEach(version -> versions.put(version.nodeId(), version));
        JsonTree rounds = json.get("rounds");
        JsonTree point = json.get("pointOfNoReturn");
        return UpgradePlan.builder(
                        json.get("clusterId").text(), json.get("era").constant(Era.class), request(json.get("request")))
                .versions(versions)
                .path(path(json.get("path")))
                .rolls(json.get("rolls").list(PlanReader::roll))
                .finalization(json.get("finalization").list(PlanReader::finalization))
                .pointOfNoReturn(new PointOfNoReturn(
                        point.get("where").constant(PointOfNoReturn.Where.class),
                        point.get("description").text()))
                .preflight(new PreflightReport(json.get("preflight").list(PlanReader::finding)))
                .rounds(new RoundCount(
                        rounds.get("predicted").integer(),
                        rounds.get("lowerBound").integer(),
                        rounds.get("bound").text()))
                .rollback(
                        rollback(json.get("rollbackBeforeFinalization")),
                        rollback(json.get("rollbackAfterFinalization")))
                .build();
    }

    private static UpgradeRequest request(JsonTree json) {
        UpgradeRequest.Builder request = json.optional("target", PlanReader::release)
                .map(UpgradeRequest::to)
                .orElseGet(UpgradeRequest::restart);
        json.optional("source", PlanReader::release).ifPresent(request::source);
        JsonTree policy = json.get("policy");
        JsonTree parallelism = json.get("parallelism");
        request.policy(policy.translate(
                        "a policy",
                        found -> new RestartPolicy(
                                found.get("level").constant(SafetyLevel.class),
                                found.get("isrMargin").integer(),
                                found.get("quorumRule").constant(RestartPolicy.QuorumRule.class),
                                texts(found.get("interruptibleTopics")))))
                .parallelism(parallelism.translate(
                        "a cap",
                        found -> new Parallelism(
                                found.get("maxNodes").integer(),
                                found.get("spread").constant(Parallelism.Spread.class))))
                .change(change(json.get("change")))
                .canaryRule(json.get("canaryRule").constant(UpgradeRequest.CanaryRule.class));
        texts(json.get("optionalFeatures")).forEach(request::alsoFinalize);
        json.get("controllers").list(JsonTree::integer).forEach(request::controller);
        JsonTree overrides = json.get("overrides");
        overrides
                .fields(PreflightCheck::valueOf, "a check", JsonTree::text)
                .forEach((check, reason) ->
                        overrides.translate("a set of reasons", found -> request.override(check, reason)));
        return request.build();
    }

    private static ConfigChange change(JsonTree json) {
        return json.translate(
                "a change",
                found -> ConfigChange.of(found.get("set").fields(JsonTree::text), texts(found.get("unset"))));
    }

    private static Set<String> texts(JsonTree json) {
        return new TreeSet<>(json.list(JsonTree::text));
    }

    private static KafkaVersion release(JsonTree json) {
        return json.parse(KafkaVersion::of, "a release");
    }

    private static ReleaseLine line(JsonTree json) {
        return json.parse(ReleaseLine::of, "a minor release");
    }

    private static DetectedVersion version(JsonTree json) {
        return json.translate(
                "what a node runs",
                found -> new DetectedVersion(
                        found.get("node").integer(),
                        found.optional("line", PlanReader::line),
                        found.optional("exact", PlanReader::release),
                        found.get("evidence").text()));
    }

    private static UpgradePath path(JsonTree json) {
        JsonTree type = json.get(PlanWriter.TYPE);
        return switch (type.text()) {
            case "direct" ->
                new UpgradePath.Direct(
                        line(json.get("from")),
                        release(json.get("to")),
                        json.get("notes").list(JsonTree::text));
            case "bridge" ->
                new UpgradePath.Bridge(
                        line(json.get("from")),
                        release(json.get("to")),
                        json.get("steps").list(JsonTree::text),
                        json.get("reason").text());
            case "forbidden" -> new UpgradePath.Forbidden(json.get("reason").text());
            case "unchanged" -> new UpgradePath.Unchanged();
            default -> throw type.wrong("direct, bridge, forbidden or unchanged");
        };
    }

    private static Roll roll(JsonTree json) {
        return new Roll(
                json.get("purpose").constant(Roll.Purpose.class),
                json.optional("version", PlanReader::release),
                change(json.get("change")),
                json.get("waves").list(PlanReader::wave));
    }

    private static Wave wave(JsonTree json) {
        NodeRole role = json.get("role").constant(NodeRole.class);
        return json.translate(
                "a wave",
                found -> new Wave(
                        role,
                        found.get("kind").constant(Wave.Kind.class),
                        found.get("nodes")
                                .list(step -> new NodeStep(
                                        step.get("node").integer(),
                                        role,
                                        step.optional("rack", JsonTree::text),
                                        version(step.get("from"))))));
    }

    private static FinalizationStep finalization(JsonTree json) {
        return json.translate(
                "a step",
                found -> new FinalizationStep(
                        found.get("feature").text(),
                        found.get("from").integer(),
                        found.get("to").integer(),
                        found.get("reversibility").constant(FinalizationStep.Reversibility.class),
                        found.get("note").text()));
    }

    private static PreflightFinding finding(JsonTree json) {
        return new PreflightFinding(
                json.get("check").constant(PreflightCheck.class),
                json.get("severity").constant(PreflightFinding.Severity.class),
                json.get("saw").list(JsonTree::text),
                json.get("remedy").text(),
                json.optional("override", JsonTree::text));
    }

    private static Rollback rollback(JsonTree json) {
        JsonTree type = json.get(PlanWriter.TYPE);
        return switch (type.text()) {
            case "possible" -> new Rollback.Possible(json.get("steps").list(PlanReader::rollbackStep));
            case "refused" -> new Rollback.Refused(json.get("reasons").list(JsonTree::text));
            default -> throw type.wrong("possible or refused");
        };
    }

    private static RollbackStep rollbackStep(JsonTree json) {
        JsonTree type = json.get(PlanWriter.TYPE);
        return switch (type.text()) {
            case "lower" ->
                new RollbackStep.LowerFeature(
                        json.get("feature").text(),
                        json.get("from").integer(),
                        json.get("to").integer());
            case "awaitSnapshots" -> new RollbackStep.AwaitSnapshots();
            case "roll" -> new RollbackStep.RollBack(roll(json.get("roll")));
            default -> throw type.wrong("lower, awaitSnapshots or roll");
        };
    }
}
