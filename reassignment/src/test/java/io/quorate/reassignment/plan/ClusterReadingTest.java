// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.LogDir;
import io.quorate.cluster.Observed;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.reassignment.plan.PlacementBroker.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ClusterReadingTest {
    private static final TopicPartition ORDERS_1 = new TopicPartition("orders", 1);
    private static final Gap SLOW = new Gap("topic late", Gap.Kind.UNREACHABLE, "timed out");

    private final ClusterState healthy = States.withTopic(
            States.withTopic(States.cluster(1, 2, 3), "orders", List.of(1, 2), List.of(2, 3)), "audit", List.of(3));

    @Test
    void holdsTopicsPartitionsReplicasSizesAndMinIsr() {
        ClusterState state = States.withSize(healthy, ORDERS_1, 3, 700);

        ReplicaMap map = ReplicaMap.of(States.withSize(state, ORDERS_1, 2, 900));

        assertThat(map.topics())
                .containsExactly(
                        new ReplicaMap.Topic("audit", States.idOf("audit"), 0, 1, 1),
                        new ReplicaMap.Topic("orders", States.idOf("orders"), 1, 2, 1));
        assertThat(map.replicas(0)).containsExactly(3);
        assertThat(map.replicas(2)).containsExactly(2, 3);
        assertThat(map.size(2)).isEqualTo(900);
        assertThat(map.size(1)).isEqualTo(ReplicaMap.UNKNOWN_SIZE);
    }

    @Test
    void aReplicaOutOfTheIsrIsOutOfSync() {
        ReplicaMap map = ReplicaMap.of(States.edit(healthy, ORDERS_1, partition -> partition.isr(List.of(3))));

        assertThat(map.isInSync(map.firstSlot(2))).isFalse();
        assertThat(map.isInSync(map.firstSlot(2) + 1)).isTrue();
    }

    @Test
    void aFencedBrokerIsOfflineAndAnUnknownOneToo() {
        ClusterState state = States.fence(States.withTopic(healthy, "lost", List.of(9)), 2);

        assertThat(status(state)).containsExactly(Status.AVAILABLE, Status.OFFLINE, Status.AVAILABLE, Status.OFFLINE);
    }

    @Test
    void aBrokerReceivesAsLongAsOneHealthyLogDirIsNotCordoned() {
        LogDir open = dir("/open", Optional.empty(), false);
        LogDir cordoned = dir("/cordoned", Optional.empty(), true);
        LogDir failed = dir("/failed", Optional.of("KafkaStorageException"), false);
        ClusterState state = States.withLogDirs(healthy, 1, open, cordoned, failed);
        state = States.withLogDirs(state, 2, cordoned, failed);

        assertThat(status(state)).containsExactly(Status.AVAILABLE, Status.NOT_RECEIVING, Status.AVAILABLE);
        assertThat(ReplicaMap.of(state).brokers().get(0).logDirs())
                .containsExactly(
                        new LogDirRoom("/open", OptionalLong.of(40), false),
                        new LogDirRoom("/cordoned", OptionalLong.of(40), true));
    }

    @Test
    void aBrokerThatDidNotTellItsLogDirsReceivesNothing() {
        Map<Integer, List<LogDir>> two = Map.of(1, List.of(dir("/a", Optional.empty(), false)), 2, List.of());
        ClusterState state =
                healthy.toBuilder().logDirs(Observed.of(two, List.of(SLOW))).build();

        assertThat(status(state)).containsExactly(Status.AVAILABLE, Status.NOT_RECEIVING, Status.NOT_RECEIVING);
    }

    @Test
    void spaceThatIsNotToldIsUnknown() {
        LogDir silent = new LogDir("/data", Optional.empty(), Optional.empty(), Map.of());

        ReplicaMap map = ReplicaMap.of(States.withLogDirs(healthy, 1, silent));

        assertThat(map.brokers().get(0).logDirs())
                .containsExactly(new LogDirRoom("/data", OptionalLong.empty(), false));
    }

    @Test
    void aPartitionThatIsBeingReassignedCountsAsWhatItWillBe() {
        ClusterState moving =
                States.edit(healthy, ORDERS_1, partition -> partition.replicas(List.of(1, 2, 3))).toBuilder()
                        .reassignments(Observed.present(
                                List.of(new OngoingReassignment(ORDERS_1, List.of(1, 2, 3), List.of(1), List.of(2)))))
                        .build();

        ReplicaMap map = ReplicaMap.of(moving);

        assertThat(map.replicas(2)).containsExactly(1, 3);
        assertThat(map.isInSync(map.firstSlot(2))).isFalse();
    }

    @Test
    void everythingThatWasNotSeenAndIsNeededIsAProblem() {
        ClusterState blank = ClusterState.builder("cluster", States.NOW).build();

        ReassignmentPlan plan = ReassignmentPlanner.plan(blank, request(new ReassignmentGoal.Rebalance()));

        assertThat(plan.problems())
                .extracting(PlanProblem::describe)
                .satisfiesExactly(
                        brokers -> assertThat(brokers).startsWith("Could not see the brokers: "),
                        topics -> assertThat(topics).startsWith("Could not see all topics: "),
                        moving -> assertThat(moving).startsWith("Could not see the ongoing reassignments: "),
                        dirs -> assertThat(dirs).startsWith("Could not see the log dirs"));
        assertThat(plan.moves()).isEmpty();
        assertThat(plan.clusterId()).isEqualTo("cluster");
    }

    @Test
    void aTopicThatWasListedAndNotDescribedIsAProblem() {
        ClusterState state = healthy.toBuilder()
                .topics(Observed.of(healthy.topics().orElse(Map.of()), List.of(SLOW, SLOW, SLOW, SLOW, SLOW)))
                .build();

        ReassignmentPlan plan = ReassignmentPlanner.plan(state, request(new ReassignmentGoal.Rebalance()));

        assertThat(plan.problems()).singleElement().satisfies(problem -> assertThat(problem.describe())
                .contains("topic late")
                .contains("timed out")
                .contains("and 2 more")
                .contains("Observe the cluster again"));
    }

    @Test
    void leadersCanBePlannedWithoutLogDirs() {
        ClusterState state = healthy.toBuilder()
                .logDirs(Observed.unavailable(new Gap("log dirs", Gap.Kind.DENIED, "no")))
                .build();

        assertThat(problems(state, new ReassignmentGoal.BalanceLeaders())).isEmpty();
        assertThat(problems(state, new ReassignmentGoal.EvacuateLeadership(Set.of(1))))
                .isEmpty();
        assertThat(problems(state, new ReassignmentGoal.RepairRacks())).hasSize(1);
        assertThat(status(state)).containsOnly(Status.AVAILABLE);
    }

    @Test
    void aReplicationFactorIsNotChangedWithoutSeeingMinIsr() {
        ClusterState state =
                healthy.toBuilder().topicConfigs(Observed.present(Map.of())).build();
        ReassignmentGoal both = new ReassignmentGoal.ChangeReplicationFactor(1, Map.of());
        ReassignmentGoal none = new ReassignmentGoal.ChangeReplicationFactor(0, Map.of("elsewhere", 2));

        assertThat(ClusterReading.unseen(state, request(both)))
                .extracting(PlanProblem::describe)
                .singleElement()
                .asString()
                .contains("min.insync.replicas of audit, orders");
        assertThat(ClusterReading.unseen(state, request(none))).isEmpty();
        assertThat(ClusterReading.unseen(healthy, request(both))).isEmpty();
        assertThat(ClusterReading.unseen(
                        state,
                        ReassignmentRequest.builder(both)
                                .topics(topic -> topic.equals("audit"))
                                .build()))
                .singleElement()
                .satisfies(problem -> assertThat(problem.describe()).doesNotContain("orders"));
    }

    @Test
    void withoutBrokersOrTopicsThereIsNoMap() {
        ClusterState blank = ClusterState.builder("cluster", States.NOW).build();
        ClusterState brokersOnly =
                blank.toBuilder().brokers(Observed.present(List.of())).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplicaMap.of(blank))
                .withMessageContaining("the brokers were not seen");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReplicaMap.of(brokersOnly))
                .withMessageContaining("the topics were not seen");
    }

    private static List<PlanProblem> problems(ClusterState state, ReassignmentGoal goal) {
        return ClusterReading.unseen(state, request(goal));
    }

    private static ReassignmentRequest request(ReassignmentGoal goal) {
        return ReassignmentRequest.of(goal);
    }

    private static List<Status> status(ClusterState state) {
        return ReplicaMap.of(state).brokers().stream()
                .map(PlacementBroker::status)
                .toList();
    }

    private static LogDir dir(String path, Optional<String> problem, boolean cordoned) {
        return new LogDir(path, problem, Optional.of(new LogDir.Space(100, 40)), cordoned, Map.of());
    }
}
