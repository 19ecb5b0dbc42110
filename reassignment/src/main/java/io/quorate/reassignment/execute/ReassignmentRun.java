// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.error.KafkaOperationException;
import io.quorate.observe.ClusterObservationException;
import io.quorate.reassignment.execute.ReassignmentResult.Outcome;
import io.quorate.reassignment.execute.ReassignmentResult.Unfinished;
import io.quorate.reassignment.execute.RunControl.Stop;
import io.quorate.reassignment.journal.JournalOwnershipException;
import io.quorate.reassignment.journal.JournalRecord;
import io.quorate.reassignment.journal.JournalState;
import io.quorate.reassignment.journal.PlanRecords;
import io.quorate.reassignment.progress.MoveState;
import io.quorate.reassignment.progress.ReassignmentEvent;
import io.quorate.reassignment.progress.ReassignmentPhase;
import io.quorate.reassignment.progress.ReassignmentProgress;
import io.quorate.reassignment.throttle.ThrottleStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out a plan from its beginning, or from wherever another process has left it, to its end, and cleans up.
 */
final class ReassignmentRun {
    private static final Logger LOGGER = LoggerFactory.getLogger(ReassignmentRun.class);

    /** Leaders are no matter of safety: after so many looks it is let be. */
    private static final int MOST_LOOKS = 20;

    private static final int MOST_ROUNDS = 5;
    private static final int MOST_TRIES = 5;
    private static final int MOST_UNFINISHED = 1_000;

    private final RunContext context;
    private final BrokerWatch brokers = new BrokerWatch();
    private final Cordon cordon;
    private final List<String> facts = new ArrayList<>();
    private final Recorder recorder;
    private MoveTable table;

    ReassignmentRun(RunContext context, Recorder recorder) {
        this.context = context;
        this.recorder = recorder;
        this.cordon = new Cordon(context);
        this.table = MoveTable.of(context.plan());
    }

    ReassignmentResult run() {
        long began = context.control().time().nanos();
        LOGGER.atInfo()
                .addKeyValue("clusterId", context.plan().clusterId())
                .addKeyValue("moves", table.size())
                .log("Running a reassignment plan");
        Ending ending = end();
        Outcome outcome = ending.outcome();
        Duration took = Duration.ofNanos(context.control().time().nanos() - began);
        LOGGER.atInfo()
                .addKeyValue("clusterId", context.plan().clusterId())
                .addKeyValue("outcome", outcome)
                .log("Ended running a reassignment plan");
        context.teller().enter(ReassignmentPhase.ENDED);
        context.teller().tell(new ReassignmentEvent.Ended(outcome.name(), took));
        return new ReassignmentResult(
                outcome,
                progress(),
                notDone(),
                facts,
                ending.owed(),
                ending.failure(),
                context.teller().timeline(),
                took);
    }

    private record Ending(Outcome outcome, List<String> owed, Optional<KafkaOperationException> failure) {}

    private Ending end() {
        try {
            Outcome outcome;
            Optional<KafkaOperationException> failure = Optional.empty();
            try {
                outcome = carryOut();
            } catch (JournalOwnershipException e) {
                throw e;
            } catch (OperationHaltedException e) {
                outcome = takeBackWhatHangs() ? Outcome.INCOMPLETE : Outcome.FAILED;
                failure = Optional.of(e);
            } catch (KafkaOperationException e) {
                outcome = Outcome.FAILED;
                failure = Optional.of(e);
                takeBackWhatHangs();
            } catch (KafkaException e) {
                outcome = Outcome.FAILED;
                failure =
                        Optional.of(new OperationHaltedException("a reassignment", List.of("Kafka refused: " + e), e));
                takeBackWhatHangs();
            }
            return new Ending(outcome, cleanUpPatiently(outcome), failure);
        } catch (JournalOwnershipException e) {
            // Somebody else has taken over: from here on everything is theirs, the throttle too.
            return new Ending(Outcome.FAILED, List.of(), Optional.of(e));
        }
    }

