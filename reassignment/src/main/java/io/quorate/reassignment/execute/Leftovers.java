// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.reassignment.journal.JournalRecord;
import io.quorate.reassignment.journal.JournalSession;
import io.quorate.reassignment.journal.JournalState;
import io.quorate.reassignment.journal.PlanId;
import io.quorate.reassignment.journal.ReassignmentJournal;
import io.quorate.reassignment.plan.PartitionMove;
import io.quorate.reassignment.plan.ReassignmentPlan;
import io.quorate.reassignment.throttle.ThrottleGateway;
import io.quorate.reassignment.throttle.ThrottleLease;
import io.quorate.reassignment.throttle.ThrottleStatus;
import io.quorate.time.Time;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles what runs of other plans have left on the cluster when their processes ended: their throttles and cordons go back to
 * what they were, and what they have in flight is cancelled unless the new plan wants just that.
 */
final class Leftovers {
    private static final Logger LOGGER = LoggerFactory.getLogger(Leftovers.class);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final ClusterGateway gateway;
    private final ThrottleGateway throttles;
    private final ReassignmentJournal journal;
    private final Time time;

    Leftovers(ClusterGateway gateway, ThrottleGateway throttles, ReassignmentJournal journal, Time time) {
        this.gateway = gateway;
        this.throttles = throttles;
        this.journal = journal;
        this.time = time;
    }

    void settle(ReassignmentPlan next, ClusterState state) {
        List<String> unfinished = journal.unfinished(next.clusterId());
        String own = unfinished.isEmpty() ? "" : PlanId.of(next);
        for (String planId : unfinished) {
            if (!planId.equals(own)) {
                try (JournalSession session = journal.open(next.clusterId(), planId)) {
                    settle(session, next, state);
                }
            }
        }
    }

    private void settle(JournalSession session, ReassignmentPlan next, ClusterState state) {
        LOGGER.atWarn()
                .addKeyValue("planId", session.planId())
                .log("Another plan was begun on this cluster and not ended; settling what it left");
        if (!state.reassignments().orElse(List.of()).isEmpty()) {
            cancel(session, next, state);
        }
        ThrottleStatus status = ThrottleLease.restore(throttles, session, state.onlineBrokers());
        List<String> cordons = Cordon.open(gateway, session);
        if (status.isComplete() && cordons.isEmpty()) {
            session.append(new JournalRecord.Ended(JournalRecord.Ended.Outcome.CANCELLED, time.now()));
            if (JournalState.of(session).isSettled()) {
                session.forget();
            }
        } else {
            LOGGER.atWarn()
                    .addKeyValue("planId", session.planId())
                    .addKeyValue("throttles", status.missing())
                    .addKeyValue("cordons", cordons)
                    .log("Could not restore everything; the next run tries again");
        }
    }

    private void cancel(JournalSession session, ReassignmentPlan next, ClusterState state) {
        Map<TopicPartition, Course> courses = new HashMap<>();
        Map<String, Uuid> topics = new HashMap<>();
        Ongoing ongoing = Ongoing.in(state);
        session.replay(record -> {
            if (record instanceof JournalRecord.PlannedMoves planned) {
                for (PartitionMove move : planned.moves()) {
                    if (ongoing.of(move.partition()).isPresent()) {
                        topics.put(planned.topic(), planned.topicId());
                        courses.put(move.partition(), Course.of(move.from(), move.to()));
                    }
                }
            } else if (record instanceof JournalRecord.Intent intent) {
                intent.moves()
                        .forEach(move -> courses.computeIfPresent(
                                move.partition(), (any, course) -> course.redirected(move.to())));
            }
        });
        MoveTable wanted = MoveTable.of(next);
        Map<String, Integer> minIsr = new HashMap<>();
        next.before().topics().forEach(topic -> minIsr.put(topic.name(), topic.minInSyncReplicas()));
        new CancelRun(
                        gateway,
                        new RunControl(time, LONGEST),
                        topics,
                        found -> isLeft(courses.get(found.partition()), found) && !isWanted(wanted, found),
                        topic -> minIsr.getOrDefault(topic, 1))
                .run();
    }

    private static boolean isLeft(@Nullable Course course, OngoingReassignment found) {
        return course != null && course.own().containsAll(found.target());
    }

    private static boolean isWanted(MoveTable wanted, OngoingReassignment found) {
        int move = wanted.find(found.partition());
        return move >= 0 && Course.same(wanted.course(move).to(), found.target());
    }
}
