// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.reassignment.plan.PlacementBroker.Status;
import io.quorate.reassignment.plan.ReassignmentGoal.AddBrokers;
import io.quorate.reassignment.plan.ReassignmentGoal.BalanceLeaders;
import io.quorate.reassignment.plan.ReassignmentGoal.ChangeReplicationFactor;
import io.quorate.reassignment.plan.ReassignmentGoal.Decommission;
import io.quorate.reassignment.plan.ReassignmentGoal.EvacuateLeadership;
import io.quorate.reassignment.plan.ReassignmentGoal.ExplicitTarget;
import io.quorate.reassignment.plan.ReassignmentGoal.Rebalance;
import io.quorate.reassignment.plan.ReassignmentGoal.RepairRacks;
import io.quorate.reassignment.plan.ReassignmentGoal.ReplaceBroker;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** Requests that cannot be planned, and targets that are named: all that is wrong is said at once. */
class RequestCheckTest {
    private static final ReplicaMap MAP = ReplicaMap.builder(List.of(
                    PlacementBroker.available(0, "a"),
                    PlacementBroker.available(1, "a"),
                    PlacementBroker.offline(2, "b"),
                    new PlacementBroker(3, "b", Status.NOT_RECEIVING, 1, List.of()),
                    new PlacementBroker(
                            4, "b", Status.AVAILABLE, 1, List.of(new LogDirRoom("/d", OptionalLong.of(10), false)))))
            .topic("t", Uuid.ZERO_UUID, 2)
            .partition(100, 0, 1)
            .partition(100, 1, 0)
            .build();

    @Test
    void brokersThatAreNotThereAreAllNamed() {
        ReassignmentRequest request = ReassignmentRequest.builder(new Decommission(Set.of(0, 97)))
                .exclude(Set.of(98))
                .capacities(Map.of(99, 2.0))
                .build();

        assertThat(Clusters.plan(MAP, request).problems())
                .extracting(problem -> ((PlanProblem.UnusableBroker) problem).broker())
                .containsExactly(98, 99, 97);
    }

    @Test
    void newBrokersMustBeAbleToReceive() {
        ReassignmentRequest request = ReassignmentRequest.builder(new AddBrokers(Set.of(1, 2, 3, 9)))
                .exclude(Set.of(1))
                .build();

        assertThat(Clusters.plan(MAP, request).problems())
                .extracting(PlanProblem::describe)
                .satisfiesExactly(
                        first -> assertThat(first).contains("Broker 1").contains("excluded"),
                        second -> assertThat(second).contains("Broker 2").contains("offline"),
                        third -> assertThat(third).contains("Broker 3").contains("takes none"),
                        fourth -> assertThat(fourth).contains("Broker 9").contains("not registered"));
        assertThat(problems(new ReplaceBroker(8, 2))).hasSize(2);
        assertThat(problems(new EvacuateLeadership(Set.of(8)))).hasSize(1);
    }

    @Test
    void aFactorForATopicThatIsNotThereIsAProblem() {
        assertThat(problems(new ChangeReplicationFactor(0, Map.of("nope", 3))))
                .hasOnlyElementsOfType(PlanProblem.UnknownPartition.class)
                .hasSize(1);
    }

    @Test
    void newBrokersOnlyNeedsNewBrokers() {
        ReplicaMap full = Clusters.of("0,1", 0, 1);

        assertThat(Clusters.plan(full, new Rebalance(), MovementPolicy.NEW_BROKERS_ONLY)
                        .problems())
                .hasOnlyElementsOfType(PlanProblem.NoRoom.class)
                .hasSize(1);
    }

