// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.upgrade.journal.MemoryUpgradeJournal;
import io.quorate.upgrade.journal.UpgradeJournal;
import io.quorate.upgrade.lifecycle.SwapOrder;
import io.quorate.upgrade.plan.NodeRole;
import io.quorate.upgrade.plan.PreflightCheck;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.plan.UpgradePlanner;
import io.quorate.upgrade.plan.UpgradeRequest;
import io.quorate.upgrade.plan.UpgradeSurvey;
import io.quorate.upgrade.progress.UpgradeResult;
import io.quorate.upgrade.version.DetectedVersion;
import io.quorate.upgrade.version.Era;
import io.quorate.upgrade.version.KafkaVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A simulated cluster with hands on it and a journal. */
record Simulation(SimulatedCluster cluster, SimulatedHands hands, UpgradeJournal journal) {
    static final KafkaVersion OLD = KafkaVersion.of("3.9.2");
    static final KafkaVersion NEW = KafkaVersion.of("4.3.1");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static Simulation of(SimulatedCluster cluster) {
        return new Simulation(
                cluster, new SimulatedHands(cluster, SwapOrder.STOP_INSTALL_START), new MemoryUpgradeJournal());
    }

    /** Three combined nodes, six topics. */
    static Simulation small() {
        return of(combined(SimulatedCluster.Weather.CALM));
    }

    static SimulatedCluster combined(SimulatedCluster.Weather weather) {
        return combined(weather, OLD);
    }

    static SimulatedCluster combined(SimulatedCluster.Weather weather, KafkaVersion version) {
        SimulatedCluster cluster = new SimulatedCluster(weather);
        for (int i = 0; i < 3; i++) {
            cluster.add(NodeRole.COMBINED, Optional.empty(), version);
        }
        List.of(
                        List.of(1, 2, 3),
                        List.of(2, 3, 1),
                        List.of(3, 1, 2),
                        List.of(1, 3, 2),
                        List.of(2, 1, 3),
                        List.of(3, 2, 1))
                .forEach(cluster::addPartition);
        cluster.settle();
        return cluster;
    }

    Simulation with(UpgradeJournal other) {
        return new Simulation(cluster, hands, other);
    }

    Simulation with(SwapOrder order) {
        return new Simulation(cluster, new SimulatedHands(cluster, order), journal);
    }

    UpgradePlan plan(UnaryOperator<UpgradeRequest.Builder> wish) {
        return UpgradePlanner.targeting(
                        wish.apply(careless(UpgradeRequest.to(NEW))).build())
                .plan(survey());
    }

    /** The simulation has no configs, disks and machines to check. */
    static UpgradeRequest.Builder careless(UpgradeRequest.Builder request) {
        for (PreflightCheck check : PreflightCheck.values()) {
            if (check != PreflightCheck.REASSIGNMENTS) {
                request.override(check, "simulated");
            }
        }
        return request;
    }

    UpgradeSurvey survey() {
        Map<Integer, DetectedVersion> versions = new TreeMap<>();
        cluster.nodes.forEach((id, node) -> versions.put(id, DetectedVersion.ofExact(id, node.runs, "simulated")));
        return UpgradeSurvey.builder(cluster.observe(), Era.KRAFT)
                .versions(versions)
                .build();
    }

    UpgradePlan plan() {
        return plan(request -> request);
    }

    RollingUpgradeCoordinator.Builder coordinator() {
        return RollingUpgradeCoordinator.builder(cluster, hands, journal)
                .time(cluster)
                .gateTimeout(Duration.ofMinutes(20))
                .crew(tasks -> tasks.forEach(Runnable::run));
    }

    UpgradeResult run(Function<RollingUpgradeCoordinator, UpgradeExecution> part) {
        return part.apply(coordinator().build()).await(PATIENCE);
    }
}
