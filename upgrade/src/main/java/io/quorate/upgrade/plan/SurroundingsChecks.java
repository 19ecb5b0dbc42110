// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import io.quorate.cluster.LogDir;
import io.quorate.cluster.Observed;
import io.quorate.upgrade.version.DetectedVersion;
import io.quorate.upgrade.version.Era;
import io.quorate.upgrade.version.KafkaVersion;
import io.quorate.upgrade.version.ReleaseFacts;
import io.quorate.upgrade.version.ReleaseLine;
import io.quorate.upgrade.version.ReleaseTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The checks of what is around Kafka: Java, disks, clients, groups, the time of day. */
final class SurroundingsChecks {
    private static final ReleaseLine FOUR = new ReleaseLine(4, 0);
    private static final ReleaseLine NEWER_ZOOKEEPER = new ReleaseLine(3, 6);
    private static final double FULL = 0.05;
    private static final double BUSIER = 1.5;

    private final UpgradeSurvey survey;
    private final Optional<KafkaVersion> target;

    SurroundingsChecks(UpgradeSurvey survey, Optional<KafkaVersion> target) {
        this.survey = survey;
        this.target = target;
    }

    void check(Findings findings, ReleaseTable table) {
        target.flatMap(to -> table.release(to.line())).ifPresent(facts -> java(findings, facts));
        disk(findings);
        groups(findings);
        if (target.isPresent() && target.get().line().isAtLeast(FOUR) && isAnyOlderThanFour()) {
            clients(findings);
        }
        traffic(findings);
        assumptions(findings);
    }

    private void java(Findings findings, ReleaseFacts facts) {
        List<String> old = new ArrayList<>();
        List<String> unseen = new ArrayList<>();
        for (int node : new TreeMap<>(survey.versions()).keySet()) {
            HostFacts host = survey.hosts().get(node);
            Optional<Integer> java =
                    host == null ? Optional.empty() : host.java().value();
            if (java.isEmpty()) {
                unseen.add("the Java of node " + node + " is not known");
            } else if (java.get() < facts.java()) {
                old.add("node " + node + " starts with Java " + java.get());
            }
        }
        boolean runsAlready = survey.versions().values().stream()
                .allMatch(version ->
                        version.line().map(line -> line.isAtLeast(FOUR)).orElse(false));
        if (!old.isEmpty()) {
            findings.impossible(
                    PreflightCheck.JAVA, old, facts.line() + " needs Java " + facts.java() + ". Install it before.");
        } else if (unseen.isEmpty() || runsAlready || facts.java() < 17) {
            findings.passed(PreflightCheck.JAVA, facts.line() + " needs Java " + facts.java());
        } else {
            findings.warning(PreflightCheck.JAVA, unseen, "Make sure that it is " + facts.java() + " or newer.");
        }
    }

    private void disk(Findings findings) {
        List<String> broken = new ArrayList<>();
        List<String> full = new ArrayList<>(Findings.unseen(survey.state().logDirs()));
        new TreeMap<>(survey.state().logDirs().orElse(Map.of())).forEach((node, dirs) -> {
            for (LogDir dir : dirs) {
                dir.problem().ifPresent(problem -> broken.add("broker " + node + ", " + dir.path() + ": " + problem));
                dir.space()
                        .filter(space -> space.usableBytes() < space.totalBytes() * FULL)
                        .ifPresent(space -> full.add("broker " + node + ", " + dir.path() + ": " + space.usableBytes()
                                + " of " + space.totalBytes() + " bytes are free"));
            }
        });
        if (broken.isEmpty()) {
            findings.warningIfAny(PreflightCheck.DISK, full, "A broker that fills its disk while it catches up stops.");
        } else {
            findings.failed(
                    PreflightCheck.DISK, broken, "A failed log dir does not come back with a restart. Replace it.");
        }
    }

    private void groups(Findings findings) {
        List<String> saw = new ArrayList<>(Findings.unseen(survey.groups()));
        saw.addAll(Findings.unseen(survey.hangingTransactions()));
        saw.addAll(survey.hangingTransactions().orElse(List.of()));
        if (saw.isEmpty()) {
            findings.passed(
                    PreflightCheck.GROUPS,
                    survey.groups().orElse(java.util.Set.of()).size() + " consumer groups, no hanging transaction");
        } else {
            findings.warning(
                    PreflightCheck.GROUPS,
                    saw,
                    "Offsets of groups that cannot be seen are not compared; end hanging transactions"
                            + " (kafka-transactions.sh abort).");
        }
    }

    private boolean isAnyOlderThanFour() {
        return survey.versions().values().stream()
                .map(DetectedVersion::line)
                .anyMatch(line -> line.isEmpty() || !line.get().isAtLeast(FOUR));
    }

    private void clients(Findings findings) {
        List<String> old = new ArrayList<>();
        List<String> unseen = new ArrayList<>();
        for (int node : new TreeMap<>(survey.versions()).keySet()) {
            HostFacts host = survey.hosts().get(node);
            Optional<Double> requests =
                    host == null ? Optional.empty() : host.deprecatedRequests().value();
            if (requests.isEmpty()) {
                unseen.add("the deprecated requests of node " + node + " are not known");
            } else if (requests.get() > 0) {
                old.add("node " + node + " got " + requests.get().longValue()
                        + " deprecated requests since it started");
            }
        }
        String remedy = "Clients older than 2.1 cannot speak to 4.0 (KIP-896). Find them with the metric"
                + " kafka.network:type=RequestMetrics,name=DeprecatedRequestsPerSec (Kafka 3.7 and newer).";
        if (old.isEmpty()) {
            findings.warningIfAny(PreflightCheck.CLIENTS, unseen, remedy);
        } else {
            findings.failed(PreflightCheck.CLIENTS, old, remedy);
        }
    }

    private void traffic(Findings findings) {
        Observed<Traffic> section = survey.traffic();
        List<String> saw = new ArrayList<>(Findings.unseen(section));
        section.value()
                .filter(traffic -> traffic.recordsPerSecondNow() > BUSIER * traffic.recordsPerSecondBefore())
                .ifPresent(traffic -> saw.add(String.format(
                        java.util.Locale.ROOT,
                        "%.0f records/s over the last %d min, %.0f records/s over the %d min before",
                        traffic.recordsPerSecondNow(),
                        traffic.now().toMinutes(),
                        traffic.recordsPerSecondBefore(),
                        traffic.before().toMinutes())));
        findings.warningIfAny(
                PreflightCheck.TRAFFIC, saw, "This is not known to be a quiet moment; a later one may be better.");
    }

    private void assumptions(Findings findings) {
        List<String> saw = new ArrayList<>();
        saw.add(
                "producers with acks=1 or acks=0 may lose records whenever a leader stops; nobody can see them from here");
        saw.add("clients know more than one broker to start from");
        if (survey.era() == Era.ZOOKEEPER
                && target.map(to -> to.line().isAtLeast(NEWER_ZOOKEEPER)).orElse(false)) {
            saw.add("the ZooKeeper servers are 3.5 or newer, which Kafka 3.6 and newer need (KIP-902)");
        }
        findings.warning(PreflightCheck.ASSUMPTIONS, saw, "Only acknowledged records with acks=all are promised.");
    }
}