    @Test
    void aNamedTargetIsTakenAsItIs() {
        ReassignmentPlan plan = Clusters.plan(
                MAP, target(TargetReplicas.of("t", 1, List.of(0, 1)), TargetReplicas.of("t", 0, List.of(0, 1))));

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.moves()).containsExactly(new PartitionMove(MAP.name(1), List.of(1, 0), List.of(0, 1)));
        assertThat(plan.reasons()).containsExactly(MoveReason.EXPLICIT);
        assertThat(plan.bound().moves()).isZero();
    }

    @Test
    void whateverIsWrongWithATargetIsSaid() {
        ReassignmentRequest request = ReassignmentRequest.builder(target(
                        TargetReplicas.of("nope", 0, List.of(0)),
                        TargetReplicas.of("t", 7, List.of(0)),
                        TargetReplicas.of("t", 0, List.of(1)),
                        TargetReplicas.of("t", 0, List.of(2, 3)),
                        new TargetReplicas("t", 1, List.of(4, 9), List.of("/e", "any"))))
                .exclude(Set.of(4))
                .pin((topic, partition) -> partition == 1)
                .maxReplicasPerBroker(1)
                .build();

        assertThat(Clusters.plan(MAP, request).problems())
                .extracting(PlanProblem::describe)
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text).contains("no such topic"),
                        text -> assertThat(text).contains("the topic has 2 partitions"),
                        text -> assertThat(text).contains("min.insync.replicas is 2"),
                        text -> assertThat(text).contains("named twice"),
                        text -> assertThat(text).contains("offline"),
                        text -> assertThat(text).contains("not to receive"),
                        text -> assertThat(text).contains("pinned or out of scope"),
                        text -> assertThat(text).contains("excluded"),
                        text -> assertThat(text).contains("log dir /e"),
                        text -> assertThat(text).contains("not registered"),
                        text -> assertThat(text).contains("fullest log dir has room for 0"),
                        text -> assertThat(text).contains("Broker 0").contains("allows 1"),
                        text -> assertThat(text).contains("Broker 1").contains("allows 1"));
    }

    @Test
    void aTargetMayNameLogDirsAndMustKeepRacksApartIfAskedTo() {
        ReassignmentGoal goal = target(new TargetReplicas("t", 0, List.of(0, 1), List.of("/x", "any")));

        assertThat(Clusters.plan(MAP, goal).logDirMoves()).containsExactly(new LogDirMove("t", 0, 0, "/x"));
        assertThat(Clusters.plan(
                                MAP,
                                ReassignmentRequest.builder(goal)
                                        .racks(RackRule.STRICT)
                                        .build())
                        .problems())
                .hasOnlyElementsOfType(PlanProblem.RacksNotSpread.class)
                .hasSize(1);
    }

    @Test
    void anEmptyPlanSaysWhyForEachGoal() {
        ReplicaMap even = Clusters.of("0,1 / 1,0", 0, 2);

        assertThat(why(even, new RepairRacks())).contains("racks");
        assertThat(why(even, new BalanceLeaders())).contains("leaders");
        assertThat(why(even, new EvacuateLeadership(Set.of(2)))).contains("led");
        assertThat(why(even, new Decommission(Set.of(2)))).contains("hold no replicas");
        assertThat(why(even, new ChangeReplicationFactor(2, Map.of()))).contains("replication factor");
        assertThat(why(even, target(TargetReplicas.of("t", 0, List.of(0, 1))))).contains("names");
        assertThat(why(Clusters.of("0,1 / 1,0", 0, 1), new Rebalance())).contains("share");
        assertThat(why(ReplicaMap.builder(List.of()).build(), new Rebalance())).contains("no partitions");
        assertThat(Clusters.plan(
                                even,
                                ReassignmentRequest.builder(new Rebalance())
                                        .topics(topic -> false)
                                        .build())
                        .whyEmpty())
                .contains("No topic is in scope.");
    }

    private static String why(ReplicaMap map, ReassignmentGoal goal) {
        return Clusters.plan(map, goal).whyEmpty().orElse("not empty");
    }

    private static List<PlanProblem> problems(ReassignmentGoal goal) {
        return Clusters.plan(MAP, goal).problems();
    }

    private static ReassignmentGoal target(TargetReplicas... targets) {
        return new ExplicitTarget(List.of(targets));
    }
}
