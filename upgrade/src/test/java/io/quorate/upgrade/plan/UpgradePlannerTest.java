// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.InterBrokerProtocol;
import io.quorate.cluster.LogDir;
import io.quorate.cluster.Observed;
import io.quorate.upgrade.lifecycle.ConfigChange;
import io.quorate.upgrade.plan.FinalizationStep.Reversibility;
import io.quorate.upgrade.plan.PointOfNoReturn.Where;
import io.quorate.upgrade.plan.UpgradeRequest.CanaryRule;
import io.quorate.upgrade.version.DetectedVersion;
import io.quorate.upgrade.version.Era;
import io.quorate.upgrade.version.KafkaVersion;
import io.quorate.upgrade.version.ReleaseLine;
import io.quorate.upgrade.version.ReleaseTable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpgradePlannerTest {
    private static final KafkaVersion V43 = KafkaVersion.of("4.3.1");

    /** Three combined nodes and two brokers, with partitions that can spare one replica. */
    private static Sketch combined(int metadataVersion) {
        return Sketch.ofBrokers(5)
                .voters(2, 1, 3)
                .topic("t", 2)
                .partition("t", 1, 2, 3)
                .partition("t", 3, 4, 5)
                .level("metadata.version", metadataVersion);
    }

    private static UpgradePlan plan(Sketch sketch, String from, UpgradeRequest request) {
        return UpgradePlanner.targeting(request)
                .plan(sketch.survey(Era.KRAFT, from).build());
    }

    private static UpgradePlan to43(Sketch sketch, String from) {
        return plan(sketch, from, UpgradeRequest.to(V43).build());
    }

    private static UpgradeSurvey zookeeper(String from, String pinned, boolean messageFormat) {
        Sketch sketch = Sketch.ofBrokers(3).topic("t", 2).partition("t", 1, 2, 3);
        if (messageFormat) {
            sketch.brokerConfig(2, "log.message.format.version", "0.11.0");
        }
        Map<Integer, InterBrokerProtocol> protocols = new HashMap<>();
        for (int id = 1; id <= 3; id++) {
            protocols.put(id, new InterBrokerProtocol(pinned, ConfigValue.Source.STATIC_BROKER, Optional.of(pinned)));
        }
        return sketch.survey(Era.ZOOKEEPER, from)
                .protocols(protocols)
                .zookeeperController(1)
                .build();
    }

    @Test
    void takesControllersFirstAndTheActiveOneLast() {
        Sketch sketch = Sketch.ofBrokers(3)
                .voters(102, 101, 103)
                .topic("t", 2)
                .partition("t", 1, 2, 3)
                .level("metadata.version", 21);

        UpgradePlan plan = to43(sketch, "3.9.2");

        assertThat(plan.rolls()).singleElement().satisfies(roll -> {
            assertThat(roll.purpose()).isEqualTo(Roll.Purpose.BINARIES);
            assertThat(roll.version()).contains(V43);
            assertThat(roll.steps().stream().map(NodeStep::nodeId)).containsExactly(101, 103, 102, 1, 2, 3);
            assertThat(roll.waves().stream().map(Wave::kind))
                    .containsExactly(
                            Wave.Kind.CANARY,
                            Wave.Kind.REGULAR,
                            Wave.Kind.REGULAR,
                            Wave.Kind.CANARY,
                            Wave.Kind.REGULAR,
                            Wave.Kind.REGULAR);
        });
        assertThat(plan.brokerIds()).containsExactly(1, 2, 3);
        assertThat(plan.nodeIds()).containsExactly(1, 2, 3, 101, 102, 103);
        assertThat(plan.isExecutable()).isTrue();
    }

    @Test
    void takesCombinedNodesBeforeBrokersAndWhoIsDownFirst() {
        UpgradePlan plan = to43(combined(21).behind(3, Duration.ofMinutes(1)).fenced(5), "3.9.2");

        assertThat(plan.rolls().get(0).steps().stream().map(NodeStep::nodeId)).containsExactly(3, 1, 2, 5, 4);
        assertThat(plan.isExecutable())
                .as("nobody upgrades a cluster with a dead broker unasked")
                .isFalse();
    }

    @Test
    void finalizesFeatureByFeatureAndLeavesOutWhatMustBeAskedFor() {
        UpgradePlan plan = to43(combined(21), "3.9.2");

        assertThat(plan.finalization().stream().map(step -> step.feature() + "=" + step.toLevel()))
                .containsExactly(
                        "metadata.version=30",
                        "group.version=1",
                        "transaction.version=2",
                        "share.version=1",
                        "streams.version=1");
        assertThat(plan.finalization().get(0).reversibility()).isEqualTo(Reversibility.IRREVERSIBLE);
        assertThat(plan.finalization().get(0).note()).contains("23 (4.0-IV1)").contains("30 (4.3-IV0)");
        assertThat(plan.pointOfNoReturn().where()).isEqualTo(Where.FINALIZATION);
    }

    @Test
    void finalizesElrAndTheDynamicQuorumLastIfAsked() {
        UpgradeRequest request = UpgradeRequest.to(V43)
                .alsoFinalize(ReleaseTable.ELR_VERSION)
                .alsoFinalize(ReleaseTable.KRAFT_VERSION)
                .build();

        UpgradePlan bare = plan(combined(29), "4.2.2", request);
        UpgradePlan guarded = plan(combined(29).clusterDefault("min.insync.replicas", "2"), "4.2.2", request);

        assertThat(bare.finalization().stream().map(FinalizationStep::feature))
                .endsWith(ReleaseTable.KRAFT_VERSION, ReleaseTable.ELR_VERSION);
        assertThat(bare.finalization().stream().filter(step -> step.feature().equals(ReleaseTable.KRAFT_VERSION)))
                .singleElement()
                .extracting(FinalizationStep::reversibility)
                .isEqualTo(Reversibility.IRREVERSIBLE);
        assertThat(bare.preflight().blocking())
                .singleElement()
                .extracting(PreflightFinding::check)
                .isEqualTo(PreflightCheck.ELR);
        assertThat(guarded.isExecutable()).isTrue();
    }

    @Test
    void leavesTheQuorumStaticWhereTheUpdateWouldDoNothing() {
        UpgradeRequest request = UpgradeRequest.to(KafkaVersion.of("4.0.1"))
                .alsoFinalize(ReleaseTable.KRAFT_VERSION)
                .build();

        assertThat(plan(combined(21), "3.9.2", request).finalization().stream().map(FinalizationStep::feature))
                .doesNotContain(ReleaseTable.KRAFT_VERSION);
    }

    @Test
    void aPatchChangesNoLevelAndCanBeTakenBack() {
        UpgradePlan plan = to43(
                combined(30)
                        .level("group.version", 1)
                        .level("transaction.version", 2)
                        .level("share.version", 1)
                        .level("streams.version", 1),
                "4.3.0");

        assertThat(plan.finalization()).isEmpty();
        assertThat(plan.pointOfNoReturn().where()).isEqualTo(Where.NOWHERE);
        assertThat(plan.rollbackAfterFinalization().isPossible()).isTrue();
        assertThat(plan.describe()).contains("Finalize: nothing").contains("A patch release");
    }

    @Test
    void goesBackBeforeThePointOfNoReturnAndNotAfterIt() {
        UpgradePlan plan = to43(combined(21), "3.9.2");

        assertThat(plan.rollbackBeforeFinalization())
                .isInstanceOfSatisfying(Rollback.Possible.class, back -> assertThat(back.steps())
                        .singleElement()
                        .isInstanceOfSatisfying(
                                RollbackStep.RollBack.class,
                                step -> assertThat(step.roll().version()).contains(KafkaVersion.of("3.9.2"))));
        assertThat(plan.rollbackAfterFinalization())
                .isInstanceOfSatisfying(Rollback.Refused.class, refused -> assertThat(refused.describe())
                        .contains("metadata.version 30 wrote what 3.9 cannot read"));
    }

    @Test
    void lowersLevelsAndWaitsForSnapshotsWithinAWindow() {
        UpgradePlan plan = plan(
                combined(25).level("group.version", 1).level("transaction.version", 2),
                "4.0.2",
                UpgradeRequest.to(KafkaVersion.of("4.2.2")).build());

        assertThat(plan.pointOfNoReturn().where()).isEqualTo(Where.NOWHERE);
        assertThat(plan.rollbackAfterFinalization().describe()).isEqualTo("""
                        - lower share.version 1 -> 0 (safe downgrade)
                        - lower streams.version 1 -> 0 (safe downgrade)
                        - lower metadata.version 29 -> 25 (safe downgrade)
                        - wait until every node has a metadata snapshot that ends after the last lowered level
                        - roll back (4.0.2): 5 nodes in 5 waves, no config changes""");
    }

    @Test
    void neverLowersTheDynamicQuorum() {
        UpgradePlan plan = plan(
                combined(20).level("kraft.version", 1),
                "3.9.2",
                UpgradeRequest.to(KafkaVersion.of("3.9.2"))
                        .source(KafkaVersion.of("3.9.1"))
                        .build());
        RollbackRules rules = new RollbackRules(ReleaseTable.builtIn());
        Roll back = new Roll(
                Roll.Purpose.BACK,
                Optional.of(KafkaVersion.of("3.8.1")),
                ConfigChange.NONE,
                plan.rolls().get(0).waves());

        assertThat(rules.kraft(back, KafkaVersion.of("3.9.2"), 1, Map.of("metadata.version", 20, "kraft.version", 1))
                        .describe())
                .contains("kraft.version 1 cannot be lowered");
    }

    @Test
    void doesNotGoBackTo33OnSeveralLogDirs() {
        Sketch sketch = combined(7);
        LogDir dir = new LogDir("/data", Optional.empty(), Optional.empty(), Map.of());
        UpgradeSurvey survey = UpgradeSurvey.builder(
                        sketch.builder()
                                .logDirs(Observed.present(Map.of(1, List.of(dir, dir))))
                                .build(),
                        Era.KRAFT)
                .versions(sketch.survey(Era.KRAFT, "3.3.2").build().versions())
                .build();

        UpgradePlan plan = UpgradePlanner.targeting(
                        UpgradeRequest.to(KafkaVersion.of("3.9.2")).build())
                .plan(survey);

        assertThat(plan.isExecutable()).isTrue();
        assertThat(plan.rollbackBeforeFinalization().describe()).contains("KAFKA-18442");
    }

    @Test
    void cannotNameAWayBackToAPatchThatNobodyKnows() {
        Map<Integer, DetectedVersion> lines = new HashMap<>();
        for (int id = 1; id <= 5; id++) {
            lines.put(id, DetectedVersion.ofLine(id, ReleaseLine.of("3.9"), "protocol"));
        }
        UpgradeSurvey survey =
                combined(21).survey(Era.KRAFT, "3.9.2").versions(lines).build();

        UpgradePlan blind =
                UpgradePlanner.targeting(UpgradeRequest.to(V43).build()).plan(survey);
        UpgradePlan named = UpgradePlanner.targeting(
                        UpgradeRequest.to(V43).source(KafkaVersion.of("3.9.1")).build())
                .plan(survey);

        assertThat(blind.rollbackBeforeFinalization().describe()).contains("Which patch release");
        assertThat(named.rollbackBeforeFinalization().describe()).contains("roll back (3.9.1)");
    }

    @Test
    void pinsTheOldProtocolFirstAndUnpinsItInASecondRoll() {
        UpgradePlan plan = UpgradePlanner.targeting(
                        UpgradeRequest.to(KafkaVersion.of("2.6.3")).build())
                .plan(zookeeper("2.1.1", "2.1-IV2", true));

        assertThat(plan.rolls().stream().map(roll -> roll.change().describe()))
                .containsExactly(
                        "set inter.broker.protocol.version=2.1",
                        "remove inter.broker.protocol.version",
                        "remove log.message.format.version");
        assertThat(plan.rolls().stream().map(Roll::purpose))
                .containsExactly(Roll.Purpose.BINARIES, Roll.Purpose.PROTOCOL, Roll.Purpose.MESSAGE_FORMAT);
        assertThat(plan.rolls().get(0).steps().stream().map(NodeStep::nodeId))
                .as("the controller goes last")
                .containsExactly(2, 3, 1);
        assertThat(plan.pointOfNoReturn().where()).isEqualTo(Where.PROTOCOL_ROLL);
        assertThat(plan.rollbackBeforeFinalization().isPossible()).isTrue();
        assertThat(plan.rollbackAfterFinalization().isPossible()).isFalse();
        assertThat(plan.finalization()).isEmpty();
    }

    @Test
    void leavesAMessageFormatThatTheTargetIgnores() {
        UpgradePlan plan = UpgradePlanner.targeting(
                        UpgradeRequest.to(KafkaVersion.of("3.9.2")).build())
                .plan(zookeeper("2.8.2", "2.8-IV1", true));

        assertThat(plan.rolls()).hasSize(2);
        assertThat(plan.rolls().get(0).change().set()).containsEntry("inter.broker.protocol.version", "2.8");
    }

    @Test
    void aPatchInTheZookeeperEraNeedsNoPin() {
        UpgradePlan plan = UpgradePlanner.targeting(
                        UpgradeRequest.to(KafkaVersion.of("3.9.2")).build())
                .plan(zookeeper("3.9.1", "3.9-IV0", false));

        assertThat(plan.rolls())
                .singleElement()
                .satisfies(roll -> assertThat(roll.change().isEmpty()).isTrue());
        assertThat(plan.pointOfNoReturn().where()).isEqualTo(Where.NOWHERE);
        assertThat(plan.rollbackAfterFinalization().isPossible()).isTrue();
    }

    @Test
    void restartsWithoutAskingWhatRuns() {
        UpgradePlan plan = plan(
                combined(30),
                "4.3.1",
                UpgradeRequest.restart()
                        .change(ConfigChange.setting("num.network.threads", "4"))
                        .build());

        assertThat(plan.rolls()).singleElement().satisfies(roll -> {
            assertThat(roll.purpose()).isEqualTo(Roll.Purpose.RESTART);
            assertThat(roll.describe()).isEqualTo("roll restart: 5 nodes in 5 waves, set num.network.threads=4");
        });
        assertThat(plan.finalization()).isEmpty();
        assertThat(plan.isExecutable()).isTrue();
        assertThat(plan.rollbackBeforeFinalization().isPossible()).isFalse();
        assertThat(plan.identity()).contains("restart").contains("num.network.threads=4");
    }

    @Test
    void rollsNothingWhereThePathIsClosed() {
        UpgradePlan plan = to43(combined(4), "3.9.2");

        assertThat(plan.rolls()).isEmpty();
        assertThat(plan.isExecutable()).isFalse();
        assertThat(plan.preflight().blocking())
                .extracting(PreflightFinding::check)
                .contains(PreflightCheck.PATH);
        assertThat(plan.rollbackBeforeFinalization().isPossible()).isFalse();
    }

    @Test
    void aStepBackRaisesNoLevel() {
        UpgradePlan plan = plan(
                combined(29),
                "4.3.1",
                UpgradeRequest.to(KafkaVersion.of("4.2.2")).build());

        assertThat(plan.isExecutable()).isTrue();
        assertThat(plan.finalization()).isEmpty();
        assertThat(plan.path().describe()).contains("step back");
    }

    @ParameterizedTest
    @CsvSource({"FIRST_OF_EACH_ROLE, 4", "NONE, 3"})
    void thirtyBrokersInThreeRacksTakeThreeRoundsAndACanary(CanaryRule canary, int rounds) {
        Sketch sketch = RestartWavesTest.rackAware(30, 1000).level("metadata.version", 29);
        UpgradePlan plan = plan(
                sketch,
                "4.2.2",
                UpgradeRequest.to(V43)
                        .parallelism(Parallelism.withinOneRack(10))
                        .canaryRule(canary)
                        .build());

        assertThat(plan.rounds().predicted()).isEqualTo(rounds);
        assertThat(plan.rounds().lowerBound()).isEqualTo(3);
        assertThat(plan.rolls().get(0).waves()).hasSize(3 + rounds);
    }

    @Test
    void theSameSurveyGivesTheSamePlan() {
        UpgradeRequest request =
                UpgradeRequest.to(V43).parallelism(Parallelism.acrossRacks(5)).build();
        Sketch sketch = RestartWavesTest.rackAware(9, 100).level("metadata.version", 29);

        assertThat(plan(sketch, "4.2.2", request).describe())
                .isEqualTo(plan(sketch, "4.2.2", request).describe());
        assertThat(plan(sketch, "4.2.2", request))
                .hasToString("UpgradePlan " + plan(sketch, "4.2.2", request).identity());
    }

    @Test
    void choosesOnFreshMetadataWhoIsNext() {
        Sketch planned = RestartWavesTest.rackAware(9, 100).level("metadata.version", 29);
        UpgradePlan plan = plan(
                planned,
                "4.2.2",
                UpgradeRequest.to(V43)
                        .parallelism(Parallelism.withinOneRack(3))
                        .canaryRule(CanaryRule.NONE)
                        .build());
        Roll roll = plan.rolls().get(0);
        Set<Integer> controllers = Set.of(1001, 1002, 1003);

        NextWave controller =
                NextWave.choose(plan.gate(), roll, planned.leader(1002).state(), Set.of());
        NextWave together = NextWave.choose(plan.gate(), roll, planned.state(), controllers);
        // A new partition over two brokers of the first wave: they cannot go together any more.
        Sketch grown = planned.topic("new", 1).partition("new", 1, 4);
        NextWave apart = NextWave.choose(plan.gate(), roll, grown.state(), controllers);
        NextWave down = NextWave.choose(plan.gate(), roll, grown.fenced(8).state(), controllers);
        Set<Integer> all = plan.nodeIds();

        assertThat(controller.wave().orElseThrow().nodeIds()).containsExactly(1003);
        assertThat(together.wave().orElseThrow().nodeIds()).containsExactly(1, 4, 7);
        assertThat(apart.wave().orElseThrow().nodeIds()).containsExactly(1, 7);
        assertThat(down.wave().orElseThrow().nodeIds()).as("it is down anyway").containsExactly(8);
        assertThat(NextWave.choose(plan.gate(), roll, planned.state(), all).wave())
                .isEmpty();
    }

    @Test
    void saysWhyNobodyIsNext() {
        UpgradePlan plan = to43(combined(29), "4.2.2");
        NextWave stuck = NextWave.choose(
                plan.gate(),
                plan.rolls().get(0),
                combined(29).behind(3, Duration.ofMinutes(1)).fenced(5).state(),
                Set.of());

        assertThat(stuck.wave()).isEmpty();
        assertThat(stuck.verdict().describe()).contains("node 5: is fenced");
    }

    @Test
    void refusesValuesThatMeanNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FinalizationStep("f", 2, 2, Reversibility.REVERSIBLE, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Wave(NodeRole.BROKER, Wave.Kind.CANARY, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UpgradeRequest.to(V43).override(PreflightCheck.QUORUM, " "));
        NodeStep controller = new NodeStep(1, NodeRole.CONTROLLER, Optional.empty(), DetectedVersion.unknown(1, ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Wave(NodeRole.BROKER, Wave.Kind.REGULAR, List.of(controller)));
    }
}
