// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import io.quorate.reassignment.plan.PartitionMove;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.plan.ReplicaMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/** Writes a whole plan into a journal, in parts: a plan may have a million partitions, and no record has. */
public final class PlanRecords {
    /** So many records are written with one wait for the disk or the brokers. */
    private static final int BATCH = 100;

    private PlanRecords() {}

    /**
     * Writes a plan, with the ordered replicas that its partitions have now.
     *
     * @param session where to write it
     * @param plan the plan
     * @param at when the run begins
     * @throws JournalException if it could not be written completely; {@link JournalState#isWhole()} tells
     * @throws JournalOwnershipException if somebody else owns the journal by now
     */
    public static void write(JournalSession session, ReassignmentPlan plan, Instant at) {
        Map<String, Uuid> topicIds = new HashMap<>();
        for (ReplicaMap.Topic topic : plan.before().topics()) {
            topicIds.put(topic.name(), topic.id());
        }
        List<PartitionMove> moves = plan.moves();
        session.append(new JournalRecord.PlanBegun(session.planId(), session.clusterId(), at, moves.size()));
        List<JournalRecord> batch = new ArrayList<>();
        int from = 0;
        while (from < moves.size()) {
            String topic = moves.get(from).partition().topic();
            int to = from + 1;
            while (to < moves.size()
                    && to - from < JournalRecord.MOST_MOVES
                    && moves.get(to).partition().topic().equals(topic)) {
                to++;
            }
            batch.add(new JournalRecord.PlannedMoves(
                    topic, topicIds.getOrDefault(topic, Uuid.ZERO_UUID), moves.subList(from, to)));
            from = to;
            if (batch.size() == BATCH || from == moves.size()) {
                session.append(batch);
                batch.clear();
            }
        }
    }
}
