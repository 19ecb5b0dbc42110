// SPDX-License-Identifier: Apache-2.0
package io.quorate.availability;

import static io.quorate.cluster.Clusters.NOW;
import static io.quorate.cluster.Clusters.gap;
import static io.quorate.cluster.Clusters.healthy;
import static io.quorate.cluster.Clusters.minIsr;
import static io.quorate.cluster.Clusters.partition;
import static io.quorate.cluster.Clusters.quorum;
import static io.quorate.cluster.Clusters.silentVoter;
import static io.quorate.cluster.Clusters.topic;
import static io.quorate.cluster.Clusters.voter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.MetadataQuorum;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RestartSafetyTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);
    private static final Topic ORDERS = topic("orders", partition(0, List.of(1, 2, 3), List.of(1, 2, 3)));

    @Test
    void allowsOneOfThreeHealthyNodes() {
        assertThat(RestartSafety.check(healthy(3, 2, ORDERS), Set.of(1))).isEqualTo(new Verdict.Safe());
    }

    @Test
    void refusesTwoOfThreeWithEveryReason() {
        Verdict verdict = RestartSafety.check(healthy(3, 2, ORDERS), Set.of(1, 2));

        assertThat(verdict.isSafe()).isFalse();
        assertThat(verdict.reasons())
                .hasExactlyElementsOfTypes(UnsafeReason.UnderMinIsr.class, UnsafeReason.QuorumNotKept.class)
                .contains(new UnsafeReason.UnderMinIsr(ORDERS_0, List.of(1, 2, 3), 2));
    }

    @Test
    void doesNotCountOnABrokerThatLooksAliveAndNoLongerFollowsTheMetadataLog() {
        Topic onFourToo = topic("orders", partition(0, List.of(1, 4, 5), List.of(1, 4, 5)));
        MetadataQuorum quorum = new MetadataQuorum(
                quorum(3).leadership(),
                quorum(3).voters(),
                List.of(voter(4, Duration.ofSeconds(6)), voter(5, Duration.ofSeconds(5))),
                Map.of());
        ClusterState state = healthy(5, 2, onFourToo).toBuilder()
                .quorum(Observed.present(quorum))
                .build();

        assertThat(RestartSafety.check(state, Set.of(1)).reasons())
                .containsExactly(
                        new UnsafeReason.UnderMinIsr(ORDERS_0, List.of(1, 4, 5), 2),
                        new UnsafeReason.SilentNode(4, Duration.ofSeconds(6)));
        assertThat(RestartSafety.check(state, Set.of(2)).isSafe()).isTrue();
        assertThat(RestartSafety.check(state, Set.of(4)).isSafe()).isTrue();
    }

    @Test
    void refusesANodeThatHoldsTheOnlyInSyncReplica() {
        Topic single = topic("orders", partition(0, List.of(1), List.of(1)));

        assertThat(RestartSafety.check(healthy(3, 1, single), Set.of(1)).reasons())
                .containsExactly(new UnsafeReason.PartitionOffline(ORDERS_0, List.of(1)));
        assertThat(RestartSafety.check(healthy(3, 1, single), Set.of(2)).isSafe())
                .isTrue();
    }

    @Test
    void refusesANodeOfAnIsrThatIsAtItsMinimum() {
        Topic shrunk = topic("orders", partition(0, List.of(1, 2, 3), List.of(1, 2)));

        assertThat(RestartSafety.check(healthy(3, 2, shrunk), Set.of(2)).reasons())
                .containsExactly(new UnsafeReason.UnderMinIsr(ORDERS_0, List.of(1, 2), 2));
        assertThat(RestartSafety.check(healthy(3, 2, shrunk), Set.of(3)).isSafe())
                .as("3 is out of the ISR already")
                .isTrue();
    }

    @Test
    void refusesToTakeAwayAReplicaThatAnOfflinePartitionWaitsFor() {
        Topic offline = topic("orders", partition(0, List.of(1, 2), List.of()));

        assertThat(RestartSafety.check(healthy(3, 1, offline), Set.of(2)).isSafe())
                .isFalse();
        assertThat(RestartSafety.check(healthy(3, 1, offline), Set.of(3)).isSafe())
                .isTrue();
    }

    @Test
    void countsMinInsyncReplicasAboveTheReplicationFactorAsTheReplicationFactor() {
        assertThat(RestartSafety.check(healthy(3, 4, ORDERS), Set.of(1)).reasons())
                .containsExactly(new UnsafeReason.UnderMinIsr(ORDERS_0, List.of(1, 2, 3), 3));
    }

    @Test
    void refusesAControllerWithoutWhichTheOthersHaveNotCaughtUp() {
        ClusterState lagging = healthy(3, 2, ORDERS).toBuilder()
                .quorum(Observed.present(quorum(
                        voter(1, Duration.ZERO), voter(2, Duration.ofSeconds(2)), voter(3, Duration.ofSeconds(6)))))
                .build();

        assertThat(RestartSafety.check(lagging, Set.of(2)).reasons())
                .contains(
                        new UnsafeReason.QuorumNotKept(new QuorumImpact(QuorumImpact.Outcome.LOST, List.of(1), 3, 2)));
        assertThat(RestartSafety.check(lagging, Set.of(3)).isSafe()).isTrue();
    }

    @Test
    void doesNotCountAControllerThatNobodyHasHeardOf() {
        ClusterState silent = healthy(3, 2, ORDERS).toBuilder()
                .quorum(Observed.present(quorum(voter(1, Duration.ZERO), voter(2, Duration.ZERO), silentVoter(3))))
                .build();

        assertThat(RestartSafety.check(silent, Set.of(2)).isSafe()).isFalse();
    }

    @Test
    void refusesEveryNodeWhileTheQuorumHasNoLeader() {
        MetadataQuorum leaderless = new MetadataQuorum(
                new MetadataQuorum.Leadership(-1, 8, 100),
                List.of(voter(1, Duration.ZERO), voter(2, Duration.ZERO), voter(3, Duration.ZERO)),
                List.of(),
                Map.of());
        ClusterState state = healthy(3, 2, ORDERS).toBuilder()
                .quorum(Observed.present(leaderless))
                .build();

        assertThat(RestartSafety.check(state, Set.of(1)).reasons())
                .hasOnlyElementsOfType(UnsafeReason.QuorumNotKept.class)
                .hasSize(1);
    }

    @ParameterizedTest
    @MethodSource
    void neverTakesForSafeWhatItCannotSee(ClusterState blind, Gap hidden) {
        assertThat(RestartSafety.check(blind, Set.of(1)).reasons()).contains(new UnsafeReason.NotObserved(hidden));
    }

    static Stream<Arguments> neverTakesForSafeWhatItCannotSee() {
        ClusterState state = healthy(3, 2, ORDERS);
        Gap gap = gap("something");
        return Stream.of(
                row("no topics", state.toBuilder().topics(Observed.unavailable(gap)), gap),
                row("some topics", state.toBuilder().topics(Observed.of(Map.of("orders", ORDERS), List.of(gap))), gap),
                row("no configs", state.toBuilder().topicConfigs(Observed.unavailable(gap)), gap),
                row(
                        "some configs",
                        state.toBuilder().topicConfigs(Observed.of(Map.of("orders", minIsr(2)), List.of(gap))),
                        gap),
                row(
                        "configs without this topic",
                        state.toBuilder().topicConfigs(Observed.present(Map.of())),
                        new Gap("min.insync.replicas of topic orders", Gap.Kind.VANISHED, "not read")),
                row("no quorum", state.toBuilder().quorum(Observed.unavailable(gap)), gap));
    }

    private static Arguments row(String name, ClusterState.Builder state, Gap hidden) {
        return Arguments.of(Named.of(name, state.build()), hidden);
    }

    @Test
    void aStateInWhichNothingWasReadIsUnsafeForEveryNode() {
        assertThat(RestartSafety.check(ClusterState.builder("cluster", NOW).build(), Set.of(1))
                        .isSafe())
                .isFalse();
    }

    @Test
    void refusesANodeThatIsNotThereAndSaysSo() {
        Verdict verdict = RestartSafety.check(healthy(3, 2, ORDERS), Set.of(9));

        assertThat(verdict.reasons()).containsExactly(new UnsafeReason.UnknownNode(9));
        assertThat(verdict.describe())
                .isEqualTo("Unsafe:\n- Node 9 is neither a registered broker nor a controller of the quorum. Check the"
                        + " id.");
    }

    @Test
    void knowsAControllerThatIsNoBroker() {
        ClusterState isolated = healthy(3, 2, ORDERS).toBuilder()
                .quorum(Observed.present(
                        quorum(voter(11, Duration.ZERO), voter(12, Duration.ZERO), voter(13, Duration.ZERO))))
                .build();

        assertThat(RestartSafety.check(isolated, Set.of(12)).isSafe()).isTrue();
        assertThat(RestartSafety.check(isolated, Set.of(12, 13)).isSafe()).isFalse();
        assertThat(FailureImpact.of(isolated, Set.of(1)).quorum().outcome()).isEqualTo(QuorumImpact.Outcome.UNTOUCHED);
    }

    @Test
    void wantsAtLeastOneNode() {
        assertThatIllegalArgumentException().isThrownBy(() -> RestartSafety.check(healthy(1, 1), Set.of()));
    }

    @Test
    void everyReasonSaysWhatWithValuesAndWhatToDo() {
        List<UnsafeReason> reasons = List.of(
                new UnsafeReason.PartitionOffline(ORDERS_0, List.of(1)),
                new UnsafeReason.UnderMinIsr(ORDERS_0, List.of(1, 2), 2),
                new UnsafeReason.QuorumNotKept(new QuorumImpact(QuorumImpact.Outcome.LOST, List.of(1), 3, 2)),
                new UnsafeReason.NotObserved(gap("topics")));

        assertThat(new Verdict.Unsafe(reasons).describe()).isEqualTo("""
                        Unsafe:
                        - orders-0 has ISR [1], so nobody could read or write it. Raise its replication factor, or wait \
                        until another replica is in the ISR.
                        - orders-0 has ISR [1, 2] and min.insync.replicas=2, so acks=all producers would stall. Wait \
                        until another replica has joined the ISR, or raise the replication factor.
                        - The metadata quorum lost (1 of 3 voters caught up and left, 2 needed). Wait until every other \
                        controller is caught up (kafka-metadata-quorum.sh describe --replication), or add controllers.
                        - Could not see topics: UNREACHABLE (TimeoutException: no answer). Make it readable and observe \
                        again; what cannot be seen is never taken for safe.""");
        assertThat(new Verdict.Safe().describe()).isEqualTo("Safe.");
        assertThat(new Verdict.Safe().reasons()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Verdict.Unsafe(List.of()));
    }
}
