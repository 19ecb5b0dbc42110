// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import static io.quorate.reassignment.plan.States.cluster;
import static io.quorate.reassignment.plan.States.fence;
import static io.quorate.reassignment.plan.States.idOf;
import static io.quorate.reassignment.plan.States.reassigning;
import static io.quorate.reassignment.plan.States.withSize;
import static io.quorate.reassignment.plan.States.withTopic;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.reassignment.durability.DurabilityProblem.ForeignReassignment;
import io.quorate.reassignment.durability.DurabilityStep.GrowReplicas;
import io.quorate.reassignment.plan.PartitionMove;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ReplicaGrowthTest {
    private static final DurabilityPolicy POLICY = DurabilityPolicy.builder().build();
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);
    private static final TopicPartition ORDERS_1 = new TopicPartition("orders", 1);

    @Test
    void growsWhatLacksReplicasAndLeavesTheRest() {
        ClusterState state = withTopic(
                cluster(1, 2, 3, 4), "orders", List.of(1), List.of(4, 3, 2), List.of(2, 1), List.of(1, 2, 3, 4));
        state = withSize(withSize(state, ORDERS_0, 1, 2048), new TopicPartition("orders", 2), 2, 1024);

        ReplicaGrowth growth = plan(state);

        assertThat(growth.problems()).isEmpty();
        assertThat(growth.steps())
                .containsExactly(new GrowReplicas(
                        "orders",
                        idOf("orders"),
                        List.of(
                                new PartitionMove(ORDERS_0, List.of(1), List.of(1, 3, 4)),
                                new PartitionMove(new TopicPartition("orders", 2), List.of(2, 1), List.of(2, 1, 3))),
                        2 * 2048 + 1024));
        assertThat(growth.steps().get(0).describe())
                .isEqualTo("Raise the replication factor of orders from 1 to 3: 2 partitions, copying 5.0 KiB");
    }

    @Test
    void growsInternalTopicsToo() {
        ClusterState state = withTopic(cluster(1, 2, 3), "__consumer_offsets", List.of(1));

        assertThat(plan(withTopic(state, "__transaction_state", List.of(1))).steps())
                .extracting(GrowReplicas::topic)
                .containsExactly("__consumer_offsets", "__transaction_state");
    }

    @Test
    void leavesTopicsThatThePolicyDoesNotCover() {
        DurabilityPolicy others =
                DurabilityPolicy.builder().topics("others"::equals).build();

        ReplicaGrowth growth = ReplicaGrowth.plan(others, withTopic(cluster(1, 2, 3), "orders", List.of(1)));

        assertThat(growth.steps()).isEmpty();
        assertThat(growth.problems()).isEmpty();
    }

    @Test
    void adoptsAReassignmentThatLeadsWhereItWantsToGo() {
        ClusterState state = withTopic(cluster(1, 2, 3, 4), "orders", List.of(1), List.of(2));

        ReplicaGrowth growth = plan(reassigning(state, ORDERS_0, List.of(4, 3), List.of()));

        assertThat(growth.problems()).isEmpty();
        assertThat(growth.steps().get(0).moves().get(0))
                .isEqualTo(new PartitionMove(ORDERS_0, List.of(1), List.of(1, 4, 3)));
        assertThat(growth.steps().get(0).moves()).hasSize(2);
    }

    @Test
    void countsOnlyTheRestOfWhatWasLeftHalfWay() {
        ClusterState state = withSize(withTopic(cluster(1, 2, 3), "orders", List.of(1)), ORDERS_0, 1, 1000);
        state = withSize(reassigning(state, ORDERS_0, List.of(2, 3), List.of()), ORDERS_0, 2, 400);

        assertThat(plan(state).steps().get(0).bytes()).isEqualTo(1600);
    }

    @Test
    void refusesAReassignmentThatTakesReplicasAway() {
        ClusterState state = withTopic(cluster(1, 2, 3, 4), "orders", List.of(1, 2, 3), List.of(1));

        ReplicaGrowth growth = plan(reassigning(state, ORDERS_0, List.of(4), List.of(1)));

        assertThat(growth.problems()).containsExactly(new ForeignReassignment(ORDERS_0, List.of(2, 3, 4)));
        assertThat(growth.problems().get(0).describe())
                .isEqualTo("orders-0 is being reassigned to [2, 3, 4] by somebody else.");
        assertThat(growth.problems().get(0).remedy()).contains("--cancel");
        assertThat(growth.steps().get(0).moves())
                .extracting(PartitionMove::partition)
                .containsExactly(ORDERS_1);
    }

    @Test
    void refusesAReassignmentToAnotherNumberOfReplicas() {
        ClusterState state = withTopic(cluster(1, 2, 3, 4), "orders", List.of(1));

        assertThat(plan(reassigning(state, ORDERS_0, List.of(2), List.of())).problems())
                .containsExactly(new ForeignReassignment(ORDERS_0, List.of(1, 2)));
        assertThat(plan(reassigning(state, ORDERS_0, List.of(2, 3, 4), List.of()))
                        .problems())
                .containsExactly(new ForeignReassignment(ORDERS_0, List.of(1, 2, 3, 4)));
    }

    @Test
    void refusesAReassignmentToABrokerThatIsNotOnline() {
        ClusterState state = withTopic(fence(cluster(1, 2, 3, 4), 4), "orders", List.of(1));

        assertThat(plan(reassigning(state, ORDERS_0, List.of(2, 4), List.of())).problems())
                .containsExactly(new ForeignReassignment(ORDERS_0, List.of(1, 2, 4)));
    }

    @Test
    void refusesAnyReassignmentOfATopicThatThePolicyDoesNotCover() {
        DurabilityPolicy others =
                DurabilityPolicy.builder().topics("others"::equals).build();
        ClusterState state = withTopic(cluster(1, 2, 3), "orders", List.of(1));

        assertThat(ReplicaGrowth.plan(others, reassigning(state, ORDERS_0, List.of(2, 3), List.of()))
                        .problems())
                .containsExactly(new ForeignReassignment(ORDERS_0, List.of(1, 2, 3)));
    }

    private static ReplicaGrowth plan(ClusterState state) {
        return ReplicaGrowth.plan(POLICY, state);
    }
}
