// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Partition;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class MoveStatusTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);
    private static final PartitionMove MOVE = new PartitionMove(ORDERS_0, List.of(1, 2), List.of(1, 2, 3));

    @Test
    void isPendingWhileThePartitionIsAsBeforeInWhateverOrder() {
        assertThat(status(List.of(1, 2))).isEqualTo(MoveStatus.PENDING);
        assertThat(status(List.of(2, 1))).isEqualTo(MoveStatus.PENDING);
    }

    @Test
    void isInFlightIfTheReassignmentLeadsToTheSameNodesWhoeverStartedIt() {
        assertThat(status(List.of(3, 1, 2), List.of(3), List.of())).isEqualTo(MoveStatus.IN_FLIGHT);
    }

    @Test
    void isDriftedIfTheReassignmentLeadsElsewhere() {
        assertThat(status(List.of(1, 2, 4), List.of(4), List.of())).isEqualTo(MoveStatus.DRIFTED);
        // Even when all that is wanted is there: somebody is about to change it.
        assertThat(status(List.of(1, 2, 3), List.of(), List.of(3))).isEqualTo(MoveStatus.DRIFTED);
    }

    @Test
    void isDoneIfEveryWantedReplicaIsThereAndPerhapsMore() {
        assertThat(status(List.of(3, 2, 1))).isEqualTo(MoveStatus.DONE);
        assertThat(status(List.of(4, 3, 2, 1))).isEqualTo(MoveStatus.DONE);
    }

    @Test
    void isDriftedIfThePartitionIsNeitherAsBeforeNorAsAfter() {
        assertThat(status(List.of(1))).isEqualTo(MoveStatus.DRIFTED);
        assertThat(status(List.of(1, 3))).isEqualTo(MoveStatus.DRIFTED);
    }

    @Test
    void isDoneOnlyWhenTheReplicasAreGoneWhereSomeAreTakenAway() {
        PartitionMove fewer = new PartitionMove(ORDERS_0, List.of(1, 2, 3), List.of(1, 3));

        assertThat(status(fewer, List.of(1, 2, 3))).isEqualTo(MoveStatus.PENDING);
        assertThat(status(fewer, List.of(3, 1))).isEqualTo(MoveStatus.DONE);
        assertThat(status(fewer, List.of(1, 2))).isEqualTo(MoveStatus.DRIFTED);
    }

    private static MoveStatus status(List<Integer> replicas) {
        return status(MOVE, replicas);
    }

    private static MoveStatus status(PartitionMove move, List<Integer> replicas) {
        return MoveStatus.of(move, Partition.builder(0).replicas(replicas).build(), Optional.empty());
    }

    private static MoveStatus status(List<Integer> replicas, List<Integer> adding, List<Integer> removing) {
        return MoveStatus.of(
                MOVE,
                Partition.builder(0).replicas(replicas).build(),
                Optional.of(new OngoingReassignment(ORDERS_0, replicas, adding, removing)));
    }
}
