// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who leads after replicas were moved. */
class LeaderGoalsTest {
    /** Partitions with a replica on each of the first brokers, led by one after the other. */
    private static String striped(int partitions, int brokers) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> IntStream.range(0, brokers)
                        .mapToObj(replica -> String.valueOf(1 + (partition + replica) % brokers))
                        .collect(Collectors.joining(",")))
                .collect(Collectors.joining(" / "));
    }

    @Test
    void newBrokerLeadsItsShareAndNoMore() {
        for (int partitions = 4; partitions <= 60; partitions++) {
            ReassignmentPlan plan = Clusters.plan(
                    Clusters.of(striped(partitions, 3), 1, 4), new ReassignmentGoal.AddBrokers(Set.of(4)));

            int floor = partitions / 4;
            int ceiling = (partitions + 3) / 4;
            assertThat(Clusters.leaders(plan)).as(partitions + " partitions").allSatisfy(leaders -> assertThat(leaders)
                    .isBetween(floor, ceiling));
            // What the new broker leads is all that changes.
            assertThat(changedLeaders(plan))
                    .isEqualTo((long) Clusters.leaders(plan).get(3));
        }
    }

    @Test
    void newBrokerLeadsWhereItGotAReplicaAndOtherPartitionsKeepTheirOrder() {
        ReassignmentPlan plan =
                Clusters.plan(Clusters.of(striped(24, 3), 1, 5), new ReassignmentGoal.AddBrokers(Set.of(4, 5)));

        assertThat(plan.moves()).allSatisfy(move -> assertThat(move.adding()).isNotEmpty());
        assertThat(Clusters.leaders(plan))
                .allSatisfy(leaders -> assertThat(leaders).isBetween(4, 5));
    }

    @Test
    void leaderOfAPartitionWhoseLeaderWentIsChangedBeforeOneThatStays() {
        // 0 goes, and 3 takes its places; then 1 leads too much, and 2 and 3 too little.
        ReassignmentPlan plan = Clusters.plan(
                Clusters.of("0,1 / 0,2 / 1,2 / 1,2", 0, 3),
                new ReassignmentGoal.Decommission(Set.of(0)),
                MovementPolicy.FULL_BALANCE);

        assertThat(Clusters.leaders(plan).subList(1, 4)).containsExactlyInAnyOrderElementsOf(List.of(1, 1, 2));
        assertThat(changedLeaders(plan)).isEqualTo(2);
    }

    private static long changedLeaders(ReassignmentPlan plan) {
        return plan.moves().stream()
                .filter(move -> !move.from().get(0).equals(move.to().get(0)))
                .count();
    }
}
