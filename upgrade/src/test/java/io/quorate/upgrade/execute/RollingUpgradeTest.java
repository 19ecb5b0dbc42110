// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.upgrade.journal.JournalOwnershipException;
import io.quorate.upgrade.journal.JournalSession;
import io.quorate.upgrade.plan.NodeRole;
import io.quorate.upgrade.plan.Parallelism;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.plan.UpgradeRequest;
import io.quorate.upgrade.progress.UpgradeResult;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import io.quorate.upgrade.version.KafkaVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollingUpgradeTest {
    private static final List<KafkaVersion> ALL_NEW = List.of(Simulation.NEW, Simulation.NEW, Simulation.NEW);
    private static final List<KafkaVersion> ALL_OLD = List.of(Simulation.OLD, Simulation.OLD, Simulation.OLD);

    @Test
    void rollsAndFinalizesOnRequestOnly() {
        Simulation simulation = Simulation.small();
        UpgradePlan plan = simulation.plan();

        UpgradeResult rolled = simulation.run(coordinator -> coordinator.start(plan));

        assertThat(rolled.outcome()).as(rolled.describe()).isEqualTo(Outcome.ROLLED);
        assertThat(runs(simulation)).isEqualTo(ALL_NEW);
        assertThat(simulation.cluster().features).containsEntry("metadata.version", 21);
        assertThat(rolled.timings()).hasSize(3);

        UpgradeResult finalized = simulation.run(coordinator -> coordinator.finalizeUpgrade(plan));

        assertThat(finalized.outcome()).as(finalized.describe()).isEqualTo(Outcome.FINISHED);
        assertThat(simulation.cluster().features)
                .containsEntry("metadata.version", 30)
                .doesNotContainKey("kraft.version");
        assertThat(simulation.cluster().violations).isEmpty();
        assertThat(simulation.cluster().rounds).hasSize(3);
    }

    @Test
    void goesBackBeforeThePointOfNoReturnAndIsRefusedAfterIt() {
        Simulation simulation = Simulation.small();
        UpgradePlan plan = simulation.plan();
        simulation.run(coordinator -> coordinator.start(plan));

        UpgradeResult back = simulation.run(coordinator -> coordinator.rollBack(plan));

        assertThat(back.outcome()).as(back.describe()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(runs(simulation)).isEqualTo(ALL_OLD);

        UpgradePlan again = simulation.plan();
        simulation.run(coordinator -> coordinator.start(again));
        simulation.run(coordinator -> coordinator.finalizeUpgrade(again));
        assertThatThrownBy(() -> simulation.coordinator().build().rollBack(again))
                .isInstanceOf(UpgradeRefusedException.class)
                .hasMessageContaining("metadata.version");
        assertThat(simulation.cluster().violations).isEmpty();
    }

    @Test
    void putsTheOldReleaseBackOnTheFirstNodeThatCannotRunTheNewOne() {
        Simulation simulation = Simulation.small();
        UpgradePlan plan = simulation.plan();
        simulation.hands().broken.addAll(List.of(1, 2, 3));

        UpgradeResult blocked = simulation.run(coordinator -> coordinator.start(plan));

        assertThat(blocked.outcome()).isEqualTo(Outcome.BLOCKED);
        assertThat(blocked.describe()).contains("ended by itself").contains("runs 3.9.2 again");
        assertThat(runs(simulation)).isEqualTo(ALL_OLD);
        assertThat(simulation.cluster().rounds).hasSize(1);

        simulation.hands().broken.clear();
        assertThat(simulation.run(coordinator -> coordinator.start(plan)).outcome())
                .isEqualTo(Outcome.ROLLED);
        assertThat(runs(simulation)).isEqualTo(ALL_NEW);
    }

    @Test
    void startsANodeAsItIsWhenNothingCanBeInstalledOnIt() {
        Simulation simulation = Simulation.small();
        UpgradePlan plan = simulation.plan();
        simulation.hands().full.addAll(List.of(1, 2, 3));

        UpgradeResult blocked = simulation.run(coordinator -> coordinator.start(plan));

        assertThat(blocked.outcome()).isEqualTo(Outcome.BLOCKED);
        assertThat(blocked.describe()).contains("the disk is full");
        assertThat(simulation.cluster().nodes.values()).allMatch(node -> node.running);
    }

    @Test
    void refusesASecondCoordinator() {
        Simulation simulation = Simulation.small();
        UpgradePlan plan = simulation.plan();
        try (JournalSession other = simulation.journal().open(SimulatedCluster.ID)) {
            assertThat(other.token()).isPositive();
            assertThatThrownBy(() -> simulation.coordinator().build().start(plan))
                    .isInstanceOf(JournalOwnershipException.class);
        }
        assertThat(simulation.cluster().rounds).isEmpty();
    }

    @Test
    void finalizesNothingWhileOneControllerIsNotProven() {
        Simulation simulation = Simulation.small();
        UpgradePlan plan = simulation.plan();
        simulation.run(coordinator -> coordinator.start(plan));
        simulation.cluster().node(2).runs = Simulation.OLD;

        UpgradeResult blocked = simulation.run(coordinator -> coordinator.finalizeUpgrade(plan));

        assertThat(blocked.outcome()).isEqualTo(Outcome.BLOCKED);
        assertThat(blocked.describe()).contains("Node 2").contains("3.9");
        assertThat(simulation.cluster().features).containsEntry("metadata.version", 21);
    }

    @Test
    void blocksInsteadOfForcingWhenAPartitionStaysOutOfSync() {
        Simulation simulation = Simulation.small();
        UpgradePlan plan = simulation.plan();
        simulation.cluster().partitions.get(0).lagging.put(3, Long.MAX_VALUE);
        simulation.cluster().settle();

        UpgradeResult blocked = simulation.run(coordinator -> coordinator.start(plan));

        assertThat(blocked.outcome()).isEqualTo(Outcome.BLOCKED);
        assertThat(blocked.describe()).contains("t0-0").contains("min.insync.replicas=2");
        assertThat(simulation.cluster().violations).isEmpty();
    }

    @Test
    void stopsNothingWhileTheQuorumElectsAgainAndAgain() {
        Simulation simulation = Simulation.of(Simulation.combined(cluster -> cluster.epoch++));
        UpgradePlan plan = simulation.plan();

        UpgradeResult blocked = simulation.run(coordinator -> coordinator.start(plan));

        assertThat(blocked.outcome()).as(blocked.describe()).isEqualTo(Outcome.BLOCKED);
        assertThat(blocked.describe()).contains("changes between looks");
        assertThat(simulation.cluster().rounds).isEmpty();
    }

    @Test
    void doesNotWaitForLeadersThatBrokersCannotBeAskedFor() {
        Simulation simulation = Simulation.small();
        UpgradePlan plan = simulation.plan();
        simulation.cluster().isTooOldToElect = true;

        UpgradeResult rolled = simulation.run(coordinator -> coordinator.start(plan));

        assertThat(rolled.outcome()).as(rolled.describe()).isEqualTo(Outcome.ROLLED);
        assertThat(rolled.warnings()).singleElement().asString().contains("before 2.4");
        assertThat(rolled.timings())
                .allSatisfy(timing -> assertThat(timing.settle()).isLessThan(Duration.ofSeconds(30)));
    }

    @Test
    void takesThirtyBrokersInThreeRacksInThreeRounds() {
        SimulatedCluster cluster = new SimulatedCluster(SimulatedCluster.Weather.CALM);
        for (int i = 0; i < 30; i++) {
            cluster.add(NodeRole.BROKER, Optional.of("rack" + i % 3), Simulation.OLD);
        }
        for (int i = 0; i < 3; i++) {
            cluster.add(NodeRole.CONTROLLER, Optional.empty(), Simulation.OLD);
        }
        for (int i = 0; i < 300; i++) {
            cluster.addPartition(List.of(1 + i % 30, 1 + (i + 1) % 30, 1 + (i + 2 + 3 * (i % 7)) % 30));
        }
        cluster.settle();
        Simulation simulation = Simulation.of(cluster);
        UpgradePlan plan = simulation.plan(request ->
                request.parallelism(Parallelism.withinOneRack(10)).canaryRule(UpgradeRequest.CanaryRule.NONE));

        UpgradeResult rolled = simulation.run(coordinator -> coordinator.start(plan));

        assertThat(rolled.outcome()).as(rolled.describe()).isEqualTo(Outcome.ROLLED);
        assertThat(cluster.violations).isEmpty();
        assertThat(plan.rounds().predicted()).isEqualTo(3);
        // Three controllers one by one, then three racks.
        assertThat(cluster.rounds.subList(3, cluster.rounds.size()))
                .extracting(java.util.Set::size)
                .containsExactly(10, 10, 10);
    }

    private static List<KafkaVersion> runs(Simulation simulation) {
        return simulation.cluster().nodes.values().stream()
                .map(node -> node.runs)
                .toList();
    }
}
