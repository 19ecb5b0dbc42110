// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Partition;
import io.quorate.reassignment.execute.Admission.Candidate;
import io.quorate.reassignment.execute.Admission.Urgency;
import io.quorate.reassignment.execute.Course.Pace;
import io.quorate.reassignment.execute.Course.Standing;
import io.quorate.reassignment.execute.HealthGate.Opening;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The decisions of a run: from values to values. */
class DecisionsTest {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);
    private static final Set<Integer> ALL = Set.of(1, 2, 3, 4, 5, 6);

    private final Course course = Course.of(List.of(1, 2, 3), List.of(4, 5, 6));

    @Test
    void addsOneReplicaAtATimeAndDropsTheLeaderLast() {
        assertThat(course.next(List.of(1, 2, 3), ALL, Pace.ONE_REPLICA_AT_A_TIME))
                .containsExactly(1, 2, 4);
        assertThat(course.next(List.of(1, 2, 4), ALL, Pace.ONE_REPLICA_AT_A_TIME))
                .containsExactly(1, 4, 5);
        assertThat(course.next(List.of(1, 4, 5), ALL, Pace.ONE_REPLICA_AT_A_TIME))
                .containsExactly(4, 5, 6);
        assertThat(course.next(List.of(1, 2, 3), ALL, Pace.ALL_AT_ONCE)).containsExactly(4, 5, 6);
    }

    @Test
    void dropsWhatIsOfflineFirstAndAddsWhatIsOnlineFirst() {
        assertThat(course.next(List.of(1, 2, 3), Set.of(2, 3, 5, 6), Pace.ONE_REPLICA_AT_A_TIME))
                .containsExactly(2, 3, 5);
    }

    @Test
    void dropsNothingWhileThePartitionHasFewerThanItShallHave() {
        Course growth = Course.of(List.of(1), List.of(1, 2, 3));
        assertThat(growth.next(List.of(1), ALL, Pace.ONE_REPLICA_AT_A_TIME)).containsExactly(1, 2);
        assertThat(growth.next(List.of(1, 2), ALL, Pace.ONE_REPLICA_AT_A_TIME)).containsExactly(1, 2, 3);
    }

    @Test
    void knowsItsOwnReassignmentsFromThoseOfOthers() {
        assertThat(standing(List.of(4, 5, 6), Optional.empty())).isEqualTo(Standing.ARRIVED);
        assertThat(standing(List.of(5, 4, 6), Optional.empty())).isEqualTo(Standing.ON_THE_WAY);
        assertThat(standing(List.of(1, 2, 9), Optional.empty())).isEqualTo(Standing.DRIFTED);
        assertThat(standing(List.of(1, 2, 4, 3), ongoing(List.of(1, 2, 4, 3), List.of(4), List.of(3))))
                .isEqualTo(Standing.IN_FLIGHT);
        assertThat(standing(List.of(1, 2, 9, 3), ongoing(List.of(1, 2, 9, 3), List.of(9), List.of(3))))
                .isEqualTo(Standing.FOREIGN);
        assertThat(standing(List.of(1, 2, 3, 4), ongoing(List.of(1, 2, 3, 4), List.of(4), List.of(4))))
                .isEqualTo(Standing.WEDGED);
    }

    @Test
    void spreadsStartsOverBrokersAndTakesRepairsFirst() {
        List<Candidate> candidates = new ArrayList<>();
        for (int move = 0; move < 6; move++) {
            candidates.add(candidate(move, 1, 4, Urgency.USUAL));
        }
        candidates.add(candidate(6, 2, 5, Urgency.USUAL));
        candidates.add(candidate(7, 3, 4, Urgency.REPAIR));
        AdmissionLimits limits = AdmissionLimits.builder()
                .replicasIntoBroker(3)
                .replicasOutOfBroker(3)
                .build();

        List<Candidate> chosen = Admission.choose(candidates, new Traffic(), limits, 100);

        assertThat(chosen).extracting(Candidate::move).startsWith(7).contains(6).hasSize(4);
        assertThat(Admission.choose(candidates, new Traffic(), limits, 2)).hasSize(2);
        assertThat(Admission.choose(candidates, new Traffic(), limits.halved(), 100))
                .hasSize(2);
    }

    @Test
    void opensTheGateOnlyAfterSeveralGoodLooks() {
        HealthGate gate = HealthGate.open().after(Set.of(ORDERS_0), Set.of());
        assertThat(gate.opening()).isEqualTo(Opening.CLOSED);
        assertThat(gate.reasons()).containsExactly("orders-0 is under min.insync.replicas; nothing more is started");
        gate = gate.after(Set.of(), Set.of()).after(Set.of(), Set.of());
        assertThat(gate.opening()).isEqualTo(Opening.CLOSED);
        assertThat(gate.after(Set.of(ORDERS_0), Set.of())
                        .after(Set.of(), Set.of())
                        .opening())
                .isEqualTo(Opening.CLOSED);
        gate = gate.after(Set.of(), Set.of());
        assertThat(gate.opening()).isEqualTo(Opening.OPEN);
        assertThat(gate.after(Set.of(), Set.of(ORDERS_0)).opening()).isEqualTo(Opening.HALF);
    }

    @Test
    void doesNotCancelBelowMinIsr() {
        OngoingReassignment ongoing = new OngoingReassignment(ORDERS_0, List.of(1, 4, 2, 3), List.of(4), List.of());
        Partition weak = Partition.builder(0)
                .replicas(List.of(1, 4, 2, 3))
                .isr(List.of(1, 4))
                .leader(1)
                .build();
        assertThat(CancelRun.isSafe(weak, ongoing, 2)).isFalse();
        assertThat(CancelRun.isSafe(weak, ongoing, 1)).isTrue();
    }

    private Standing standing(List<Integer> replicas, Optional<OngoingReassignment> ongoing) {
        return course.standing(
                Partition.builder(0).replicas(replicas).isr(replicas).leader(1).build(), ongoing);
    }

    private static Optional<OngoingReassignment> ongoing(
            List<Integer> replicas, List<Integer> adding, List<Integer> removing) {
        return Optional.of(new OngoingReassignment(ORDERS_0, replicas, adding, removing));
    }

    private static Candidate candidate(int move, int leader, int to, Urgency urgency) {
        return new Candidate(move, List.of(leader), List.of(to), leader, List.of(to), 10, urgency);
    }
}
