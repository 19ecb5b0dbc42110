// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

import static io.quorate.cluster.Clusters.broker;
import static io.quorate.cluster.Clusters.gap;
import static io.quorate.cluster.Clusters.healthy;
import static io.quorate.cluster.Clusters.partition;
import static io.quorate.cluster.Clusters.topic;
import static io.quorate.cluster.Clusters.voter;
import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Endpoint;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.cluster.OngoingReassignment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ClusterConditionsTest {
    private static final ClusterState HEALTHY =
            healthy(3, 2, topic("orders", partition(0, List.of(1, 2, 3), List.of(1, 2, 3))));
    private static final String UNREAD = "UNREACHABLE (TimeoutException: no answer)";

    @Test
    void brokersOnlineTellsFencedFromNeverSeen() {
        ClusterState state = HEALTHY.toBuilder()
                .brokers(Observed.present(List.of(broker(1), new Broker(2, new Endpoint("", -1), null, true))))
                .build();

        assertThat(ClusterConditions.brokersOnline(Set.of(1, 3, 2)).missing(state))
                .containsExactly("broker 2 is registered but fenced", "broker 3 is not registered");
        assertThat(ClusterConditions.brokersOnline(Set.of(1, 2, 3)).missing(HEALTHY))
                .isEmpty();
    }

    @Test
    void everyIsrFullNamesWhatIsOutOfSyncInTheChosenTopicsOnly() {
        ClusterState state = healthy(
                3,
                2,
                topic("a", partition(0, List.of(1, 2, 3), List.of(2)), partition(1, List.of(1), List.of(1))),
                topic("b", partition(0, List.of(1), List.of())));

        assertThat(ClusterConditions.everyIsrFull("a"::equals).missing(state))
                .containsExactly("a-0 has ISR [2] of replicas [1, 2, 3], out of sync: [1, 3]");
        assertThat(ClusterConditions.everyIsrFull("b"::equals).missing(state))
                .containsExactly("b-0 has ISR [] of replicas [1] and no leader, out of sync: [1]");
        assertThat(ClusterConditions.everyIsrFull(name -> true).missing(HEALTHY))
                .isEmpty();
    }

    @Test
    void topicsExistOnceTheyAreSeen() {
        ClusterCondition both = ClusterConditions.topicsExist(Set.of("orders", "payments"));
        ClusterState blind =
                HEALTHY.toBuilder().topics(Observed.unavailable(gap("topics"))).build();

        assertThat(both.missing(HEALTHY)).containsExactly("topic payments is not seen");
        assertThat(ClusterConditions.topicsExist(Set.of("orders")).missing(HEALTHY))
                .isEmpty();
        assertThat(both.missing(blind)).contains("topics: " + UNREAD);
    }

    @Test
    void everyIsrFullIsNotMetByTopicsThatCouldNotBeRead() {
        ClusterState blind =
                HEALTHY.toBuilder().topics(Observed.unavailable(gap("topics"))).build();

        assertThat(ClusterConditions.everyIsrFull(name -> true).missing(blind)).containsExactly("topics: " + UNREAD);
    }

    @Test
    void quorumVotersTellsObserversFromStrangers() {
        MetadataQuorum quorum = new MetadataQuorum(
                new MetadataQuorum.Leadership(1, 7, 100),
                List.of(voter(1, Duration.ZERO)),
                List.of(voter(2, Duration.ZERO)),
                Map.of());
        ClusterState state =
                HEALTHY.toBuilder().quorum(Observed.present(quorum)).build();

        assertThat(ClusterConditions.quorumVoters(Set.of(1, 2, 3)).missing(state))
                .containsExactly("node 2 is an observer of the quorum, not a voter", "node 3 is not in the quorum");
        assertThat(ClusterConditions.quorumVoters(Set.of(1, 2, 3)).missing(HEALTHY))
                .isEmpty();
    }

    @Test
    void quorumVotersWantsALeaderAndAReadableQuorum() {
        MetadataQuorum leaderless = new MetadataQuorum(
                new MetadataQuorum.Leadership(-1, 7, 100), List.of(voter(1, Duration.ZERO)), List.of(), Map.of());
        ClusterState electing =
                HEALTHY.toBuilder().quorum(Observed.present(leaderless)).build();
        ClusterState blind =
                HEALTHY.toBuilder().quorum(Observed.unavailable(gap("quorum"))).build();

        assertThat(ClusterConditions.quorumVoters(Set.of(1)).missing(electing))
                .containsExactly("the quorum has no leader");
        assertThat(ClusterConditions.quorumVoters(Set.of(1)).missing(blind)).containsExactly("quorum: " + UNREAD);
    }

    @Test
    void noReassignmentNamesEachThatGoesOnAndIsNotMetUnseen() {
        ClusterState moving = HEALTHY.toBuilder()
                .reassignments(Observed.present(List.of(new OngoingReassignment(
                        new TopicPartition("orders", 0), List.of(4, 1), List.of(4), List.of(1)))))
                .build();
        ClusterState still =
                HEALTHY.toBuilder().reassignments(Observed.present(List.of())).build();

        assertThat(ClusterConditions.noReassignment().missing(moving))
                .containsExactly("orders-0 is being reassigned to [4]");
        assertThat(ClusterConditions.noReassignment().missing(still)).isEmpty();
        assertThat(ClusterConditions.noReassignment().missing(HEALTHY))
                .as("nobody asked")
                .hasSize(1);
    }

    @Test
    void bothOfTwoConditionsMustHold() {
        ClusterCondition both =
                ClusterConditions.brokersOnline(Set.of(9)).and(ClusterConditions.quorumVoters(Set.of(8)));

        assertThat(both.missing(HEALTHY)).containsExactly("broker 9 is not registered", "node 8 is not in the quorum");
    }
}
