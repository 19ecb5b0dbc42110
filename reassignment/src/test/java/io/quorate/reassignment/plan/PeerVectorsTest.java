// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import static io.quorate.reassignment.plan.Clusters.leaders;
import static io.quorate.reassignment.plan.Clusters.loads;
import static io.quorate.reassignment.plan.Clusters.plan;
import static io.quorate.reassignment.plan.Clusters.replicas;
import static io.quorate.reassignment.plan.MovementPolicy.FORCED_ONLY;
import static io.quorate.reassignment.plan.MovementPolicy.FULL_BALANCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.reassignment.plan.ReassignmentGoal.AddBrokers;
import io.quorate.reassignment.plan.ReassignmentGoal.BalanceLeaders;
import io.quorate.reassignment.plan.ReassignmentGoal.ChangeReplicationFactor;
import io.quorate.reassignment.plan.ReassignmentGoal.Decommission;
import io.quorate.reassignment.plan.ReassignmentGoal.Rebalance;
import io.quorate.reassignment.plan.ReassignmentGoal.RepairRacks;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The inputs on which peers test themselves, with the optimum that a min-cost flow finds for them. */
class PeerVectorsTest {
    private static final String TOPICCTL_BIG =
            IntStream.range(0, 3).mapToObj(i -> "1,2,3 / 4,5,6 / 7,8,9").collect(Collectors.joining(" / "));

    private ReassignmentPlan last = plan(Clusters.of("1", 1, 1), new Rebalance());

    @AfterEach
    void holds() {
        assertThat(last.problems()).isEmpty();
        assertThat(last.verify(last.before()).findings()).isEmpty();
    }

    @Test
    void expandsSiftsClusterOverItsRacks() {
        ReplicaMap map =
                Clusters.of("10,11 / 11,12 / 12,10 / 10,12", 10, 14, node -> "abcab".substring(node - 10, node - 9));

        assertMoves(plan(map, new Rebalance()), 2);
        assertThat(loads(last)).containsExactly(1, 1, 2, 2, 2);
        assertThat(replicas(last)).noneMatch(list -> rack(map, list.get(0)).equals(rack(map, list.get(1))));
    }

    @Test
    void drainsABrokerOfSift() {
        ReplicaMap map = Clusters.of("10,11 / 11,12 / 12,13 / 13,10", 10, 13);

        assertMoves(plan(map, new Decommission(Set.of(12)), FULL_BALANCE), 2);
        assertMoves(plan(map, new Decommission(Set.of(12))), 2);
        assertThat(loads(last)).containsExactly(2, 3, 3);
    }

    @Test
    void spreadsTopicctlsSimpleCluster() {
        assertMoves(plan(Clusters.of("1,2,3 / 1,4,5 / 3,2,7", 1, 12), new Rebalance()), 3);
    }

    @Test
    void drainsNineBrokersOfTopicctl() {
        ReplicaMap map = Clusters.of("1,2,3 / 4,5,6 / 7,8,9", 1, 12);
        Decommission goal = new Decommission(Set.of(1, 2, 3, 4, 5, 6, 7, 8, 9));

        assertMoves(plan(map, goal, FULL_BALANCE), 9);
        assertMoves(plan(map, goal, FORCED_ONLY), 9);
        assertThat(loads(last)).containsExactly(3, 3, 3);
    }

    @Test
    void movesSixWhereTopicctlMovesSeventeen() {
        assertMoves(plan(Clusters.of(TOPICCTL_BIG, 1, 12), new Rebalance()), 6);
        assertMoves(plan(Clusters.of(TOPICCTL_BIG, 1, 12, node -> "r" + node % 3), new Rebalance()), 6);
    }

    @Test
    void movesOneForKafkistry() {
        assertMoves(plan(Clusters.of("1,2 / 2,3 / 2,3", 1, 3), new Rebalance()), 1);
    }

    @Test
    void fillsTwoNewBrokersOfKafkistry() {
        assertMoves(plan(Clusters.of("1,2,3 / 1,2,3 / 2,3,4 / 2,3,4", 1, 6), new Rebalance()), 4);
    }

    @Test
    void fillsTheThirdBrokerOfKafkistry() {
        String alternating =
                IntStream.range(0, 10).mapToObj(i -> i % 2 == 0 ? "1,2" : "2,1").collect(Collectors.joining(" / "));

        assertMoves(plan(Clusters.of(alternating, 1, 3), new Rebalance()), 6);
    }

