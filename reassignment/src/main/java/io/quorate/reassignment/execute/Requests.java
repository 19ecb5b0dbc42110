// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.reassignment.execute.Admission.Candidate;
import io.quorate.reassignment.execute.ClusterGateway.FactorChange;
import io.quorate.reassignment.execute.Reconciler.Sight;
import io.quorate.reassignment.journal.JournalRecord;
import io.quorate.reassignment.plan.PartitionMove;
import io.quorate.reassignment.progress.MoveState;
import io.quorate.reassignment.progress.ReassignmentEvent;
import io.quorate.reassignment.throttle.InFlightMove;
import io.quorate.reassignment.throttle.ThrottleStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownServerException;

/**
 * Asks the controller, in this order: the journal first, then the throttle, then the reassignment. What is not throttled is
 * not started.
 */
final class Requests {
    private final RunContext context;
    private final MoveTable table;
    private final Reconciler reconciler;
    private final List<String> reasons = new ArrayList<>();
    private final List<Reconciler.Settled> settled = new ArrayList<>();

    Requests(RunContext context, MoveTable table, Reconciler reconciler) {
        this.context = context;
        this.table = table;
        this.reconciler = reconciler;
    }

    /** Why something was not started; of the last call. */
    List<String> reasons() {
        return reasons;
    }

    /** What the controller will never do; of the last call. */
    List<Reconciler.Settled> settled() {
        return settled;
    }

    /** Cancels. Who asks has made sure that the partitions can live without what was being added. */
    void cancel(List<Sight> sights) {
        if (sights.isEmpty()) {
            return;
        }
        List<PartitionMove> moves = new ArrayList<>();
        Map<TopicPartition, Optional<List<Integer>>> cancel = new LinkedHashMap<>();
        for (Sight sight : sights) {
            TopicPartition partition = table.partition(sight.move());
            List<Integer> before = Course.without(
                    sight.reassignment().replicas(), sight.reassignment().adding());
            moves.add(new PartitionMove(partition, sight.reassignment().replicas(), before));
            cancel.put(partition, Optional.empty());
            // Before the request: its answer may be lost.
            reconciler.cancelled(sight.move(), before);
        }
        journal(JournalRecord.Intent.Action.CANCEL, moves);
        Map<TopicPartition, KafkaException> refused = context.gateway().reassign(cancel, FactorChange.ALLOWED);
        refused.values().forEach(Requests::failIfDenied);
    }

    /** Returns how many were started. */
    int start(List<Candidate> chosen, List<Sight> inFlight, Set<Integer> online) {
        reasons.clear();
        settled.clear();
        List<PartitionMove> steps = new ArrayList<>();
        for (Candidate candidate : chosen) {
            steps.add(new PartitionMove(table.partition(candidate.move()), candidate.before(), candidate.target()));
        }
        if (!steps.isEmpty()) {
            journal(JournalRecord.Intent.Action.REASSIGN, steps);
        }
        List<InFlightMove> throttled = new ArrayList<>();
        inFlight.forEach(sight -> throttled.add(InFlightMove.of(sight.reassignment())));
        steps.forEach(step -> throttled.add(InFlightMove.of(step)));
        ThrottleStatus throttle = context.throttle().renew(throttled, online);
        List<PartitionMove> started = new ArrayList<>();
        Map<FactorChange, Map<TopicPartition, Optional<List<Integer>>>> requests = new HashMap<>();
        Map<TopicPartition, Integer> numbers = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            PartitionMove step = steps.get(i);
            if (throttle.covers(InFlightMove.of(step), online)) {
                FactorChange change =
                        step.from().size() == step.to().size() ? FactorChange.FORBIDDEN : FactorChange.ALLOWED;
                requests.computeIfAbsent(change, any -> new LinkedHashMap<>())
                        .put(step.partition(), Optional.of(step.to()));
                numbers.put(step.partition(), chosen.get(i).move());
                started.add(step);
                // Before the request: its answer may be lost.
                reconciler.asked(chosen.get(i).move(), step.to());
            } else if (reasons.isEmpty()) {
                reasons.add(step.partition() + " waits for its throttle: " + throttle.missing());
            }
        }
        if (started.isEmpty()) {
            return 0;
        }
        context.teller().tell(new ReassignmentEvent.MovesStarted(started));
        requests.forEach((change, targets) -> context.gateway()
                .reassign(targets, change)
                .forEach((partition, error) -> refused(numbers.getOrDefault(partition, -1), error)));
        return started.size();
    }

    private void refused(int move, KafkaException error) {
        failIfDenied(error);
        reconciler.refused(move);
        // An unknown error may hide anything, even that it was done: the next look tells.
        if (error instanceof RetriableException || error instanceof UnknownServerException) {
            reasons.add("Kafka could not do it yet: " + table.partition(move) + ": " + error.getMessage());
        } else {
            settled.add(reconciler.settle(move, MoveState.REFUSED, error.toString()));
        }
    }

    private static void failIfDenied(KafkaException error) {
        if (error instanceof AuthorizationException) {
            throw error;
        }
    }

    private void journal(JournalRecord.Intent.Action action, List<PartitionMove> moves) {
        List<JournalRecord> records = new ArrayList<>();
        for (int from = 0; from < moves.size(); from += JournalRecord.MOST_MOVES) {
            records.add(new JournalRecord.Intent(
                    action, moves.subList(from, Math.min(moves.size(), from + JournalRecord.MOST_MOVES))));
        }
        context.journal().append(records);
    }
}
