// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.upgrade.plan.NodeRole;
import io.quorate.upgrade.plan.Parallelism;
import io.quorate.upgrade.plan.RestartPolicy;
import io.quorate.upgrade.plan.SafetyLevel;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.progress.UpgradeResult;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random clusters in random weather: replicas fall out of their ISRs and nodes die while the upgrade goes on. */
class StormTest {
    private static final int CLUSTERS = 60;

    @Test
    void stopsNoNodeThatAPartitionCannotSpareInAnyWeather() {
        int finished = 0;
        int stops = 0;
        for (long seed = 1; seed <= CLUSTERS; seed++) {
            Simulation simulation = stormy(seed);
            UpgradePlan plan = simulation.plan(request -> request.parallelism(Parallelism.acrossRacks(3)));

            UpgradeResult result = simulation.run(coordinator -> coordinator.start(plan));

            assertThat(simulation.cluster().violations).as("seed " + seed).isEmpty();
            finished += result.outcome() == Outcome.ROLLED ? 1 : 0;
            stops += simulation.cluster().rounds.stream().mapToInt(Set::size).sum();
        }
        // Safe and stuck would be no art.
        assertThat(finished).isGreaterThan(CLUSTERS * 3 / 4);
        assertThat(stops).isGreaterThan(CLUSTERS * 4);
    }

    @Test
    void isCaughtByTheSameJudgeWhenItsConditionForgetsThePartitions() {
        RestartPolicy careless = new RestartPolicy(
                SafetyLevel.READY_FOR_REQUESTS, 0, RestartPolicy.QuorumRule.MAJORITY_AND_ONE_MORE, Set.of());
        int caught = 0;
        for (long seed = 1; seed <= CLUSTERS; seed++) {
            Simulation simulation = stormy(seed);
            UpgradePlan plan = simulation.plan(
                    request -> request.parallelism(Parallelism.acrossRacks(3)).policy(careless));

            simulation.run(coordinator -> coordinator.start(plan));

            caught += simulation.cluster().violations.isEmpty() ? 0 : 1;
        }
        assertThat(caught).isGreaterThan(CLUSTERS / 4);
    }

    private static Simulation stormy(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SimulatedCluster cluster = new SimulatedCluster(storm -> blow(storm, random));
        int brokers = random.nextInt(4, 10);
        for (int i = 0; i < brokers; i++) {
            cluster.add(NodeRole.BROKER, Optional.of("rack" + i % 3), Simulation.OLD);
        }
        for (int i = 0; i < 3; i++) {
            cluster.add(NodeRole.CONTROLLER, Optional.empty(), Simulation.OLD);
        }
        for (int i = 0; i < random.nextInt(1, 40); i++) {
            List<Integer> all = new ArrayList<>();
            for (int node = 1; node <= brokers; node++) {
                all.add(node);
            }
            shuffle(all, random);
            cluster.addPartition(all.subList(0, random.nextInt(3, Math.min(brokers, 4) + 1)));
        }
        cluster.settle();
        return Simulation.of(cluster);
    }

    private static void shuffle(List<Integer> list, SplittableRandom random) {
        for (int i = list.size() - 1; i > 0; i--) {
            Collections.swap(list, i, random.nextInt(i + 1));
        }
    }

    private static void blow(SimulatedCluster cluster, SplittableRandom random) {
        if (random.nextInt(20) == 0) {
            SimulatedPartition partition = cluster.partitions.get(random.nextInt(cluster.partitions.size()));
            int replica = partition.replicas.get(random.nextInt(partition.replicas.size()));
            partition.lagging.put(
                    replica,
                    cluster.nanos() + Duration.ofSeconds(random.nextInt(1, 15)).toNanos());
        }
        if (random.nextInt(150) == 0) {
            SimulatedNode lost = new ArrayList<>(cluster.nodes.values()).get(random.nextInt(cluster.nodes.size()));
            if (lost.running) {
                lost.running = false;
                lost.lostUntil = Optional.of(cluster.nanos()
                        + Duration.ofSeconds(random.nextInt(5, 60)).toNanos());
            }
        }
    }
}