    @Test
    void onlyReordersWhereAllBrokersHaveAll() {
        ReplicaMap map = Clusters.of("1,2,3 / 1,2,3 / 1,2,3", 1, 3);

        assertMoves(plan(map, new BalanceLeaders()), 0);
        assertThat(last.moves()).hasSize(2);
        assertThat(leaders(last)).containsExactly(1, 1, 1);
        assertMoves(plan(map, new Rebalance()), 0);
        assertThat(leaders(last)).containsExactly(1, 1, 1);
        assertThat(last.moves()).hasSize(2);
    }

    @Test
    void lowersTheFactorAndKeepsTheLeaders() {
        assertMoves(plan(Clusters.of("1,2,3 / 2,3,1 / 3,1,2", 1, 3), new ChangeReplicationFactor(2, Map.of())), 0);
        assertThat(loads(last)).containsExactly(2, 2, 2);
        assertThat(replicas(last)).extracting(list -> list.get(0)).containsExactly(1, 2, 3);
        assertThat(replicas(last)).allMatch(list -> list.size() == 2);
    }

    @Test
    void keepsMixedFactorsWhenTopicmapprDrains() {
        ReplicaMap map = Clusters.of("1,2 / 2,1 / 3,4,1 / 4,3,2", 1, 4);

        assertMoves(plan(map, new Decommission(Set.of(4))), 2);
        assertThat(replicas(last)).extracting(List::size).containsExactly(2, 2, 3, 3);
        assertMoves(plan(map, new Decommission(Set.of(4)), FULL_BALANCE), 3);
        assertThat(replicas(last)).extracting(List::size).containsExactly(2, 2, 3, 3);
        assertThat(loads(last)).containsExactly(3, 3, 4);
    }

    @Test
    void movesOneReplicaOfCruiseControlsMediumCluster() {
        ReplicaMap map =
                Clusters.of("1,0 / 0,2 / 0,2 / 1,2 / 2,1 / 1,2", 0, 2, node -> "001".substring(node, node + 1));

        assertMoves(plan(map, new Rebalance()), 1);
        assertMoves(plan(map, new Rebalance(), FORCED_ONLY), 1);
        assertMoves(plan(map, new RepairRacks()), 1);
    }

    @Test
    void repairsTheRacksOfCruiseControl() {
        assertMoves(plan(Clusters.of("0,1", 0, 2, node -> "001".substring(node, node + 1)), new RepairRacks()), 1);
        assertMoves(plan(Clusters.of("0,2", 0, 2, node -> "011".substring(node, node + 1)), new RepairRacks()), 0);
        ReplicaMap crowded = Clusters.of("0,1,2", 0, 2, node -> "001".substring(node, node + 1));
        assertMoves(plan(crowded, new RepairRacks()), 0);
        assertThat(last.warnings()).extracting(PlanWarning::kind).contains(PlanWarning.Kind.RACKS);
        assertThat(plan(
                                crowded,
                                ReassignmentRequest.builder(new RepairRacks())
                                        .racks(RackRule.STRICT)
                                        .build())
                        .problems())
                .hasOnlyElementsOfType(PlanProblem.RacksNotSpread.class)
                .isNotEmpty();
    }

    @Test
    void addsAndDrainsAsEverpeaceDoes() {
        assertMoves(plan(Clusters.of("3,1,2 / 1,3,2", 1, 5), new AddBrokers(Set.of(4, 5)), FULL_BALANCE), 2);
        assertThat(replicas(last)).extracting(list -> list.get(0)).containsExactly(3, 1);
        ReplicaMap map = Clusters.of("3,5,4 / 1,3,2", 1, 5);
        assertMoves(plan(map, new Decommission(Set.of(2, 3)), FULL_BALANCE), 3);
        assertMoves(plan(map, new Decommission(Set.of(2, 3))), 3);
    }

    private void assertMoves(ReassignmentPlan plan, long moves) {
        holds();
        last = plan;
        assertThat(plan.bound().moves()).as("%s", plan.moves()).isEqualTo(moves);
    }

    private static String rack(ReplicaMap map, int node) {
        return String.valueOf(map.brokers().get(map.brokerIndex(node)).rack());
    }
}
