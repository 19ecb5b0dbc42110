// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.quorate.reassignment.execute.PartitionModel.Rules;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The judge is judged: what was seen on brokers (reference e, vector 27) is what the model does. */
class PartitionModelTest {
    private static final Set<Integer> ALL = Set.of(1, 2, 3, 4, 5);

    private final PartitionModel partition = new PartitionModel(List.of(1, 2, 3), 100);

    @Test
    void completesWhenTheNewReplicaIsInSync() {
        for (Rules rules : Rules.values()) {
            PartitionModel moved = new PartitionModel(List.of(1, 2, 3), 100);
            moved.reassign(List.of(1, 2, 4), rules, ALL);
            assertThat(moved.replicas).containsExactly(1, 2, 4, 3);
            moved.copy(4, 50, rules, ALL);
            assertThat(moved.adding).containsExactly(4);
            moved.copy(4, 50, rules, ALL);
            assertThat(moved.replicas).containsExactly(1, 2, 4);
            assertThat(moved.adding).isEmpty();
        }
    }

    @Test
    void waitsForAKeptReplicaThatIsDownUpTo42AndNotFrom43() {
        Set<Integer> online = Set.of(1, 3, 4, 5);
        for (Rules rules : Rules.values()) {
            PartitionModel moved = new PartitionModel(List.of(1, 2, 3), 100);
            moved.lost(2, online);
            moved.reassign(List.of(1, 2, 4), rules, online);
            moved.copy(4, 100, rules, online);
            assertThat(moved.adding.isEmpty()).as(rules.name()).isEqualTo(rules == Rules.FROM_4_3);
        }
    }

    @Test
    void neverEndsFrom43WhenTheOriginalIsSubmittedInFlight() {
        for (Rules rules : Rules.values()) {
            PartitionModel moved = new PartitionModel(List.of(1, 2, 3), 100);
            moved.reassign(List.of(1, 2, 4), rules, ALL);
            moved.reassign(List.of(1, 2, 3), rules, ALL);
            moved.copy(4, 100, rules, ALL);
            assertThat(moved.isWedged()).as(rules.name()).isEqualTo(rules == Rules.FROM_4_3);
            if (rules == Rules.FROM_4_3) {
                assertThat(moved.cancel(ALL)).isTrue();
            }
            assertThat(moved.replicas).containsExactly(1, 2, 3);
        }
    }

    @Test
    void growsWhenARedirectedReassignmentIsCancelled() {
        partition.reassign(List.of(1, 2, 4), Rules.FROM_4_3, ALL);
        partition.reassign(List.of(1, 2, 5), Rules.FROM_4_3, ALL);
        partition.cancel(ALL);
        assertThat(partition.replicas).hasSize(4);
    }

    @Test
    void appliesAnotherOrderAtOnceAndKeepsItsLeader() {
        partition.reassign(List.of(3, 1, 2), Rules.FROM_4_3, ALL);
        assertThat(partition.replicas).containsExactly(3, 1, 2);
        assertThat(partition.leader).isEqualTo(1);
    }

    /** PartitionReassignmentReplicasTest of Kafka: from, to; then what is added, removed, and the list while it goes on. */
    @ParameterizedTest
    @CsvSource({
        "3 2 1, 3 2 1, '', '', 3 2 1",
        "3 2 1, 3 6 2 1 5, 5 6, '', 3 6 2 1 5",
        "3 2 1 0, 3 1, '', 0 2, 3 1 0 2",
        "3 2 1 0, 7 3 1 9, 7 9, 0 2, 7 3 1 9 0 2",
        "3 2 1 0, 0 1 3 2, '', '', 0 1 3 2"
    })
    void addsAndRemovesAsKafkaDoes(String from, String to, String adding, String removing, String replicas) {
        PartitionModel moved = new PartitionModel(nodes(from), 100);
        moved.isr.clear();
        moved.reassign(nodes(to), Rules.FROM_4_3, ALL);
        assertThat(moved.adding).isEqualTo(nodes(adding));
        assertThat(moved.removing).isEqualTo(nodes(removing));
        assertThat(moved.replicas).isEqualTo(nodes(replicas));
    }

    /** The same class's cases of completion: from, to, ISR; then whether it is complete by the rules up to 4.2 and from 4.3. */
    @ParameterizedTest
    @CsvSource({
        "0 1 2, 3 4 5, 0 1 2 3 4, false, false",
        "0 1 2, 3 4 5, 0 1 2 3 4 5, true, true",
        "0 1 2, 0 1 3, 0 1 2 3, true, true",
        "0 1 2, 0 1 3, 0 2 3, false, true",
        "0 1 2, 0 1 3, 0 1 2, false, false",
        "0 1 2 3, 1 2 3 4 5, 0 1 2 4 5, false, true",
        "0 1 2 3, 1 2 3 4 5, 0 1 2 3 5, false, false",
        "0 1 2 3 4, 2 3 4 5, 0 1 2 3 5, false, false",
        "0 1 2 3 4, 2 3 4 5, 0 1 2 3 4, false, false"
    })
    void completesAsKafkaDoes(String from, String to, String isr, boolean upTo42, boolean from43) {
        for (Rules rules : Rules.values()) {
            PartitionModel moved = new PartitionModel(nodes(from), 100);
            moved.isr.clear();
            moved.reassign(nodes(to), rules, ALL);
            moved.isr.addAll(nodes(isr));
            moved.completeIfDone(rules, ALL);
            boolean done = rules == Rules.UP_TO_4_2 ? upTo42 : from43;
            assertThat(moved.adding.isEmpty() && moved.removing.isEmpty())
                    .as(rules.name())
                    .isEqualTo(done);
            if (done) {
                assertThat(moved.replicas).isEqualTo(nodes(to));
                assertThat(moved.isr).isEqualTo(Course.without(nodes(isr), Course.without(nodes(from), nodes(to))));
            }
        }
    }

    /** PartitionReassignmentRevertTest of Kafka: replicas, ISR, adding, removing; then what a cancel leaves. */
    @ParameterizedTest
    @CsvSource({
        "3 2 1, 3 2, '', 2 1, 3 2 1, 3 2",
        "4 5 3 2 1, 4 5 2, 4 5, '', 3 2 1, 2",
        "4 5 3 2 1, 4 5 2, 4 5, 2, 3 2 1, 2"
    })
    void goesBackAsKafkaDoes(String replicas, String isr, String adding, String removing, String left, String leftIsr) {
        PartitionModel moved = new PartitionModel(nodes(replicas), 100);
        moved.isr.clear();
        moved.isr.addAll(nodes(isr));
        moved.adding.addAll(nodes(adding));
        moved.removing.addAll(nodes(removing));
        assertThat(moved.cancel(ALL)).isTrue();
        assertThat(moved.replicas).isEqualTo(nodes(left));
        assertThat(moved.isr).isEqualTo(nodes(leftIsr));
    }

    @Test
    void hasNothingToGoBackFromWhereNothingGoesOn() {
        assertThat(partition.cancel(ALL)).isFalse();
        assertThat(partition.replicas).containsExactly(1, 2, 3);
    }

    private static List<Integer> nodes(String text) {
        return text.isBlank()
                ? List.of()
                : Arrays.stream(text.split(" ", -1)).map(Integer::valueOf).toList();
    }
}
