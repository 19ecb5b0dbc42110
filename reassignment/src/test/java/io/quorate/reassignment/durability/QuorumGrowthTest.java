// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import static io.quorate.reassignment.plan.States.NOW;
import static io.quorate.reassignment.plan.States.cluster;
import static io.quorate.reassignment.plan.States.quorum;
import static io.quorate.reassignment.plan.States.withBrokerConfig;
import static io.quorate.reassignment.plan.States.withKraftVersion;
import static io.quorate.reassignment.plan.States.withQuorum;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ControllerEndpoint;
import io.quorate.cluster.Endpoint;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.QuorumReplica;
import io.quorate.reassignment.durability.DurabilityAdvice.StaticQuorum;
import io.quorate.reassignment.durability.DurabilityAdvice.TooFewControllers;
import io.quorate.reassignment.durability.DurabilityAdvice.UnknownControllerEndpoint;
import io.quorate.reassignment.durability.DurabilityStep.AddVoter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class QuorumGrowthTest {
    private static final DurabilityPolicy POLICY = DurabilityPolicy.builder().build();

    @Test
    void addsCombinedNodesWithTheEndpointOfTheirOwnConfigs() {
        QuorumGrowth growth = QuorumGrowth.plan(POLICY, cluster(1, 2, 3));

        assertThat(growth.steps())
                .containsExactly(new AddVoter(2, new Uuid(9, 2), at(2)), new AddVoter(3, new Uuid(9, 3), at(3)));
        assertThat(growth.advice()).isEmpty();
        assertThat(growth.steps().get(0).describe())
                .isEqualTo("Add controller 2 (host2:9093) to the quorum, once caught up");
    }

    @Test
    void addsNoneWhereThereAreEnoughOrMore() {
        assertThat(plan(withQuorum(cluster(1, 2, 3, 4), quorum(List.of(1, 2, 3), List.of(4)))))
                .isEqualTo(new QuorumGrowth(List.of(), List.of()));
        assertThat(plan(withQuorum(cluster(1, 2, 3, 4), quorum(List.of(1, 2, 3, 4), List.of()))))
                .isEqualTo(new QuorumGrowth(List.of(), List.of()));
    }

    @Test
    void finishesAPairThatACrashLeftHalfWay() {
        ClusterState state = withQuorum(cluster(1, 2, 3), quorum(List.of(1, 2), List.of(3)));

        assertThat(nodes(plan(state))).containsExactly(3);
    }

    @Test
    void doesNotMakeTheQuorumEven() {
        QuorumGrowth growth = plan(cluster(1, 2));

        assertThat(growth.steps()).isEmpty();
        assertThat(growth.advice()).containsExactly(new TooFewControllers(Set.of(1), Set.of(2), 3));
        assertThat(growth.advice().get(0).describe())
                .contains("voters [1] and 3 are wanted", "could be added: [2]", "--no-initial-controllers");
    }

    @Test
    void goesAsFarAsItCanWhereTwoPairsAreWanted() {
        DurabilityPolicy five = DurabilityPolicy.builder().controllers(5).build();

        QuorumGrowth growth = QuorumGrowth.plan(five, cluster(1, 2, 3, 4));

        assertThat(nodes(growth)).containsExactly(2, 3);
        assertThat(growth.advice()).containsExactly(new TooFewControllers(Set.of(1), Set.of(2, 3, 4), 5));
    }

    @Test
    void leavesAnEvenQuorumThatCannotGrow() {
        QuorumGrowth growth = plan(withQuorum(cluster(1, 2), quorum(List.of(1, 2), List.of())));

        assertThat(growth.steps()).isEmpty();
        assertThat(growth.advice()).containsExactly(new TooFewControllers(Set.of(1, 2), Set.of(), 3));
    }

    @Test
    void saysWhatToDoWhereTheQuorumIsStatic() {
        QuorumGrowth growth = plan(withKraftVersion(cluster(1, 2, 3), 0));

        assertThat(growth.steps()).isEmpty();
        assertThat(growth.advice()).containsExactly(new StaticQuorum(Set.of(1), 3));
        assertThat(growth.advice().get(0).describe())
                .contains("static (kraft.version 0) with voters [1] of 3 wanted", "kraft.version=1")
                .contains("the loss of one controller stops");
        assertThat(new StaticQuorum(Set.of(1, 2, 3, 4, 5), 7).describe()).contains("the loss of 3 controllers stops");
    }

    @Test
    void saysNothingOfAStaticQuorumThatIsLargeEnough() {
        ClusterState state = withQuorum(cluster(1, 2, 3), quorum(List.of(1, 2, 3), List.of()));

        assertThat(plan(withKraftVersion(state, 0)).advice()).isEmpty();
    }

    @Test
    void takesTheEndpointOfAMereControllerFromThePolicy() {
        ClusterState state = withQuorum(cluster(1, 2, 3), quorum(List.of(101), List.of(1, 102, 103)));
        state = withBrokerConfig(state, 1, "process.roles", "broker");

        assertThat(plan(state).steps()).isEmpty();
        assertThat(plan(state).advice())
                .containsExactly(
                        new UnknownControllerEndpoint(102),
                        new UnknownControllerEndpoint(103),
                        new TooFewControllers(Set.of(101), Set.of(102, 103), 3));
        assertThat(plan(state).advice().get(0).describe()).contains("controllerEndpoint(102");

        DurabilityPolicy named = DurabilityPolicy.builder()
                .controllerEndpoint(102, at(102).get(0))
                .controllerEndpoint(103, at(103).get(0))
                .build();
        assertThat(QuorumGrowth.plan(named, state))
                .isEqualTo(new QuorumGrowth(
                        List.of(
                                new AddVoter(102, new Uuid(9, 102), at(102)),
                                new AddVoter(103, new Uuid(9, 103), at(103))),
                        List.of()));
    }

    @Test
    void leavesBrokersOutThatAreNoControllers() {
        ClusterState state = withBrokerConfig(cluster(1, 2, 3, 4), 2, "process.roles", "broker");

        assertThat(nodes(plan(state))).containsExactly(3, 4);
    }

    @Test
    void takesTheDirectoryThatAFormattedControllerFetchesInto() {
        QuorumReplica old = new QuorumReplica(
                2,
                new Uuid(8, 8),
                new QuorumReplica.Progress(50, Optional.of(NOW.minusSeconds(60)), Optional.empty()));
        QuorumReplica silent =
                new QuorumReplica(3, new Uuid(8, 9), new QuorumReplica.Progress(-1, Optional.empty(), Optional.empty()));
        MetadataQuorum quorum = quorum(List.of(1), List.of(2, 3));
        MetadataQuorum both = new MetadataQuorum(
                quorum.leadership(),
                quorum.voters(),
                List.of(old, quorum.observers().get(1), silent, quorum.observers().get(0)),
                Map.of());

        assertThat(plan(withQuorum(cluster(1, 2, 3), both))).isEqualTo(plan(cluster(1, 2, 3)));
    }

    @Test
    void plansNothingWhereTheQuorumOrTheFeaturesWereNotSeen() {
        ClusterState seen = cluster(1, 2, 3);
        ClusterState blank = ClusterState.builder("cluster", NOW).build();

        assertThat(plan(seen.toBuilder().quorum(blank.quorum()).build()).steps()).isEmpty();
        assertThat(plan(seen.toBuilder().features(blank.features()).build()).steps()).isEmpty();
    }

    private static QuorumGrowth plan(ClusterState state) {
        return QuorumGrowth.plan(POLICY, state);
    }

    private static List<Integer> nodes(QuorumGrowth growth) {
        return growth.steps().stream().map(AddVoter::nodeId).toList();
    }

    private static List<ControllerEndpoint> at(int node) {
        return List.of(new ControllerEndpoint("CONTROLLER", new Endpoint("host" + node, 9093)));
    }
}
