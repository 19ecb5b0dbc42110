// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.reassignment.execute.Admission.Candidate;
import io.quorate.reassignment.execute.Reconciler.Findings;
import io.quorate.reassignment.execute.Reconciler.Sight;
import io.quorate.reassignment.execute.RunControl.Look;
import io.quorate.reassignment.execute.RunControl.Stop;
import io.quorate.reassignment.progress.MoveState;
import io.quorate.reassignment.progress.PartitionProgress;
import io.quorate.reassignment.progress.ReassignmentEvent;
import io.quorate.reassignment.progress.ReassignmentPhase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Brings the partitions of a table to where they shall be: looks, decides, asks, and looks again, until every move is
 * settled. It does not matter who started what is in flight, or whether an answer was lost: each look begins from what the
 * cluster shows.
 */
final class Movement {
    private final RunContext context;
    private final MoveTable table;
    private final ReassignmentPhase phase;
    private final Reconciler reconciler;
    private final PendingOrder order;
    private final ProgressMeter meter;
    private final Survey survey;
    private final BrokerWatch brokers;
    private final Admitter admitter;
    private final Requests requests;
    private final Set<TopicPartition> wedged = new HashSet<>();
    private final Set<TopicPartition> stalled = new HashSet<>();
    private HealthGate gate = HealthGate.open();
    private boolean first = true;

    Movement(RunContext context, MoveTable table, BrokerWatch brokers, ReassignmentPhase phase) {
        this.context = context;
        this.table = table;
        this.phase = phase;
        this.brokers = brokers;
        this.reconciler = new Reconciler(table);
        this.order = new PendingOrder(table, context.limits().order());
        this.meter = new ProgressMeter(table);
        this.survey = new Survey(context.gateway(), context.plan().before());
        // Whoever goes back goes to the originals and nowhere else, and waits for a broker that is away.
        Substitute substitute =
                phase == ReassignmentPhase.GOING_BACK ? Substitute.nobody() : Substitute.of(context.plan());
        this.admitter = new Admitter(context, new Admitter.Sources(table, survey, brokers, order), substitute);
        this.requests = new Requests(context, table, reconciler);
    }

    /** Returns false if it was asked to stop before everything was settled. */
    boolean run() {
        context.teller().enter(phase);
        BooleanSupplier stopped = phase == ReassignmentPhase.GOING_BACK
                ? () -> context.control().requested() == Stop.DETACH
                : () -> context.control().requested() == Stop.DETACH
                        || context.control().requested() == Stop.CANCEL
                        || (context.control().requested() == Stop.DRAIN
                                && !first
                                && table.count(MoveState.IN_FLIGHT) == 0);
        boolean done =
                table.isSettled() || context.control().until("moving replicas", missing -> {}, this::look, stopped);
        context.teller().holding(List.of());
        return done;
    }

    private Look look() {
        Set<String> next = new LinkedHashSet<>();
        if (first) {
            table.topics().forEach(topic -> next.add(topic.name()));
        } else {
            reconciler.active().forEach(move -> next.add(table.partition(move).topic()));
            next.addAll(order.topics());
        }
        ClusterState state = survey.look(next::contains, this::hasAHandIn);
        List<String> unseen = new ArrayList<>();
        if (state.topics().value().isEmpty()) {
            unseen.addAll(RunControl.unseen(state.topics()));
        }
        unseen.addAll(RunControl.unseen(state.reassignments()));
        if (!unseen.isEmpty()) {
            return new Look(unseen);
        }
        first = false;
        brokers.look(state.onlineBrokers(), context.control().time().nanos());
        Ongoing ongoing = Ongoing.in(state);
        Findings found = reconciler.look(state, ongoing, next);
        tellSettled(found.settled());
        measure(found);
        unwedge(found.wedged());
        Set<Integer> cancelled = giveUpOnLostBrokers(found);
        List<Sight> inFlight = found.inFlight().stream()
                .filter(sight -> !cancelled.contains(sight.move()))
                .toList();
        start(found, inFlight, ongoing, state);
        context.teller()
                .advanced(meter.progress(
                        context.control().time().now(), context.teller().phase()));
        return new Look(missing(found), mark());
    }

    private boolean hasAHandIn(TopicPartition partition) {
        int move = table.find(partition);
        return move >= 0 && !table.state(move).isSettled();
    }

    private void tellSettled(List<Reconciler.Settled> settled) {
        for (Reconciler.Settled move : settled) {
            meter.settled(move.move());
            order.restart();
            context.teller()
                    .tell(new ReassignmentEvent.MoveSettled(table.partition(move.move()), move.state(), move.detail()));
        }
    }

    private void measure(Findings found) {
        found.standing().forEach(sight -> meter.ended(sight.move()));
        if (!survey.hasFreshLogDirs()) {
            return;
        }
        long now = context.control().time().nanos();
        for (Sight sight : found.inFlight()) {
            meter.measure(sight.move(), sight.reassignment(), sight.partition().leader(), survey.logDirs(), now);
        }
        meter.tick(now);
        Set<TopicPartition> still = new HashSet<>();
        for (PartitionProgress copy : meter.notGrownFor(context.settings().stalledAfter())) {
            still.add(copy.partition());
            if (stalled.add(copy.partition())) {
                context.teller().tell(new ReassignmentEvent.Stalled(copy));
            }
        }
        stalled.retainAll(still);
    }

