// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.upgrade.lifecycle.ConfigChange;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.plan.UpgradePlanner;
import io.quorate.upgrade.plan.UpgradeRequest;
import io.quorate.upgrade.progress.UpgradeEvent;
import io.quorate.upgrade.progress.UpgradeListener;
import io.quorate.upgrade.progress.UpgradeResult;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import io.quorate.upgrade.state.NodeStage;
import io.quorate.upgrade.state.RunControl;
import io.quorate.upgrade.version.KafkaVersion;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What somebody outside can ask of a run, and what is refused. */
class ControlledRunTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void pausesOnlyWhenTheNodeInFlightIsBack() throws Exception {
        Simulation simulation = Simulation.small();
        CountDownLatch paused = new CountDownLatch(1);
        Started started = new Started(UpgradeExecution::pause, NodeStage.STOPPING);
        RollingUpgradeCoordinator coordinator = simulation
                .coordinator()
                .listener(event -> {
                    started.onEvent(event);
                    if (event instanceof UpgradeEvent.Holding holding
                            && holding.why().contains("resumed")) {
                        paused.countDown();
                    }
                })
                .build();
        UpgradePlan plan = simulation.plan();
        try (UpgradeExecution run = started.with(coordinator.start(plan))) {
            assertThat(paused.await(60, TimeUnit.SECONDS)).isTrue();

            assertThat(run.progress().control()).isEqualTo(RunControl.PAUSED);
            assertThat(run.progress().nodes()).noneMatch(node -> node.stage().isOut());
            assertThat(simulation.cluster().rounds).hasSize(1);

            run.resume();
            assertThat(run.await(PATIENCE).outcome()).isEqualTo(Outcome.ROLLED);
        }
    }

    @Test
    void abortsWhenTheNodeInFlightIsBackAndGoesOnLater() {
        Simulation simulation = Simulation.small();
        UpgradePlan plan = simulation.plan();
        Started started = new Started(UpgradeExecution::abort, NodeStage.STOPPING);

        UpgradeResult aborted = started.with(
                        simulation.coordinator().listener(started).build().start(plan))
                .await(PATIENCE);

        assertThat(aborted.outcome()).as(aborted.describe()).isEqualTo(Outcome.ABORTED);
        assertThat(simulation.cluster().rounds).hasSize(1);
        assertThat(simulation.cluster().nodes.values())
                .allMatch(node -> node.isCaughtUp(simulation.cluster().nanos()));
        assertThat(simulation.run(coordinator -> coordinator.start(plan)).outcome())
                .isEqualTo(Outcome.ROLLED);
        assertThat(simulation.cluster().rounds).hasSize(3);
    }

    @Test
    void waitsForApprovalAfterTheFirstNodeAndRemembersIt() throws Exception {
        Simulation simulation = Simulation.small();
        CountDownLatch waiting = new CountDownLatch(1);
        UpgradePlan plan = simulation.plan();
        RollingUpgradeCoordinator coordinator = simulation
                .coordinator()
                .awaitApproval()
                .listener(event -> {
                    if (event instanceof UpgradeEvent.Holding holding
                            && holding.why().contains("the first")) {
                        waiting.countDown();
                    }
                })
                .build();
        try (UpgradeExecution run = coordinator.start(plan)) {
            assertThat(waiting.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(simulation.cluster().rounds).hasSize(1);

            run.approve();

            assertThat(run.await(PATIENCE).outcome()).isEqualTo(Outcome.ROLLED);
        }
    }

    @Test
    void letsGoInTheMiddleOfANodeAndAnotherOneBringsItBack() {
        Simulation simulation = Simulation.small();
        UpgradePlan plan = simulation.plan();
        Started started = new Started(UpgradeExecution::close, NodeStage.REJOINING);

        UpgradeResult detached = started.with(
                        simulation.coordinator().listener(started).build().start(plan))
                .await(PATIENCE);

        assertThat(detached.outcome()).isEqualTo(Outcome.DETACHED);
        assertThat(simulation.run(coordinator -> coordinator.start(plan)).outcome())
                .isEqualTo(Outcome.ROLLED);
        assertThat(simulation.cluster().rounds).hasSize(3);
        assertThat(simulation.cluster().violations).isEmpty();
    }

    @Test
    void restartsEveryNodeWithAnotherConfigAndTheSameBinaries() {
        Simulation simulation = Simulation.small();
        UpgradeRequest request = Simulation.careless(UpgradeRequest.restart())
                .change(ConfigChange.setting("num.io.threads", "16"))
                .build();

        UpgradeResult restarted =
                simulation.run(coordinator -> RollingRestart.using(coordinator).start(simulation.survey(), request));

        assertThat(restarted.outcome()).as(restarted.describe()).isEqualTo(Outcome.FINISHED);
        assertThat(simulation.cluster().nodes.values())
                .allMatch(node -> node.runs.equals(Simulation.OLD)
                        && node.loaded.equals(Map.of("num.io.threads", "16"))
                        && node.starts == 2);
    }

    @Test
    void refusesToCallAnUpgradeARestart() {
        Simulation simulation = Simulation.small();
        UpgradeRequest upgrade = UpgradeRequest.to(Simulation.NEW).build();
        RollingRestart restart = RollingRestart.using(simulation.coordinator().build());

        assertThatThrownBy(() -> restart.start(simulation.survey(), upgrade))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4.3.1");
    }

    @Test
    void refusesAPlanWhosePreflightFailed() {
        Simulation simulation = Simulation.small();
        simulation.cluster().partitions.get(0).lagging.putAll(Map.of(2, Long.MAX_VALUE, 3, Long.MAX_VALUE));
        UpgradePlan unchecked = UpgradePlanner.targeting(
                        UpgradeRequest.to(Simulation.NEW).build())
                .plan(simulation.survey());

        assertThatThrownBy(() -> simulation.coordinator().build().start(unchecked))
                .isInstanceOf(UpgradeRefusedException.class)
                .hasMessageContaining("availability FAILED");
        assertThat(simulation.cluster().rounds).isEmpty();
    }

    @Test
    void refusesAnotherPlanWhileOneIsNotFinished() {
        Simulation simulation = Simulation.small();
        UpgradePlan plan = simulation.plan();
        Started started = new Started(UpgradeExecution::abort, NodeStage.STOPPING);
        started.with(simulation.coordinator().listener(started).build().start(plan))
                .await(PATIENCE);
        UpgradePlan other = UpgradePlanner.targeting(Simulation.careless(UpgradeRequest.to(KafkaVersion.of("4.2.1")))
                        .build())
                .plan(simulation.survey());

        assertThatThrownBy(() -> simulation.coordinator().build().start(other))
                .isInstanceOf(UpgradeRefusedException.class)
                .hasMessageContaining("to 4.3.1")
                .hasMessageContaining("to 4.2.1");
        assertThatThrownBy(() -> simulation.coordinator().build().finalizeUpgrade(plan))
                .isInstanceOf(UpgradeRefusedException.class)
                .hasMessageContaining("ABORTED");
    }

    @Test
    void waitsForASnapshotOnEveryNodeBeforeOldBinariesGoBackBehindALoweredLevel() {
        KafkaVersion from = KafkaVersion.of("4.1.2");
        SimulatedCluster cluster = Simulation.combined(
                storm -> {
                    if (storm.logEnd % 1000 == 0) {
                        storm.nodes.values().forEach(node -> node.snapshot = storm.logEnd);
                    }
                },
                from);
        cluster.features.put("metadata.version", 27);
        Simulation simulation = Simulation.of(cluster);
        UpgradePlan plan = UpgradePlanner.targeting(Simulation.careless(UpgradeRequest.to(KafkaVersion.of("4.2.1")))
                        .build())
                .plan(simulation.survey());
        simulation.run(coordinator -> coordinator.start(plan));
        simulation.run(coordinator -> coordinator.finalizeUpgrade(plan));
        assertThat(cluster.features).containsEntry("metadata.version", 29);

        UpgradeResult back = simulation.run(coordinator -> coordinator.rollBack(plan));

        assertThat(back.outcome()).as(back.describe()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(cluster.features).containsEntry("metadata.version", 27);
        assertThat(cluster.nodes.values()).allMatch(node -> node.runs.equals(from));
        assertThat(cluster.violations).isEmpty();
    }

    /** Does something to a run when a node gets to a stage for the first time. */
    private static final class Started implements UpgradeListener {
        private final CompletableFuture<UpgradeExecution> run = new CompletableFuture<>();
        private final Consumer<UpgradeExecution> act;
        private final NodeStage stage;
        private boolean acted;

        private Started(Consumer<UpgradeExecution> act, NodeStage stage) {
            this.act = act;
            this.stage = stage;
        }

        UpgradeExecution with(UpgradeExecution execution) {
            run.complete(execution);
            return execution;
        }

        @Override
        public void onEvent(UpgradeEvent event) {
            if (!acted
                    && event instanceof UpgradeEvent.NodeChanged changed
                    && changed.state().stage() == stage) {
                acted = true;
                act.accept(run.join());
            }
        }
    }
}
