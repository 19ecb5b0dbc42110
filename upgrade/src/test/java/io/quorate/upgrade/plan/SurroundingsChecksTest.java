// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Observed;
import io.quorate.upgrade.lifecycle.ConfigProblem;
import io.quorate.upgrade.plan.PreflightFinding.Severity;
import io.quorate.upgrade.version.Era;
import io.quorate.upgrade.version.KafkaVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SurroundingsChecksTest {
    private static final KafkaVersion TARGET = KafkaVersion.of("4.3.1");

    private static Sketch healthy() {
        return Sketch.ofBrokers(3)
                .voters(1, 2, 3)
                .topic("t", 2)
                .partition("t", 1, 2, 3)
                .level("metadata.version", 21);
    }

    private static PreflightFinding finding(
            UpgradeSurvey.Builder survey, UpgradeRequest.Builder request, PreflightCheck check) {
        return UpgradePlanner.targeting(request.build()).plan(survey.build()).preflight().findings().stream()
                .filter(found -> found.check() == check)
                .findFirst()
                .orElseThrow();
    }

    private static PreflightFinding finding(Sketch sketch, PreflightCheck check) {
        return finding(sketch.survey(Era.KRAFT, "3.9.2"), UpgradeRequest.to(TARGET), check);
    }

    private static HostFacts host(int java, List<ConfigProblem> problems, double deprecated) {
        return new HostFacts(Observed.present(java), Observed.present(problems), Observed.present(deprecated));
    }

    private static Map<Integer, HostFacts> hosts(HostFacts facts) {
        return Map.of(1, facts, 2, facts, 3, facts);
    }

    @Test
    void needsTheJavaOfTheTarget() {
        UpgradeSurvey.Builder survey = healthy().survey(Era.KRAFT, "3.9.2");

        assertThat(finding(survey.hosts(hosts(host(11, List.of(), 0))), UpgradeRequest.to(TARGET), PreflightCheck.JAVA)
                        .severity())
                .isEqualTo(Severity.IMPOSSIBLE);
        assertThat(finding(survey.hosts(hosts(host(17, List.of(), 0))), UpgradeRequest.to(TARGET), PreflightCheck.JAVA)
                        .severity())
                .isEqualTo(Severity.PASSED);
        assertThat(finding(survey.hosts(Map.of()), UpgradeRequest.to(TARGET), PreflightCheck.JAVA)
                        .severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void looksForClientsThatFourDoesNotKnow() {
        UpgradeSurvey.Builder survey = healthy().survey(Era.KRAFT, "3.9.2");

        assertThat(finding(
                                survey.hosts(hosts(host(17, List.of(), 3))),
                                UpgradeRequest.to(TARGET),
                                PreflightCheck.CLIENTS)
                        .describe())
                .contains("FAILED: node 1 got 3 deprecated requests")
                .contains("KIP-896");
        assertThat(finding(
                                survey.hosts(hosts(host(17, List.of(), 0))),
                                UpgradeRequest.to(TARGET),
                                PreflightCheck.CLIENTS)
                        .severity())
                .isEqualTo(Severity.PASSED);
        assertThat(finding(survey.hosts(Map.of()), UpgradeRequest.to(TARGET), PreflightCheck.CLIENTS)
                        .severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void saysWhatMakesAShutdownSlow() {
        assertThat(finding(healthy().brokerConfig(1, "replica.fetch.backoff.ms", "1000"), PreflightCheck.SHUTDOWN)
                        .describe())
                .contains("WARNING")
                .contains("0.4 s instead of 2.6 s");
        assertThat(finding(healthy().brokerConfig(1, "controlled.shutdown.enable", "false"), PreflightCheck.SHUTDOWN)
                        .severity())
                .isEqualTo(Severity.FAILED);
    }

    @Test
    void remindsOfTheZookeeperServers() {
        UpgradeSurvey.Builder survey = healthy().survey(Era.ZOOKEEPER, "3.5.2");

        assertThat(finding(survey, UpgradeRequest.to(KafkaVersion.of("3.9.2")), PreflightCheck.ASSUMPTIONS)
                        .describe())
                .contains("KIP-902");
        assertThat(finding(survey, UpgradeRequest.to(KafkaVersion.of("3.5.2")), PreflightCheck.ASSUMPTIONS)
                        .describe())
                .doesNotContain("KIP-902")
                .contains("acks=1");
    }
}
