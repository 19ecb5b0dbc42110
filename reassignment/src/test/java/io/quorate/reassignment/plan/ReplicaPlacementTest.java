// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.plan;

import static io.quorate.reassignment.plan.States.cluster;
import static io.quorate.reassignment.plan.States.fence;
import static io.quorate.reassignment.plan.States.withRack;
import static io.quorate.reassignment.plan.States.withTopic;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicaPlacementTest {
    @Test
    void addsTheLeastLoadedBrokersBehindTheReplicasThatAreThere() {
        ClusterState state = withTopic(cluster(1, 2, 3, 4), "busy", List.of(2), List.of(2), List.of(3));

        assertThat(ReplicaPlacement.onto(state).grow(List.of(1), 3)).containsExactly(1, 4, 3);
    }

    @Test
    void remembersWhatItChoseBefore() {
        ReplicaPlacement placement = ReplicaPlacement.onto(cluster(1, 2, 3));

        assertThat(placement.grow(List.of(1), 2)).containsExactly(1, 2);
        assertThat(placement.grow(List.of(1), 2)).containsExactly(1, 3);
        assertThat(placement.grow(List.of(1), 2)).containsExactly(1, 2);
    }

    @Test
    void prefersAnotherRackToALessLoadedBroker() {
        ClusterState state = cluster(1, 2, 3);
        state = withRack(withRack(withRack(state, 1, "a"), 2, "a"), 3, "b");
        state = withTopic(state, "busy", List.of(3), List.of(3), List.of(3));

        assertThat(ReplicaPlacement.onto(state).grow(List.of(1), 2)).containsExactly(1, 3);
        assertThat(ReplicaPlacement.onto(state).grow(List.of(3), 3)).containsExactly(3, 1, 2);
    }

    @Test
    void takesBrokersWithoutARackForOneRack() {
        ClusterState state = withRack(cluster(1, 2, 3), 3, "b");

        assertThat(ReplicaPlacement.onto(state).grow(List.of(1), 2)).containsExactly(1, 3);
    }

    @Test
    void countsTheRackOfAFencedBrokerAndPutsNothingOnIt() {
        ClusterState state = fence(cluster(1, 2, 3, 4), 4);

        assertThat(ReplicaPlacement.onto(state).grow(List.of(4, 1), 5)).containsExactly(4, 1, 2, 3);
    }

    @Test
    void doesNotKnowTheRackOfABrokerThatIsNotRegistered() {
        assertThat(ReplicaPlacement.onto(cluster(1, 2)).grow(List.of(9), 3)).containsExactly(9, 1, 2);
    }

    @Test
    void addsNoneWhereThereAreEnough() {
        assertThat(ReplicaPlacement.onto(cluster(1, 2, 3)).grow(List.of(2, 3, 1), 2))
                .containsExactly(2, 3, 1);
    }
}
