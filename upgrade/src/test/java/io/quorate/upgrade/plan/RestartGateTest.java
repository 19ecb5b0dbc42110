// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.upgrade.plan.GateReason.Kind;
import io.quorate.upgrade.plan.RestartPolicy.QuorumRule;
import io.quorate.upgrade.version.Era;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RestartGateTest {
    private static final Set<Integer> NONE = Set.of();

    private static Sketch healthy() {
        return Sketch.ofBrokers(4).voters(1, 2, 3).topic("t", 2).partition("t", 1, 2, 3);
    }

    private static RestartGate gate(int brokers, RestartPolicy policy) {
        Set<Integer> ids = new java.util.TreeSet<>();
        for (int id = 1; id <= brokers; id++) {
            ids.add(id);
        }
        return new RestartGate(Era.KRAFT, ids, policy);
    }

    private static RestartPolicy policy(SafetyLevel level) {
        return new RestartPolicy(level, 0, QuorumRule.MAJORITY_AND_ONE_MORE, Set.of());
    }

    private static List<Kind> kinds(ClusterState state, RestartPolicy policy, Set<Integer> stop, Set<Integer> down) {
        return gate(4, policy).check(state, stop, down).reasons().stream()
                .map(GateReason::kind)
                .toList();
    }

    private static List<Kind> kinds(ClusterState state, SafetyLevel level, Integer... stop) {
        return kinds(state, policy(level), Set.of(stop), NONE);
    }

    @Test
    void letsOneNodeOfAHealthyClusterGo() {
        GateVerdict verdict = gate(4, RestartPolicy.DEFAULT).check(healthy().state(), Set.of(2), NONE);

        assertThat(verdict.isSafe()).isTrue();
        assertThat(verdict.describe()).isEqualTo("Safe.");
    }

    @Test
    void refusesTwoReplicasOfAPartitionThatCanSpareOne() {
        // Node 4 holds nothing.
        assertThat(kinds(healthy().state(), SafetyLevel.HEALTHY_PARTITIONS_STAY_HEALTHY, 3, 4))
                .isEmpty();
        ClusterState state = Sketch.ofBrokers(4)
                .voters(4)
                .topic("t", 2)
                .partition("t", 1, 2, 3)
                .state();
        assertThat(kinds(state, SafetyLevel.HEALTHY_PARTITIONS_STAY_HEALTHY, 1, 2))
                .containsExactly(Kind.UNDER_MIN_ISR);
    }

    @Test
    void countsANodeThatIsDownAlreadyAndStillInTheIsr() {
        ClusterState state = Sketch.ofBrokers(4)
                .voters(4)
                .topic("t", 2)
                .partition("t", 1, 2, 3)
                .state();

        assertThat(kinds(state, RestartPolicy.DEFAULT, Set.of(2), Set.of(1))).containsExactly(Kind.UNDER_MIN_ISR);
    }

    @Test
    void refusesToTakeTheLastInSyncReplica() {
        ClusterState state = healthy().topic("one", 1).partition("one", 4).state();

        assertThat(gate(4, RestartPolicy.DEFAULT).check(state, Set.of(4), NONE).describe())
                .contains("one-0: has ISR [4], so it would go offline.");
    }

    @Test
    void mayInterruptTopicsThatThePolicyNames() {
        ClusterState state = healthy().topic("one", 1).partition("one", 4).state();
        RestartPolicy tolerant =
                new RestartPolicy(SafetyLevel.ALL_PARTITIONS_STAY_HEALTHY, 0, QuorumRule.MAJORITY, Set.of("one"));

        assertThat(kinds(state, tolerant, Set.of(4), NONE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NONE,",
        "READY_FOR_REQUESTS,",
        "HEALTHY_PARTITIONS_STAY_HEALTHY,",
        "ALL_PARTITIONS_STAY_HEALTHY, ALREADY_UNDER_MIN_ISR",
        "FULLY_REPLICATED, UNDER_REPLICATED ALREADY_UNDER_MIN_ISR"
    })
    void treatsAPartitionUnderMinIsrByTheLevel(SafetyLevel level, String expected) {
        ClusterState state = Sketch.ofBrokers(4)
                .voters(1, 2, 3)
                .topic("t", 2)
                .partition("t", List.of(1, 2, 3), List.of(1))
                .state();

        // Node 3 is not in the ISR: stopping it takes nothing away now.
        assertThat(kinds(state, level, 3).stream().map(Enum::name))
                .containsExactly(expected == null ? new String[0] : expected.split(" "));
    }

    @Test
    void neverTakesTheLeaderOfAPartitionThatIsUnderMinIsr() {
        ClusterState state = Sketch.ofBrokers(4)
                .voters(4)
                .topic("t", 2)
                .partition("t", List.of(1, 2, 3), List.of(1))
                .state();

        assertThat(kinds(state, SafetyLevel.HEALTHY_PARTITIONS_STAY_HEALTHY, 1)).containsExactly(Kind.OFFLINE);
    }

    @Test
    void asksForAFullIsrEverywhereOnlyOnTheStrongestLevel() {
        ClusterState state = healthy()
                .topic("elsewhere", 1)
                .partition("elsewhere", List.of(1, 3), List.of(1))
                .state();

        assertThat(kinds(state, SafetyLevel.ALL_PARTITIONS_STAY_HEALTHY, 2)).isEmpty();
        assertThat(kinds(state, SafetyLevel.FULLY_REPLICATED, 2)).containsExactly(Kind.UNDER_REPLICATED);
        assertThat(kinds(state, policy(SafetyLevel.FULLY_REPLICATED), Set.of(2), Set.of(3)))
                .contains(Kind.UNDER_MIN_ISR)
                .doesNotContain(Kind.UNDER_REPLICATED);
    }

    @Test
    void keepsTheMarginAboveMinIsr() {
        RestartPolicy margin =
                new RestartPolicy(SafetyLevel.ALL_PARTITIONS_STAY_HEALTHY, 1, QuorumRule.MAJORITY, Set.of());

        assertThat(kinds(healthy().state(), margin, Set.of(2), NONE)).containsExactly(Kind.UNDER_MIN_ISR);
    }

    @Test
    void countsNoMoreThanTheReplicasThereAre() {
        ClusterState state =
                healthy().topic("over", 5).partition("over", 1, 2, 4).state();

        assertThat(kinds(state, SafetyLevel.ALL_PARTITIONS_STAY_HEALTHY, 4)).containsExactly(Kind.UNDER_MIN_ISR);
        assertThat(gate(4, RestartPolicy.DEFAULT).check(state, Set.of(4), NONE).describe())
                .contains("min.insync.replicas=3");
    }

    @Test
    void waitsForALeaderThatIsBeingElected() {
        ClusterState state = healthy()
                .topic("electing", 1)
                .partition("electing", List.of(3, 4), List.of())
                .state();

        assertThat(kinds(state, SafetyLevel.ALL_PARTITIONS_STAY_HEALTHY, 4)).containsExactly(Kind.OFFLINE);
    }

    @Test
    void stopsNothingWhileAnotherNodeIsDown() {
        assertThat(kinds(healthy().fenced(4).state(), SafetyLevel.READY_FOR_REQUESTS, 3))
                .containsExactly(Kind.NODE_DOWN);
        assertThat(kinds(healthy().fenced(4).state(), policy(SafetyLevel.READY_FOR_REQUESTS), Set.of(3), Set.of(4)))
                .isEmpty();
        GateVerdict absent = gate(5, RestartPolicy.DEFAULT).check(healthy().state(), Set.of(3), NONE);
        assertThat(absent.describe()).contains("node 5: is not registered.");
    }

    @Test
    void takesANodeThatFollowsNoMoreForDead() {
        ClusterState state =
                healthy().behind(1, Duration.ofSeconds(6)).leader(2).state();

        assertThat(kinds(state, SafetyLevel.ALL_PARTITIONS_STAY_HEALTHY, 3))
                .contains(Kind.NODE_DOWN, Kind.QUORUM, Kind.UNDER_MIN_ISR);
    }

    @Test
    void lettingADeadNodeBeReplacedNeedsNoWait() {
        ClusterState state = Sketch.ofBrokers(4)
                .voters(1, 2, 3)
                .fenced(4)
                .topic("t", 2)
                .partition("t", List.of(1, 2, 4), List.of(1, 2))
                .state();

        assertThat(kinds(state, SafetyLevel.ALL_PARTITIONS_STAY_HEALTHY, 4)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // voters, rule, how many of them (not the leader) are stopped, safe
        "1, MAJORITY_AND_ONE_MORE, 1, false",
        "1, MAY_BE_LOST, 1, true",
        "2, MAJORITY, 1, false",
        "2, MAY_BE_LOST, 1, true",
        "3, MAJORITY_AND_ONE_MORE, 1, true",
        "3, MAJORITY, 2, false",
        "4, MAJORITY_AND_ONE_MORE, 1, true",
        "5, MAJORITY_AND_ONE_MORE, 1, true",
        "5, MAJORITY_AND_ONE_MORE, 2, false",
        "5, MAJORITY, 2, true",
        "5, MAJORITY, 3, false"
    })
    void keepsAMajorityOfControllers(int voters, QuorumRule rule, int stopped, boolean safe) {
        Sketch sketch = Sketch.ofBrokers(1);
        int[] ids = new int[voters];
        for (int i = 0; i < voters; i++) {
            ids[i] = 100 + i;
        }
        ClusterState state = sketch.voters(ids).state();
        Set<Integer> stop = new java.util.TreeSet<>();
        for (int i = 0; i < stopped; i++) {
            stop.add(ids[voters - 1 - i]);
        }
        RestartPolicy policy = new RestartPolicy(SafetyLevel.READY_FOR_REQUESTS, 0, rule, Set.of());

        assertThat(gate(1, policy).check(state, stop, NONE).isSafe()).isEqualTo(safe);
    }

    @Test
    void stopsTheActiveControllerOnlyAlone() {
        ClusterState state = Sketch.ofBrokers(1).voters(101, 102, 103, 104, 105).state();
        RestartPolicy policy = new RestartPolicy(SafetyLevel.READY_FOR_REQUESTS, 0, QuorumRule.MAJORITY, Set.of());

        assertThat(gate(1, policy).check(state, Set.of(101, 102), NONE).describe())
                .contains("node 101: is the active controller");
        assertThat(gate(1, policy).check(state, Set.of(101), NONE).isSafe()).isTrue();
    }

    @Test
    void stopsNoBrokerWithoutAQuorumThatDecides() {
        ClusterState leaderless =
                Sketch.ofBrokers(4).voters(101, 102, 103).leader(-1).state();
        ClusterState halfDead = Sketch.ofBrokers(4)
                .voters(101, 102, 103)
                .behind(102, Duration.ofMinutes(1))
                .behind(103, Duration.ofMinutes(1))
                .state();

        assertThat(kinds(leaderless, SafetyLevel.READY_FOR_REQUESTS, 1)).containsExactly(Kind.QUORUM);
        assertThat(kinds(halfDead, SafetyLevel.READY_FOR_REQUESTS, 1)).containsExactly(Kind.QUORUM);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThat(kinds(healthy().state(), SafetyLevel.READY_FOR_REQUESTS, 9)).containsExactly(Kind.UNKNOWN_NODE);
        assertThat(new GateReason(Kind.UNKNOWN_NODE, "node 9", "", "").mayPass())
                .isFalse();
        assertThat(new GateReason(Kind.QUORUM, "quorum", "", "").mayPass()).isTrue();
    }

    @Test
    void neverTakesWhatCannotBeSeenForSafe() {
        Gap gap = new Gap("topic orders", Gap.Kind.UNREACHABLE, "TimeoutException");
        ClusterState.Builder state = healthy().builder();

        assertThat(kinds(state.topics(Observed.unavailable(gap)).build(), SafetyLevel.ALL_PARTITIONS_STAY_HEALTHY, 4))
                .containsExactly(Kind.NOT_OBSERVED);
        state = healthy().builder();
        assertThat(kinds(
                        state.topicConfigs(Observed.unavailable(gap)).build(),
                        SafetyLevel.ALL_PARTITIONS_STAY_HEALTHY,
                        3))
                .containsExactly(Kind.NOT_OBSERVED, Kind.NOT_OBSERVED);
        state = healthy().builder();
        assertThat(kinds(state.quorum(Observed.unavailable(gap)).build(), SafetyLevel.READY_FOR_REQUESTS, 4))
                .containsExactly(Kind.NOT_OBSERVED);
        state = healthy().builder();
        assertThat(kinds(state.brokers(Observed.unavailable(gap)).build(), SafetyLevel.READY_FOR_REQUESTS, 4))
                .contains(Kind.NOT_OBSERVED, Kind.NODE_DOWN);
    }

    @Test
    void asksNoQuorumOfAZookeeperCluster() {
        Gap none = new Gap("quorum", Gap.Kind.UNSUPPORTED, "no KRaft");
        Gap hidden = new Gap("fenced brokers", Gap.Kind.UNSUPPORTED, "before 4.0");
        ClusterState state = healthy()
                .builder()
                .quorum(Observed.unavailable(none))
                .brokers(Observed.of(healthy().state().brokers().orElse(List.of()), List.of(hidden)))
                .build();

        assertThat(new RestartGate(Era.ZOOKEEPER, Set.of(1, 2, 3, 4), RestartPolicy.DEFAULT)
                        .check(state, Set.of(2), NONE)
                        .isSafe())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(SafetyLevel.class)
    void allowsOnAStrongerLevelNothingThatAWeakerOneForbids(SafetyLevel level) {
        ClusterState state = Sketch.ofBrokers(4)
                .voters(1, 2, 3)
                .fenced(4)
                .topic("t", 2)
                .partition("t", List.of(1, 2, 3), List.of(1, 2))
                .state();
        List<Kind> here = kinds(state, level, 2);

        for (SafetyLevel weaker : SafetyLevel.values()) {
            if (level.demands(weaker)) {
                assertThat(here).containsAll(kinds(state, weaker, 2));
            }
        }
    }

    @Test
    void describesNoMoreThanAPersonReads() {
        Sketch sketch = Sketch.ofBrokers(4).voters(4).topic("t", 2);
        for (int i = 0; i < 25; i++) {
            sketch.partition("t", 1, 2);
        }
        GateVerdict verdict = gate(4, RestartPolicy.DEFAULT).check(sketch.state(), Set.of(1), NONE);

        assertThat(verdict.reasons()).hasSize(25);
        assertThat(verdict.describe().lines()).hasSize(22).last().asString().isEqualTo("- and 5 more");
    }

    @Test
    void wantsToKnowWhomToStop() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gate(4, RestartPolicy.DEFAULT).check(healthy().state(), NONE, NONE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RestartPolicy(SafetyLevel.NONE, -1, QuorumRule.MAJORITY, Set.of()));
    }
}