    /** One that can never end is ours to end if it leads where only this run leads. It is cancelled, never overwritten. */
    private void unwedge(List<Sight> sights) {
        List<Sight> mine = new ArrayList<>();
        for (Sight sight : sights) {
            boolean own = sight.course().own().containsAll(sight.reassignment().replicas());
            if (wedged.add(table.partition(sight.move()))) {
                context.teller().tell(new ReassignmentEvent.WedgeFound(table.partition(sight.move()), own));
            }
            if (own) {
                mine.add(sight);
            }
        }
        requests.cancel(mine);
    }

    /** What is being copied to a broker that is gone would hang for ever: the controller waits for it. */
    private Set<Integer> giveUpOnLostBrokers(Findings found) {
        Set<Integer> receivers = new HashSet<>();
        found.inFlight().forEach(sight -> receivers.addAll(sight.reassignment().adding()));
        Set<Integer> lost = brokers.lost(receivers, context.settings().brokerGrace());
        Set<Integer> cancelled = new HashSet<>();
        for (int broker : lost) {
            List<Sight> copies = found.inFlight().stream()
                    .filter(sight -> sight.reassignment().adding().contains(broker))
                    .filter(sight -> !cancelled.contains(sight.move()))
                    .filter(this::mayGoBack)
                    .toList();
            if (!copies.isEmpty()) {
                requests.cancel(copies);
                copies.forEach(sight -> cancelled.add(sight.move()));
                context.teller()
                        .tell(new ReassignmentEvent.DestinationLost(
                                broker,
                                copies.stream()
                                        .map(sight -> table.partition(sight.move()))
                                        .toList()));
            }
        }
        return cancelled;
    }

    private boolean mayGoBack(Sight sight) {
        return CancelRun.isSafe(
                sight.partition(),
                sight.reassignment(),
                survey.minIsr(table.partition(sight.move()).topic()));
    }

    private void start(Findings found, List<Sight> inFlight, Ongoing ongoing, ClusterState state) {
        gate = gate.after(survey.underMinIsr(), survey.atMinIsr());
        List<String> holding = new ArrayList<>(gate.reasons());
        List<Candidate> chosen = List.of();
        if (context.control().requested() == Stop.DRAIN) {
            holding.add("it was asked to drain");
        } else if (context.control().isPaused()) {
            holding.add("it is paused");
        } else if (gate.opening() != HealthGate.Opening.CLOSED) {
            boolean careful = onlySingleReplicasAreLeft();
            if (phase == ReassignmentPhase.MOVING && !table.isSettled()) {
                context.teller().enter(careful ? ReassignmentPhase.MOVING_SINGLE_REPLICAS : phase);
            }
            chosen = admitter.choose(found.standing(), ongoing, state, gate.limits(context.limits()), careful);
            admitter.redirected().forEach(meter::redirected);
            holding.addAll(admitter.reasons());
        }
        int started = requests.start(chosen, inFlight, brokers.online());
        holding.addAll(requests.reasons());
        requests.settled().forEach(settled -> tellSettled(List.of(settled)));
        if (started == 0 && inFlight.isEmpty()) {
            order.turnOver();
        } else {
            order.restart();
        }
        found.foreign().stream()
                .limit(3)
                .forEach(sight -> holding.add(table.partition(sight.move()) + " is being reassigned to "
                        + sight.reassignment().target() + " by somebody else"));
        context.teller().holding(holding);
    }

    private boolean onlySingleReplicasAreLeft() {
        boolean left = false;
        for (int move = 0; move < table.size(); move++) {
            if (table.state(move) == MoveState.PENDING || table.state(move) == MoveState.IN_FLIGHT) {
                if (!table.isSingleReplica(move)) {
                    return false;
                }
                left = true;
            }
        }
        return left;
    }

    /** A few of what is missing, for messages. */
    private List<String> missing(Findings found) {
        List<String> missing = new ArrayList<>();
        if (table.isSettled()) {
            return missing;
        }
        found.inFlight().stream()
                .limit(5)
                .forEach(sight -> missing.add(table.partition(sight.move()) + " is being copied to "
                        + sight.reassignment().adding()));
        missing.addAll(admitter.reasons());
        if (missing.isEmpty()) {
            missing.add(table.count(MoveState.PENDING) + " moves are pending, "
                    + table.count(MoveState.WAITING_FOR_OTHERS) + " wait for reassignments of others");
        }
        return missing;
    }

    /** Whoever pauses a run, or waits for others or for the health of the cluster, is not to be called stalled. */
    private Object mark() {
        boolean waits = context.control().isPaused()
                || gate.opening() == HealthGate.Opening.CLOSED
                || table.count(MoveState.WAITING_FOR_OTHERS) > 0;
        return waits ? new Object() : List.of(table.counts(), meter.bytes());
    }
}
