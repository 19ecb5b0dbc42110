// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.reassignment.plan.PartitionMove;
import io.quorate.reassignment.plan.PlacementBroker;
import io.quorate.reassignment.plan.ReassignmentGoal;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.plan.ReassignmentPlanner;
import io.quorate.reassignment.plan.ReassignmentRequest;
import io.quorate.reassignment.plan.ReplicaMap;
import io.quorate.reassignment.plan.ReplicaMapBuilder;
import io.quorate.reassignment.plan.TargetReplicas;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class PlanRecordsTest {
    private static final Uuid ID = new Uuid(5, 6);

    private final MemoryJournal journal = new MemoryJournal();

    @Test
    void writesAPlanInPartsWithTheOrderedOriginals() {
        ReassignmentPlan plan = plan("cluster", ID, List.of(3, 1), 1200);
        try (JournalSession session = journal.open("cluster", PlanId.of(plan))) {
            PlanRecords.write(session, plan, Records.AT);

            List<JournalRecord> records = Records.read(session);
            assertThat(records.get(0))
                    .isEqualTo(new JournalRecord.PlanBegun(PlanId.of(plan), "cluster", Records.AT, 1201));
            List<PartitionMove> moves = new ArrayList<>();
            for (JournalRecord record : records.subList(1, records.size())) {
                JournalRecord.PlannedMoves part = (JournalRecord.PlannedMoves) record;
                assertThat(part.topicId()).isEqualTo(ID);
                moves.addAll(part.moves());
            }
            assertThat(records).hasSize(5);
            assertThat(moves).isEqualTo(plan.moves());
            assertThat(moves.get(0).from()).containsExactly(2, 1);
            assertThat(JournalState.of(session).isWhole()).isTrue();
        }
    }

    @Test
    void tellsThatAPlanIsNotWholeWhereverItWasCutOff() {
        ReassignmentPlan plan = plan("cluster", ID, List.of(3, 1), 1200);
        JournalState state = new JournalState();
        try (JournalSession session = journal.open("cluster", "p")) {
            PlanRecords.write(session, plan, Records.AT);
            List<JournalRecord> records = Records.read(session);
            for (JournalRecord record : records) {
                assertThat(state.isWhole()).isFalse();
                state.accept(record);
            }
        }
        assertThat(state.isWhole()).isTrue();
    }

    @Test
    void namesAPlanAfterWhatItDoes() {
        String id = PlanId.of(plan("cluster", ID, List.of(3, 1), 3));

        assertThat(id).matches("[0-9a-f]{32}").isEqualTo(PlanId.of(plan("cluster", ID, List.of(3, 1), 3)));
        assertThat(List.of(
                        PlanId.of(plan("other", ID, List.of(3, 1), 3)),
                        PlanId.of(plan("cluster", Uuid.ZERO_UUID, List.of(3, 1), 3)),
                        PlanId.of(plan("cluster", ID, List.of(1, 3), 3)),
                        PlanId.of(plan("cluster", ID, List.of(3, 1), 2))))
                .doesNotContain(id)
                .doesNotHaveDuplicates();
    }

    @Test
    void keepsASecondOwnerOfAClusterOutOfMemoryToo() {
        JournalSession session = journal.open("cluster", "p");

        assertThatThrownBy(() -> journal.open("cluster", "q"))
                .isInstanceOf(JournalOwnershipException.class)
                .hasMessageContaining("plan p");
        session.close();
        assertThatThrownBy(() -> session.append(Records.begun(1))).isInstanceOf(IllegalStateException.class);
        journal.open("cluster", "q").close();
        assertThat(journal.unfinished("cluster")).isEmpty();
    }

    /** Topic "a" with so many partitions of [2, 1], and topic "b" with one. */
    private static ReassignmentPlan plan(String cluster, Uuid id, List<Integer> to, int partitions) {
        ReplicaMapBuilder map = ReplicaMap.builder(List.of(
                PlacementBroker.available(1, null),
                PlacementBroker.available(2, null),
                PlacementBroker.available(3, null)));
        List<TargetReplicas> targets = new ArrayList<>();
        map.topic("a", id, 1);
        for (int partition = 0; partition < partitions; partition++) {
            map.partition(1, 2, 1);
            targets.add(TargetReplicas.of("a", partition, to));
        }
        map.topic("b", id, 1).partition(1, 2, 1);
        targets.add(TargetReplicas.of("b", 0, to));
        return ReassignmentPlanner.plan(
                cluster, map.build(), ReassignmentRequest.of(new ReassignmentGoal.ExplicitTarget(targets)));
    }
}
