// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.reassignment.plan.PlacementBroker;
import io.quorate.reassignment.plan.PlanProblem;
import io.quorate.reassignment.plan.PlanWarning;
import io.quorate.reassignment.plan.Plans;
import io.quorate.reassignment.plan.ReassignmentGoal;
import io.quorate.reassignment.plan.ReassignmentGoal.Rebalance;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.plan.ReplicaMap;
import io.quorate.reassignment.plan.ReplicaMapBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class ReassignmentReportTest {
    private static final int[][] UNEVEN = {{0, 1}, {0, 1}, {0, 2}, {0, 3}};
    private static final int[][] EVEN = {{0, 1}, {1, 0}, {3, 2}, {2, 3}};

    @Test
    void theFirstLinesSayWhatMovesAndThatNoPlanMovesLess() {
        String text = report(plan(0)).describe();

        assertThat(text.lines().limit(2))
                .containsExactly(
                        "Give every broker its share: 2 replicas to copy, 2.00 GiB",
                        "  Proven to be the least: no plan with the same rules and the same balance of replicas moves"
                                + " fewer replicas.");
        assertThat(text)
                .containsPattern("partitions changed +3 of 4")
                .containsPattern("at least \\(bound\\) +2")
                .containsPattern("gap +0")
                .containsPattern("proof +OVERFLOW: what brokers hold above")
                .containsPattern("data to copy +2.00 GiB")
                .containsPattern("leaders changed +3")
                .containsPattern("replicas +1 to 4 -> 2 to 2")
                .containsPattern("0  r0 +4 -> +2 +4 -> +1  4.00 GiB -> 2.00 GiB")
                .doesNotContain("Warnings", "Problems");
    }

    @Test
    void aGapIsSaidAsOne() {
        String text = report(plan(1)).describe();

        assertThat(text).contains("moves fewer than 1; this one moves 1 more (100 %).");
        assertThat(report(plan(1)).html()).contains("this one moves 1 more (100 %).", "gap 1");
    }

    @Test
    void reasonsAreCountedTheMostFrequentFirst() {
        assertThat(report(plan(0)).describe())
                .containsSubsequence("Why", "2  a broker held", "1  another replica leads");
    }

    @Test
    void warningsAndProblemsAreTold() {
        PlanWarning warning = new PlanWarning(PlanWarning.Kind.RACKS, "t-0 stands in one rack <only>.");
        ReassignmentPlan warned = Plans.of(new Rebalance(), before(), after(), 0, List.of(warning));
        ReassignmentPlan refused = Plans.withProblems(
                new Rebalance(),
                before(),
                new PlanProblem.NoRoom(3, "its disk is full."),
                new PlanProblem.NotSeen("x", "y"));

        assertThat(report(warned).describe()).containsSubsequence("Warnings", "- t-0 stands in one rack <only>.");
        assertThat(report(warned).html())
                .contains("t-0 stands in one rack &lt;only&gt;.")
                .doesNotContain("<only>");
        assertThat(report(refused).describe())
                .containsSubsequence(
                        "There is no valid plan", "- Broker 3 has no room: its disk is full.", "- Could not")
                .doesNotContain("bound");
        assertThat(report(refused).html()).contains("There is no valid plan", "its disk is full.");
    }

    @Test
    void aPlanThatChangesNothingSaysWhy() {
        ReassignmentPlan nothing = Plans.of(new Rebalance(), before(), before(), 0);

        assertThat(report(nothing).describe())
                .startsWith("Give every broker its share: Nothing to do")
                .contains("Every broker has its share already.")
                .doesNotContain("Why partitions change");
        assertThat(report(nothing).html()).contains("Nothing to do", "Every broker has its share already.");
    }

    @Test
    void whatCopiesNoDataIsToldAsThat() {
        ReassignmentPlan reorder = Plans.of(
                new ReassignmentGoal.BalanceLeaders(),
                Plans.map(2, 0, new int[][] {{0, 1}}),
                Plans.map(2, 0, new int[][] {{1, 0}}),
                0);
        ReassignmentPlan drop = Plans.of(
                new ReassignmentGoal.ChangeReplicationFactor(1, Map.of()),
                Plans.map(2, 0, new int[][] {{0, 1}}),
                Plans.map(2, 0, new int[][] {{0}}),
                0);

        assertThat(report(reorder).describe()).contains("Only orders change, no data is copied", "no rack");
        assertThat(report(reorder).html()).contains("No data is copied.");
        assertThat(report(drop).describe()).contains("1 replica dropped, no data copied");
    }

    @Test
    void everyGoalHasWords() {
        assertThat(List.of(
                                new ReassignmentGoal.AddBrokers(Set.of(3, 1)),
                                new ReassignmentGoal.Decommission(Set.of(2)),
                                new ReassignmentGoal.ReplaceBroker(1, 2),
                                new ReassignmentGoal.ChangeReplicationFactor(3, Map.of()),
                                new ReassignmentGoal.ChangeReplicationFactor(0, Map.of("a", 1)),
                                new ReassignmentGoal.RepairRacks(),
                                new ReassignmentGoal.BalanceLeaders(),
                                new ReassignmentGoal.EvacuateLeadership(Set.of(1)),
                                new ReassignmentGoal.ExplicitTarget(List.of()))
                        .stream()
                        .map(goal -> Verdict.goal(Plans.of(goal, before(), before(), 0))))
                .containsExactly(
                        "Give new brokers 1, 3 a share",
                        "Take every replica off broker 2",
                        "Put broker 2 in the place of broker 1",
                        "Give partitions 3 replicas",
                        "Change replication factors",
                        "Spread replicas over racks",
                        "Make every broker lead its share",
                        "Take leadership away from broker 1",
                        "Move partitions to where the request says");
    }

    @Test
    void thePageNeedsNoOtherFile() {
        assertThat(report(plan(0)).html())
                .startsWith("<!DOCTYPE html>")
                .contains("<svg", "Replicas per broker", "Bytes per broker", "Preferred leaders per broker")
                .contains("Copies from broker to broker", "prefers-color-scheme:dark", "t-2")
                .doesNotContain("http", "<script", "<link", "url(");
    }

    @Test
    void withoutSizesNothingIsSaidAboutBytes() {
        ReplicaMapBuilder map = ReplicaMap.builder(
                        List.of(PlacementBroker.available(0, "a"), PlacementBroker.available(1, "a")))
                .topic("t", Uuid.ZERO_UUID, 1);
        ReplicaMap before = map.partition(ReplicaMap.UNKNOWN_SIZE, 0).build();
        ReplicaMap after = ReplicaMap.builder(before.brokers())
                .topic("t", Uuid.ZERO_UUID, 1)
                .partition(ReplicaMap.UNKNOWN_SIZE, 1)
                .build();

        ReassignmentReport report = report(Plans.of(new Rebalance(), before, after, 0));

        assertThat(report.describe()).contains("1 replica to copy").doesNotContain("GiB", "data to copy");
        assertThat(report.html()).doesNotContain("Bytes per broker");
    }

    @Test
    void brokersThatAreOfflineSaySoAndAreNotAveraged() {
        ReplicaMap before = ReplicaMap.builder(List.of(
                        PlacementBroker.available(0, "a"),
                        PlacementBroker.offline(1, "a"),
                        new PlacementBroker(2, "b", PlacementBroker.Status.NOT_RECEIVING, 1, List.of())))
                .topic("t", Uuid.ZERO_UUID, 1)
                .partition(5, 0, 2)
                .partition(5, 2, 1)
                .build();

        String text = report(Plans.of(new Rebalance(), before, before, 0)).describe();

        assertThat(text).contains("offline", "does not receive").containsPattern("replicas +1 to 2 -> 1 to 2");
    }

    @Test
    void ofManyBrokersThoseAreListedThatChangeMostAndRacksAreDrawn() {
        int[][] one = IntStream.range(0, 200)
                .mapToObj(i -> new int[] {i % 100, 100 + i % 20})
                .toArray(int[][]::new);
        int[][] other = IntStream.range(0, 200)
                .mapToObj(i -> new int[] {i % 100, 100 + i % 50})
                .toArray(int[][]::new);

        ReassignmentReport report =
                report(Plans.of(new Rebalance(), Plans.map(150, 12, one), Plans.map(150, 12, other), 0));

        assertThat(report.describe()).contains("and 110 more, which change less");
        assertThat(report.html())
                .contains("Copies from rack to rack", "class=\"after outline\"", ">r11<", "Brokers: 150");
    }

    private static ReassignmentReport report(ReassignmentPlan plan) {
        return ReassignmentReport.of(plan);
    }

    private static ReassignmentPlan plan(int gap) {
        return Plans.of(new Rebalance(), before(), after(), gap);
    }

    private static ReplicaMap before() {
        return Plans.map(4, 2, UNEVEN);
    }

    private static ReplicaMap after() {
        return Plans.map(4, 2, EVEN);
    }
}