    private Outcome carryOut() {
        JournalState before = JournalState.of(context.journal());
        boolean resumed = before.isWhole() && before.outcome().isEmpty();
        if (!resumed) {
            PlanRecords.write(
                    context.journal(), context.plan(), context.control().time().now());
        }
        context.teller().tell(new ReassignmentEvent.Started(table.size(), resumed));
        if (resumed && before.phase().equals(Optional.of(ReassignmentPhase.GOING_BACK.name()))) {
            return goBack();
        }
        enter(ReassignmentPhase.MOVING);
        cordon.close(online());
        boolean moved = new Movement(context, table, brokers, ReassignmentPhase.MOVING).run();
        Stop requested = context.control().requested();
        if (requested == Stop.DETACH) {
            return Outcome.DETACHED;
        }
        if (requested == Stop.CANCEL) {
            return goBack();
        }
        if (!moved) {
            elect(table);
            return Outcome.DRAINED;
        }
        return finish();
    }

    private Outcome finish() {
        elect(table);
        context.teller().enter(ReassignmentPhase.MOVING_LOG_DIRS);
        facts.addAll(new LogDirRun(context).run());
        context.teller().enter(ReassignmentPhase.CHECKING);
        boolean empty = emptyBrokers();
        Stop requested = context.control().requested();
        if (requested == Stop.CANCEL) {
            return goBack();
        }
        if (requested == Stop.DETACH) {
            return Outcome.DETACHED;
        }
        boolean arrived = table.count(MoveState.DRIFTED) + table.count(MoveState.REFUSED) == 0;
        return arrived && empty && facts.stream().noneMatch(fact -> fact.contains("was refused"))
                ? Outcome.COMPLETED
                : Outcome.INCOMPLETE;
    }

    /** Reads back that brokers that go hold nothing, and moves what has landed there since the plan was made. */
    private boolean emptyBrokers() {
        Set<Integer> leaving = Cordon.leaving(context.plan());
        if (leaving.isEmpty()) {
            return true;
        }
        // One that was away at the beginning may have come back since.
        cordon.close(online());
        LastLook look = LastLook.at(context, table, leaving);
        for (int round = 0; round < MOST_ROUNDS && !look.isEmpty(); round++) {
            if (look.moves().isEmpty()) {
                // What a broker knows may be a moment old.
                context.control().pause();
            } else {
                MoveTable more = MoveTable.of(look.moves(), look.topicIds());
                if (!new Movement(context, more, brokers, ReassignmentPhase.MOVING).run()) {
                    break;
                }
            }
            look = LastLook.at(context, table, leaving);
        }
        facts.addAll(look.facts());
        return look.isEmpty();
    }

    /** Back to the ordered originals: first what is in flight, then what is done. */
    private Outcome goBack() {
        enter(ReassignmentPhase.GOING_BACK);
        cancelInFlight();
        table = table.back();
        if (!new Movement(context, table, brokers, ReassignmentPhase.GOING_BACK).run()) {
            return Outcome.DETACHED;
        }
        elect(table);
        return table.count(MoveState.DRIFTED) + table.count(MoveState.REFUSED) == 0
                ? Outcome.CANCELLED
                : Outcome.INCOMPLETE;
    }

    private void cancelInFlight() {
        Map<String, Uuid> topics = new HashMap<>();
        table.topics().forEach(topic -> topics.put(topic.name(), topic.id()));
        Map<String, Integer> minIsr = new HashMap<>();
        context.plan().before().topics().forEach(topic -> minIsr.put(topic.name(), topic.minInSyncReplicas()));
        new CancelRun(
                        context.gateway(),
                        context.control(),
                        topics,
                        ongoing -> {
                            int move = table.find(ongoing.partition());
                            return move >= 0
                                    && table.course(move).own().containsAll(ongoing.target())
                                    && !ongoing.adding().isEmpty();
                        },
                        topic -> minIsr.getOrDefault(topic, 1))
                .run();
    }

    /** What is in flight would go on unthrottled, or hang; it is as it was before its last step then. Tells if all is. */
    private boolean takeBackWhatHangs() {
        try {
            cancelInFlight();
            return true;
        } catch (JournalOwnershipException e) {
            throw e;
        } catch (KafkaOperationException | KafkaException e) {
            LOGGER.atWarn().setCause(e).log("Could not cancel what is in flight; it goes on in Kafka");
            return false;
        }
    }

