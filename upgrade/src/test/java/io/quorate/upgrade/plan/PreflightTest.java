// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Gap;
import io.quorate.cluster.LogDir;
import io.quorate.cluster.Observed;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.upgrade.lifecycle.ConfigChange;
import io.quorate.upgrade.lifecycle.ConfigProblem;
import io.quorate.upgrade.plan.PreflightFinding.Severity;
import io.quorate.upgrade.plan.RestartPolicy.QuorumRule;
import io.quorate.upgrade.version.DetectedVersion;
import io.quorate.upgrade.version.Era;
import io.quorate.upgrade.version.KafkaVersion;
import io.quorate.upgrade.version.ReleaseLine;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PreflightTest {
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

    private static <T> Observed<T> hidden(Gap.Kind kind) {
        return Observed.unavailable(new Gap("it", kind, "no answer"));
    }

    private static HostFacts host(int java, List<ConfigProblem> problems, double deprecated) {
        return new HostFacts(Observed.present(java), Observed.present(problems), Observed.present(deprecated));
    }

    private static Map<Integer, HostFacts> hosts(HostFacts facts) {
        return Map.of(1, facts, 2, facts, 3, facts);
    }

    @Test
    void passesAHealthyCluster() {
        UpgradePlan plan = UpgradePlanner.targeting(UpgradeRequest.to(TARGET).build())
                .plan(healthy().survey(Era.KRAFT, "3.9.2").build());

        assertThat(plan.preflight().isPassed()).isTrue();
        assertThat(plan.preflight().blocking()).isEmpty();
        assertThat(plan.preflight().findings().stream().map(PreflightFinding::check))
                .as("each check is made, once")
                .containsExactly(PreflightCheck.values());
    }

    @Test
    void namesStaleRegistrations() {
        PreflightFinding found = finding(healthy().fenced(3), PreflightCheck.NODES);

        assertThat(found.blocks()).isTrue();
        assertThat(found.describe())
                .contains("nodes FAILED: broker 3 is registered and fenced")
                .contains("unregister");
    }

    @Test
    void warnsWhereFencedBrokersAreNotTold() {
        Sketch sketch = healthy();
        Gap gap = new Gap("fenced brokers", Gap.Kind.UNSUPPORTED, "before 4.0");
        UpgradeSurvey.Builder survey = UpgradeSurvey.builder(
                sketch.builder()
                        .brokers(Observed.of(sketch.state().brokers().orElse(List.of()), List.of(gap)))
                        .build(),
                Era.KRAFT);

        assertThat(finding(survey, UpgradeRequest.to(TARGET), PreflightCheck.NODES)
                        .severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void wantsEveryReleaseToBeKnownAndTheSame() {
        Map<Integer, DetectedVersion> versions =
                new HashMap<>(healthy().survey(Era.KRAFT, "3.9.2").build().versions());
        versions.put(2, DetectedVersion.unknown(2, "a stranger"));
        PreflightFinding unknown = finding(
                healthy().survey(Era.KRAFT, "3.9.2").versions(versions),
                UpgradeRequest.to(TARGET),
                PreflightCheck.VERSIONS);
        versions.put(2, DetectedVersion.ofLine(2, ReleaseLine.of("4.3"), ""));
        PreflightFinding mixed = finding(
                healthy().survey(Era.KRAFT, "3.9.2").versions(versions),
                UpgradeRequest.to(TARGET),
                PreflightCheck.VERSIONS);
        PreflightFinding overridden = finding(
                healthy().survey(Era.KRAFT, "3.9.2").versions(versions),
                UpgradeRequest.to(TARGET).override(PreflightCheck.VERSIONS, "the run is resumed"),
                PreflightCheck.VERSIONS);

        assertThat(unknown.saw()).containsExactly("node 2 runs an unknown release: a stranger");
        assertThat(mixed.saw()).contains("node 1 runs 3.9.2", "node 2 runs 4.3.x");
        assertThat(mixed.blocks()).isTrue();
        assertThat(overridden.blocks()).isFalse();
        assertThat(overridden.describe()).contains("(overridden: the run is resumed)");
        assertThat(finding(
                                healthy().survey(Era.KRAFT, "3.9.2").versions(versions),
                                UpgradeRequest.restart(),
                                PreflightCheck.VERSIONS)
                        .severity())
                .isEqualTo(Severity.PASSED);
    }

    @Test
    void cannotOverrideWhatCannotWork() {
        UpgradePlan plan = UpgradePlanner.targeting(UpgradeRequest.to(TARGET)
                        .override(PreflightCheck.PATH, "because I want to")
                        .build())
                .plan(healthy()
                        .level("metadata.version", 4)
                        .survey(Era.KRAFT, "3.9.2")
                        .build());

        assertThat(plan.preflight().blocking())
                .singleElement()
                .extracting(PreflightFinding::severity)
                .isEqualTo(Severity.IMPOSSIBLE);
        assertThat(plan.preflight().overridden()).isEmpty();
    }

    @Test
    void warnsOfBadReleases() {
        assertThat(finding(
                                healthy().level("metadata.version", 7).survey(Era.KRAFT, "3.3.2"),
                                UpgradeRequest.to(KafkaVersion.of("3.5.0")),
                                PreflightCheck.KNOWN_ISSUES)
                        .describe())
                .contains("KAFKA-15353")
                .contains("3.5.2");
        assertThat(finding(
                                healthy().survey(Era.KRAFT, "3.9.2"),
                                UpgradeRequest.to(KafkaVersion.of("4.1.0")),
                                PreflightCheck.KNOWN_ISSUES)
                        .severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void listsPartitionsThatAreNotAvailableOrNotRedundant() {
        Sketch sketch = healthy()
                .topic("offline", 1)
                .partition("offline", List.of(1, 2), List.of())
                .topic("under", 2)
                .partition("under", List.of(1, 2, 3), List.of(1))
                .topic("one", 1)
                .partition("one", 2)
                .topic("tight", 2)
                .partition("tight", 2, 3);

        assertThat(finding(sketch, PreflightCheck.AVAILABILITY).saw())
                .containsExactly("offline-0 has no leader", "under-0 has 1 in-sync replicas and min.insync.replicas=2");
        assertThat(finding(sketch, PreflightCheck.REPLICATION).saw())
                .containsExactly("offline-0 has 0 of 2 replicas in sync", "under-0 has 1 of 3 replicas in sync");
        assertThat(finding(sketch, PreflightCheck.REDUNDANCY).saw()).hasSize(2);
        UpgradeRequest.Builder tolerant = UpgradeRequest.to(TARGET)
                .policy(new RestartPolicy(
                        SafetyLevel.ALL_PARTITIONS_STAY_HEALTHY, 0, QuorumRule.MAJORITY, Set.of("one", "tight")));
        assertThat(finding(sketch.survey(Era.KRAFT, "3.9.2"), tolerant, PreflightCheck.REDUNDANCY)
                        .severity())
                .isEqualTo(Severity.PASSED);
        UpgradeRequest.Builder careful = UpgradeRequest.to(TARGET)
                .policy(new RestartPolicy(SafetyLevel.ALL_PARTITIONS_STAY_HEALTHY, 1, QuorumRule.MAJORITY, Set.of()));
        assertThat(finding(healthy().survey(Era.KRAFT, "3.9.2"), careful, PreflightCheck.REDUNDANCY)
                        .describe())
                .contains("with a margin of 1");
    }

    @Test
    void failsOnWhatItCannotSee() {
        Sketch sketch = healthy();
        UpgradeSurvey.Builder blind = UpgradeSurvey.builder(
                sketch.builder()
                        .topics(hidden(Gap.Kind.UNREACHABLE))
                        .topicConfigs(hidden(Gap.Kind.DENIED))
                        .quorum(hidden(Gap.Kind.UNREACHABLE))
                        .reassignments(hidden(Gap.Kind.UNREACHABLE))
                        .brokerConfigs(hidden(Gap.Kind.DENIED))
                        .build(),
                Era.KRAFT);
        for (PreflightCheck check : List.of(
                PreflightCheck.AVAILABILITY,
                PreflightCheck.REDUNDANCY,
                PreflightCheck.QUORUM,
                PreflightCheck.REASSIGNMENTS)) {
            assertThat(finding(blind, UpgradeRequest.to(TARGET), check).severity())
                    .as(check.id())
                    .isEqualTo(Severity.FAILED);
        }
        assertThat(finding(blind, UpgradeRequest.to(TARGET), PreflightCheck.CONFIGS)
                        .severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void waitsForReassignments() {
        Sketch sketch = healthy();
        OngoingReassignment ongoing =
                new OngoingReassignment(new TopicPartition("t", 0), List.of(1, 2, 3), List.of(3), List.of(1));
        UpgradeSurvey.Builder survey = UpgradeSurvey.builder(
                sketch.builder()
                        .reassignments(Observed.present(List.of(ongoing)))
                        .build(),
                Era.KRAFT);
        UpgradeSurvey.Builder old = UpgradeSurvey.builder(
                sketch.builder().reassignments(hidden(Gap.Kind.UNSUPPORTED)).build(), Era.KRAFT);

        assertThat(finding(survey, UpgradeRequest.to(TARGET), PreflightCheck.REASSIGNMENTS)
                        .saw())
                .containsExactly("t-0 is being reassigned to [2, 3]");
        assertThat(finding(old, UpgradeRequest.to(TARGET), PreflightCheck.REASSIGNMENTS)
                        .severity())
                .isEqualTo(Severity.WARNING);
    }

    @Test
    void looksAtTheQuorum() {
        assertThat(finding(healthy().behind(2, Duration.ofMinutes(1)), PreflightCheck.QUORUM)
                        .saw())
                .containsExactly("controller 2 is not caught up");
        assertThat(finding(healthy().leader(-1), PreflightCheck.QUORUM).describe())
                .contains("has no leader");
        Sketch one = Sketch.ofBrokers(3).voters(1).level("metadata.version", 21);
        assertThat(finding(one, PreflightCheck.QUORUM).describe()).contains("1 voters cannot lose one");
        UpgradeRequest.Builder accepted = UpgradeRequest.to(TARGET)
                .policy(new RestartPolicy(
                        SafetyLevel.ALL_PARTITIONS_STAY_HEALTHY, 0, QuorumRule.MAY_BE_LOST, Set.of()));
        assertThat(finding(one.survey(Era.KRAFT, "3.9.2"), accepted, PreflightCheck.QUORUM)
                        .severity())
                .isEqualTo(Severity.PASSED);
        assertThat(finding(Sketch.ofBrokers(4).voters(1, 2, 3, 4).level("metadata.version", 21), PreflightCheck.QUORUM)
                        .describe())
                .contains("4 voters survive no more losses than 3");
    }

    @Test
    void knowsConfigsThatTheTargetDoesNotStartWith() {
        Sketch sketch =
                healthy().brokerConfig(1, "log.segment.bytes", "524288").brokerConfig(2, "num.replica.fetchers", "0");
        assertThat(finding(sketch, PreflightCheck.CONFIGS).saw()).hasSize(2);
        UpgradeRequest.Builder repaired = UpgradeRequest.to(TARGET)
                .change(ConfigChange.of(Map.of("log.segment.bytes", "1048576", "num.replica.fetchers", "1"), Set.of()));
        assertThat(finding(sketch.survey(Era.KRAFT, "3.9.2"), repaired, PreflightCheck.CONFIGS)
                        .severity())
                .isEqualTo(Severity.PASSED);
        UpgradeSurvey.Builder told = healthy()
                .survey(Era.KRAFT, "3.9.2")
                .hosts(hosts(host(17, List.of(new ConfigProblem("log.dirs", "", "empty")), 0)));
        assertThat(finding(told, UpgradeRequest.to(TARGET), PreflightCheck.CONFIGS)
                        .describe())
                .contains("node 1: log.dirs=: empty");
        assertThat(finding(healthy().brokerConfig(1, "inter.broker.protocol.version", "3.9"), PreflightCheck.CONFIGS)
                        .describe())
                .contains("WARNING")
                .contains("which 4.0 and newer ignore");
        assertThat(finding(healthy().brokerConfig(1, "log.segment.bytes", "many"), PreflightCheck.CONFIGS)
                        .severity())
                .isEqualTo(Severity.PASSED);
    }

    @Test
    void refusesAZookeeperClusterThatIsBeingMigrated() {
        UpgradeSurvey.Builder survey = healthy()
                .brokerConfig(1, "zookeeper.metadata.migration.enable", "true")
                .survey(Era.ZOOKEEPER, "3.9.1");

        assertThat(finding(survey, UpgradeRequest.to(KafkaVersion.of("3.9.2")), PreflightCheck.CONFIGS)
                        .describe())
                .contains("the migration to KRaft is under way");
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
    void looksAtDisks() {
        LogDir full = new LogDir("/full", Optional.empty(), Optional.of(new LogDir.Space(1000, 10)), Map.of());
        LogDir broken = new LogDir("/broken", Optional.of("KafkaStorageException"), Optional.empty(), Map.of());
        LogDir good = new LogDir("/good", Optional.empty(), Optional.of(new LogDir.Space(1000, 900)), Map.of());
        Sketch sketch = healthy();

        assertThat(finding(disks(sketch, full), UpgradeRequest.to(TARGET), PreflightCheck.DISK)
                        .describe())
                .contains("WARNING: broker 1, /full: 10 of 1000 bytes are free");
        assertThat(finding(disks(sketch, broken), UpgradeRequest.to(TARGET), PreflightCheck.DISK)
                        .severity())
                .isEqualTo(Severity.FAILED);
        assertThat(finding(disks(sketch, good), UpgradeRequest.to(TARGET), PreflightCheck.DISK)
                        .severity())
                .isEqualTo(Severity.PASSED);
    }

    private static UpgradeSurvey.Builder disks(Sketch sketch, LogDir dir) {
        return UpgradeSurvey.builder(
                sketch.builder()
                        .logDirs(Observed.present(Map.of(1, List.of(dir))))
                        .build(),
                Era.KRAFT);
    }

    @Test
    void listsHangingTransactionsAndBusyMoments() {
        Traffic busy = new Traffic(200, 100, Duration.ofMinutes(5), Duration.ofMinutes(55));
        Traffic quiet = new Traffic(100, 100, Duration.ofMinutes(5), Duration.ofMinutes(55));
        UpgradeSurvey.Builder survey = healthy()
                .survey(Era.KRAFT, "3.9.2")
                .groups(Observed.present(Set.of("g")))
                .hangingTransactions(Observed.present(List.of("transaction x is open")))
                .traffic(Observed.present(busy));

        assertThat(finding(survey, UpgradeRequest.to(TARGET), PreflightCheck.GROUPS)
                        .saw())
                .containsExactly("transaction x is open");
        assertThat(finding(survey, UpgradeRequest.to(TARGET), PreflightCheck.TRAFFIC)
                        .describe())
                .contains("200 records/s over the last 5 min, 100 records/s over the 55 min before");
        survey.hangingTransactions(Observed.present(List.of())).traffic(Observed.present(quiet));
        assertThat(finding(survey, UpgradeRequest.to(TARGET), PreflightCheck.GROUPS)
                        .saw())
                .containsExactly("1 consumer groups, no hanging transaction");
        assertThat(finding(survey, UpgradeRequest.to(TARGET), PreflightCheck.TRAFFIC)
                        .severity())
                .isEqualTo(Severity.PASSED);
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

    @Test
    void keepsNoMoreThanAPersonCanUse() {
        Sketch sketch = healthy().topic("many", 1);
        for (int i = 0; i < 300; i++) {
            sketch.partition("many", List.of(1, 2), List.of(1));
        }

        assertThat(finding(sketch, PreflightCheck.REPLICATION).saw())
                .hasSize(201)
                .last()
                .isEqualTo("and 100 more");
        assertThat(finding(sketch, PreflightCheck.REPLICATION).describe()).contains("and 191 more");
    }
}
