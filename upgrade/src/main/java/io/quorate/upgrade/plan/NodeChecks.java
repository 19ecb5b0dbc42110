// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.cluster.Broker;
import io.quorate.cluster.Gap;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.QuorumReplica;
import io.quorate.upgrade.plan.RestartPolicy.QuorumRule;
import io.quorate.upgrade.version.DetectedVersion;
import io.quorate.upgrade.version.Era;
import io.quorate.upgrade.version.KafkaVersion;
import io.quorate.upgrade.version.KnownIssue;
import io.quorate.upgrade.version.ReleaseLine;
import io.quorate.upgrade.version.ReleaseTable;
import io.quorate.upgrade.version.UpgradePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The checks of nodes, releases and the quorum. */
final class NodeChecks {
    private final UpgradeSurvey survey;
    private final UpgradeRequest request;

    NodeChecks(UpgradeSurvey survey, UpgradeRequest request) {
        this.survey = survey;
        this.request = request;
    }

    void check(Findings findings, UpgradePath path, ReleaseTable table) {
        nodes(findings);
        versions(findings);
        if (path.isOpen()) {
            findings.passed(PreflightCheck.PATH, path.describe());
        } else {
            findings.impossible(PreflightCheck.PATH, List.of(path.describe()), "");
        }
        request.target().ifPresent(target -> issues(findings, table, target));
        if (survey.era() == Era.KRAFT) {
            quorum(findings);
        }
    }

    private void nodes(Findings findings) {
        List<String> saw = new ArrayList<>();
        List<String> unseen = new ArrayList<>();
        for (Gap gap : survey.state().brokers().gaps()) {
            (gap.kind() == Gap.Kind.UNSUPPORTED ? unseen : saw).add("could not see " + gap.describe());
        }
        survey.state().brokers().orElse(List.of()).stream()
                .filter(Broker::fenced)
                .forEach(broker -> saw.add("broker " + broker.nodeId() + " is registered and fenced"));
        if (!saw.isEmpty()) {
            findings.failed(
                    PreflightCheck.NODES,
                    saw,
                    "Start it, or unregister it if it is gone for good (kafka-cluster.sh unregister): a registered node"
                            + " of an old release keeps feature levels from being finalized.");
        } else {
            findings.warningIfAny(
                    PreflightCheck.NODES,
                    unseen,
                    "Make sure that no broker of the cluster is down; this release does not tell.");
        }
    }

    private void versions(Findings findings) {
        List<String> unknown = new ArrayList<>();
        Set<ReleaseLine> lines = new TreeSet<>();
        for (DetectedVersion version : new TreeMap<>(survey.versions()).values()) {
            version.line()
                    .ifPresentOrElse(
                            lines::add,
                            () -> unknown.add(
                                    "node " + version.nodeId() + " runs an unknown release: " + version.evidence()));
        }
        if (request.target().isEmpty()) {
            findings.passed(PreflightCheck.VERSIONS, "the binaries stay");
        } else if (!unknown.isEmpty()) {
            findings.failed(
                    PreflightCheck.VERSIONS,
                    unknown,
                    "Let the lifecycle report it, or name it with UpgradeRequest.Builder.source. No feature level is"
                            + " finalized before every node is known.");
        } else if (lines.size() > 1) {
            List<String> saw = survey.versions().values().stream()
                    .map(version -> "node " + version.nodeId() + " runs " + version.describe())
                    .sorted()
                    .toList();
            findings.failed(
                    PreflightCheck.VERSIONS,
                    saw,
                    "Resume the upgrade that was begun, or override this check to begin a new one from here.");
        } else {
            findings.passed(PreflightCheck.VERSIONS, "every node runs " + lines);
        }
    }

    private void issues(Findings findings, ReleaseTable table, KafkaVersion target) {
        List<KnownIssue> issues = table.issues(target, survey.era());
        List<String> bad = words(issues, KnownIssue.Severity.BAD);
        if (bad.isEmpty()) {
            findings.warningIfAny(
                    PreflightCheck.KNOWN_ISSUES, words(issues, KnownIssue.Severity.NOTE), "Know it before you start.");
        } else {
            findings.failed(PreflightCheck.KNOWN_ISSUES, bad, "Choose the release that is named instead.");
        }
    }

    private static List<String> words(List<KnownIssue> issues, KnownIssue.Severity severity) {
        return issues.stream()
                .filter(issue -> issue.severity() == severity)
                .map(KnownIssue::describe)
                .toList();
    }

    private void quorum(Findings findings) {
        Optional<MetadataQuorum> seen = survey.state().quorum().value();
        List<String> saw = new ArrayList<>(Findings.unseen(survey.state().quorum()));
        List<String> notes = new ArrayList<>();
        seen.ifPresent(quorum -> {
            if (quorum.leadership().leaderId() < 0) {
                saw.add("the quorum has no leader");
            }
            for (QuorumReplica voter : quorum.voters()) {
                if (!quorum.isCaughtUp(voter, RestartGate.TOLERANCE)) {
                    saw.add("controller " + voter.nodeId() + " is not caught up");
                }
            }
            int voters = quorum.voters().size();
            if (voters < 3 && request.policy().quorumRule() != QuorumRule.MAY_BE_LOST) {
                saw.add(voters + " voters cannot lose one: restarting a controller stops every metadata change");
            } else if (voters % 2 == 0) {
                notes.add(voters + " voters survive no more losses than " + (voters - 1));
            }
        });
        if (saw.isEmpty()) {
            findings.warningIfAny(PreflightCheck.QUORUM, notes, "An odd number of controllers is better.");
        } else {
            findings.failed(
                    PreflightCheck.QUORUM,
                    saw,
                    "Bring every controller up and let it catch up; with fewer than three, allow"
                            + " QuorumRule.MAY_BE_LOST if that is acceptable.");
        }
    }

    static Map<Integer, DetectedVersion> named(Map<Integer, DetectedVersion> detected, Optional<KafkaVersion> source) {
        Map<Integer, DetectedVersion> named = new TreeMap<>();
        detected.forEach((node, version) -> {
            boolean fits = source.isPresent()
                    && version.exact().isEmpty()
                    && version.line()
                            .map(line -> line.equals(source.get().line()))
                            .orElse(true);
            named.put(
                    node,
                    fits
                            ? DetectedVersion.ofExact(
                                    node, source.orElseThrow(), "the request names it; " + version.evidence())
                            : version);
        });
        return named;
    }
}
