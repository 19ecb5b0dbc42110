// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.upgrade.plan.NodeRole;
import io.quorate.upgrade.plan.RestartPolicy;
import io.quorate.upgrade.plan.SafetyLevel;
import io.quorate.upgrade.plan.UpgradePlan;
import io.quorate.upgrade.progress.UpgradeResult;
import io.quorate.upgrade.progress.UpgradeResult.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Other nodes die in the moment between the last look before a stop and the end of the process. */
class ExitGateTest {
    private static final Duration GONE = Duration.ofMinutes(10);

    private final Simulation simulation = simulation();
    private final List<Stop> struck = new ArrayList<>();

    private record Stop(int nodeId, long at) {}

    @Test
    void startsANodeAsItWasWhenAPartitionGoesOfflineWithIt() {
        UpgradePlan plan = simulation.plan();
        strikeWith(NodeRole.BROKER);

        UpgradeResult blocked = simulation.run(coordinator -> coordinator.start(plan));

        assertThat(blocked.outcome()).as(blocked.describe()).isEqualTo(Outcome.BLOCKED);
        assertThat(blocked.describe()).contains("started again as it was").contains("no leader any more");
        assertThat(downTime()).isLessThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(stopped().runs).isEqualTo(Simulation.OLD);
        assertThat(stopped().installed).isEqualTo(Simulation.OLD);
        assertThat(simulation.cluster().violations).isEmpty();

        simulation.cluster().sleep(GONE.plus(GONE));
        UpgradeResult again = simulation.run(coordinator -> coordinator.start(plan));
        assertThat(again.outcome()).as(again.describe()).isEqualTo(Outcome.ROLLED);
        assertThat(simulation.cluster().nodes.values()).allMatch(node -> node.runs.equals(Simulation.NEW));
    }

    @Test
    void isCaughtByTheJudgeWhenItLooksAtNoPartition() {
        Set<String> all = Set.of("t0", "t1", "t2", "t3");
        UpgradePlan plan = simulation.plan(request -> request.policy(new RestartPolicy(
                SafetyLevel.ALL_PARTITIONS_STAY_HEALTHY, 0, RestartPolicy.QuorumRule.MAJORITY_AND_ONE_MORE, all)));
        strikeWith(NodeRole.BROKER);

        simulation.run(coordinator -> coordinator.start(plan));

        assertThat(simulation.cluster().violations)
                .anyMatch(violation -> violation.contains("was kept down while what it alone holds is offline"));
    }

    @Test
    void startsAControllerAsItWasWhenTheQuorumIsLostWithIt() {
        UpgradePlan plan = simulation.plan();
        strikeWith(NodeRole.CONTROLLER);

        UpgradeResult blocked = simulation.run(coordinator -> coordinator.start(plan));

        assertThat(blocked.outcome()).as(blocked.describe()).isEqualTo(Outcome.BLOCKED);
        assertThat(blocked.describe()).contains("the quorum has no leader any more");
        assertThat(stopped().runs).isEqualTo(Simulation.OLD);
        assertThat(stopped().running).isTrue();
        // Longer than any election, so that one that is going on is not taken for a loss.
        assertThat(downTime()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(32));
    }

    /** Four brokers, each of which is the last to leave the ISR of one partition; three controllers. */
    private static Simulation simulation() {
        SimulatedCluster cluster = new SimulatedCluster(SimulatedCluster.Weather.CALM);
        for (int i = 0; i < 7; i++) {
            cluster.add(i < 4 ? NodeRole.BROKER : NodeRole.CONTROLLER, Optional.empty(), Simulation.OLD);
        }
        List.of(List.of(2, 3, 1), List.of(3, 4, 2), List.of(4, 1, 3), List.of(1, 2, 4))
                .forEach(cluster::addPartition);
        cluster.settle();
        return Simulation.of(cluster);
    }

    /** The first node of the role that is stopped takes those with it on which it depends. */
    private void strikeWith(NodeRole role) {
        SimulatedCluster cluster = simulation.cluster();
        simulation.hands().misfortune = nodeId -> {
            if (cluster.node(nodeId).role != role || !struck.isEmpty()) {
                return;
            }
            struck.add(new Stop(nodeId, cluster.nanos()));
            List<Integer> others = role == NodeRole.CONTROLLER
                    ? List.of(5, 6, 7)
                    : cluster.partitions.stream()
                            .filter(partition -> partition.replicas.get(2) == nodeId)
                            .findFirst()
                            .orElseThrow()
                            .replicas;
            others.stream().filter(other -> other != nodeId).map(cluster::node).forEach(other -> {
                other.running = false;
                other.lostUntil = Optional.of(cluster.nanos() + GONE.toNanos());
            });
        };
    }

    private SimulatedNode stopped() {
        return simulation.cluster().node(struck.get(0).nodeId());
    }

    private Duration downTime() {
        return Duration.ofNanos(stopped().startedAt - struck.get(0).at());
    }
}
