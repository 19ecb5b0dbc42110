// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.upgrade.journal.UpgradeJournal;
import io.quorate.upgrade.lifecycle.SwapOrder;
import io.quorate.upgrade.plan.NodeRole;
import io.quorate.upgrade.plan.Parallelism;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.progress.UpgradeResult;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The coordinator's process ends at every record of its journal in turn, and another one takes over. */
class KilledCoordinatorTest {
    private static final int MOST_RECORDS = 500;

    /** What a coordinator does, and where it must get. */
    private record Act(BiFunction<RollingUpgradeCoordinator, UpgradePlan, UpgradeExecution> part, Outcome end) {
        static final Act ROLL = new Act(RollingUpgradeCoordinator::start, Outcome.ROLLED);
        static final Act FINALIZE = new Act(RollingUpgradeCoordinator::finalizeUpgrade, Outcome.FINISHED);
        static final Act BACK = new Act(RollingUpgradeCoordinator::rollBack, Outcome.ROLLED_BACK);
    }

    @ParameterizedTest
    @EnumSource
    void getsToTheSameEndWhereverItIsKilledInARoll(KillingJournal.Moment moment) {
        killEverywhere(Simulation::small, List.of(), Act.ROLL, moment);
    }

    @ParameterizedTest
    @EnumSource
    void getsToTheSameEndWhereverItIsKilledInARollOfPods(KillingJournal.Moment moment) {
        killEverywhere(() -> Simulation.small().with(SwapOrder.INSTALL_STOP_START), List.of(), Act.ROLL, moment);
    }

    @ParameterizedTest
    @EnumSource
    void getsToTheSameEndWhereverItIsKilledWithTwoBrokersDown(KillingJournal.Moment moment) {
        killEverywhere(KilledCoordinatorTest::pairs, List.of(), Act.ROLL, moment);
    }

    @ParameterizedTest
    @EnumSource
    void getsToTheSameEndWhereverItIsKilledInAFinalization(KillingJournal.Moment moment) {
        killEverywhere(Simulation::small, List.of(Act.ROLL), Act.FINALIZE, moment);
    }

    @ParameterizedTest
    @EnumSource
    void getsToTheSameEndWhereverItIsKilledOnTheWayBack(KillingJournal.Moment moment) {
        killEverywhere(Simulation::small, List.of(Act.ROLL), Act.BACK, moment);
    }

    @Test
    void goesOnWithAPlanThatWasMadeAnewOnTheHalfUpgradedCluster() {
        Simulation simulation = Simulation.small();
        kill(
                simulation,
                simulation.plan(),
                Act.ROLL,
                new KillingJournal(simulation.journal(), 30, KillingJournal.Moment.AFTER));
        assertThat(simulation.cluster().nodes.values())
                .extracting(node -> node.installed)
                .contains(Simulation.OLD, Simulation.NEW);

        simulation.cluster().sleep(Duration.ofMinutes(1));
        UpgradePlan anew = simulation.plan();
        UpgradeResult back = simulation.run(coordinator -> coordinator.rollBack(anew));

        assertThat(back.outcome()).as(back.describe()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(simulation.cluster().nodes.values()).allMatch(node -> node.runs.equals(Simulation.OLD));
        assertThat(simulation.cluster().violations).isEmpty();
    }

    private static Simulation pairs() {
        SimulatedCluster cluster = new SimulatedCluster(SimulatedCluster.Weather.CALM);
        for (int i = 0; i < 6; i++) {
            cluster.add(NodeRole.BROKER, Optional.of("rack" + i % 3), Simulation.OLD);
        }
        for (int i = 0; i < 3; i++) {
            cluster.add(NodeRole.CONTROLLER, Optional.empty(), Simulation.OLD);
        }
        for (int i = 0; i < 6; i++) {
            cluster.addPartition(List.of(1 + i % 6, 1 + (i + 1) % 6, 1 + (i + 2) % 6));
        }
        cluster.settle();
        return Simulation.of(cluster);
    }

    private static void killEverywhere(
            Supplier<Simulation> clusters, List<Act> before, Act act, KillingJournal.Moment moment) {
        int killed = 0;
        for (int record = 1; record < MOST_RECORDS; record++) {
            Simulation simulation = clusters.get();
            UpgradePlan plan = simulation.plan(request -> request.parallelism(Parallelism.withinOneRack(2)));
            for (Act first : before) {
                simulation.run(coordinator -> first.part().apply(coordinator, plan));
            }
            KillingJournal journal = new KillingJournal(simulation.journal(), record, moment);
            kill(simulation, plan, act, journal);
            if (journal.hasSurvived()) {
                assertThat(killed).isGreaterThan(10);
                return;
            }
            killed++;

            UpgradeResult resumed = simulation.run(coordinator -> act.part().apply(coordinator, plan));

            assertThat(resumed.outcome())
                    .as("killed at record %d: %s", record, resumed.describe())
                    .isEqualTo(act.end());
            SimulatedCluster cluster = simulation.cluster();
            assertThat(cluster.violations).as("killed at record %d", record).isEmpty();
            assertThat(cluster.nodes.values())
                    .as("killed at record %d", record)
                    .allMatch(node -> node.isCaughtUp(cluster.nanos())
                            && node.runs.equals(act.equals(Act.BACK) ? Simulation.OLD : Simulation.NEW)
                            // A turn is never taken twice for being killed.
                            && node.starts <= (act.equals(Act.BACK) ? 3 : 2));
            assertThat(cluster.features.get("metadata.version")).isEqualTo(act.equals(Act.FINALIZE) ? 30 : 21);
        }
        throw new AssertionError("There are more than " + MOST_RECORDS + " records");
    }

    private static void kill(Simulation simulation, UpgradePlan plan, Act act, UpgradeJournal journal) {
        try {
            simulation.with(journal).run(coordinator -> act.part().apply(coordinator, plan));
        } catch (IllegalStateException e) {
            assertThat(e).hasCauseInstanceOf(KillingJournal.Killed.class);
        } catch (KillingJournal.Killed e) {
            // It had not even begun.
            return;
        }
    }
}