    /** Only where the plan has changed who is preferred, or who led has gone. */
    private void elect(MoveTable moved) {
        Set<TopicPartition> elections = new HashSet<>();
        for (int move = 0; move < moved.size(); move++) {
            Course course = moved.course(move);
            if (moved.state(move) == MoveState.DONE
                    && !course.to().get(0).equals(course.from().get(0))) {
                elections.add(moved.partition(move));
            }
        }
        if (elections.isEmpty()) {
            return;
        }
        context.teller().enter(ReassignmentPhase.ELECTING_LEADERS);
        LeaderElection election = new LeaderElection(context.gateway(), elections);
        List<String> missing = List.of();
        for (int looks = 0; looks < MOST_LOOKS && context.control().requested() != Stop.DETACH; looks++) {
            try {
                missing = election.look().missing();
            } catch (ClusterObservationException | KafkaException e) {
                missing = List.of(String.valueOf(e.getMessage()));
            }
            if (missing.isEmpty()) {
                return;
            }
            context.control().pause();
        }
        missing.stream().limit(3).forEach(facts::add);
    }

    /** A throttle that stays is the mess that this is here to prevent, so it is not given up at once. */
    private List<String> cleanUpPatiently(Outcome outcome) {
        List<String> owed = List.of();
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            try {
                owed = cleanUp(outcome);
            } catch (JournalOwnershipException e) {
                throw e;
            } catch (KafkaOperationException | KafkaException e) {
                owed = List.of("cleaning up failed: " + e.getMessage());
            }
            if (owed.isEmpty()) {
                break;
            }
            context.control().pause();
        }
        return owed;
    }

    private List<String> cleanUp(Outcome outcome) {
        List<String> owed = new ArrayList<>();
        if (outcome == Outcome.DETACHED) {
            return owed;
        }
        context.teller().enter(ReassignmentPhase.CLEANING_UP);
        ThrottleStatus status = context.throttle().release(online());
        status.missing().entrySet().stream()
                .map(left -> "the throttle of " + left.getKey() + ": " + left.getValue())
                .sorted()
                .forEach(owed::add);
        // The end of one that has completed says that they stay cordoned: they are empty, and go.
        if (outcome != Outcome.COMPLETED) {
            owed.addAll(cordon.open());
        }
        if (outcome == Outcome.COMPLETED || outcome == Outcome.CANCELLED || outcome == Outcome.DRAINED) {
            // What is owed stays in the journal as such.
            end(
                    outcome == Outcome.COMPLETED
                            ? JournalRecord.Ended.Outcome.FINISHED
                            : JournalRecord.Ended.Outcome.CANCELLED);
        }
        return owed;
    }

    private void end(JournalRecord.Ended.Outcome outcome) {
        context.journal()
                .append(new JournalRecord.Ended(
                        outcome, context.control().time().now()));
    }

    /** The last that was seen; where the cluster does not answer, the last of before. */
    private Set<Integer> online() {
        try {
            ClusterState state = context.gateway().observe(Set.of(), name -> false);
            brokers.look(state.onlineBrokers(), context.control().time().nanos());
        } catch (ClusterObservationException | RetriableException e) {
            LOGGER.atDebug().setCause(e).log("Nobody told which brokers are online");
        }
        return brokers.online();
    }

    private void enter(ReassignmentPhase phase) {
        context.journal()
                .append(new JournalRecord.PhaseEntered(
                        phase.name(), context.control().time().now()));
        context.teller().enter(phase);
    }

    private ReassignmentProgress progress() {
        return context.teller().last().orElseGet(() -> new ProgressMeter(table)
                .progress(context.control().time().now(), ReassignmentPhase.ENDED));
    }

    private List<Unfinished> notDone() {
        List<Unfinished> all = new ArrayList<>();
        for (int move = 0; move < table.size() && all.size() < MOST_UNFINISHED; move++) {
            if (table.state(move) != MoveState.DONE) {
                all.add(recorder.of(table.partition(move), table.state(move)));
            }
        }
        return all;
    }
}
