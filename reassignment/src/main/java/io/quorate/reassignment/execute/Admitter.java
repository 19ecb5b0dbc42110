// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Partition;
import io.quorate.reassignment.execute.Admission.Candidate;
import io.quorate.reassignment.execute.Admission.Urgency;
import io.quorate.reassignment.execute.Reconciler.Sight;
import io.quorate.reassignment.plan.PartitionMove;
import io.quorate.reassignment.progress.ReassignmentEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes candidates of what stands still, and chooses those that start now. Asks nobody and changes nothing. */
final class Admitter {
    /** A single replica is copied only from a broker that has not just come. */
    private static final Duration STEADY = Duration.ofSeconds(15);

    private static final int MOST_REASONS = 5;

    private final RunContext context;
    private final MoveTable table;
    private final Survey survey;
    private final BrokerWatch brokers;
    private final PendingOrder order;
    private final Substitute substitute;
    private final Map<Integer, Course> redirected = new HashMap<>();
    private final Set<String> reasons = new LinkedHashSet<>();
    private double allowance;
    private long lastNanos;

    /** What it decides from. */
    record Sources(MoveTable table, Survey survey, BrokerWatch brokers, PendingOrder order) {}

    Admitter(RunContext context, Sources sources, Substitute substitute) {
        this.context = context;
        this.table = sources.table();
        this.survey = sources.survey();
        this.brokers = sources.brokers();
        this.order = sources.order();
        this.substitute = substitute;
        this.allowance = context.limits().startsPerSecond();
        this.lastNanos = context.control().time().nanos();
    }

    /** The moves that the last choice has sent elsewhere, and where they went before. */
    Map<Integer, Course> redirected() {
        return Map.copyOf(redirected);
    }

    /** Why something that could start otherwise does not; a few. */
    List<String> reasons() {
        return List.copyOf(reasons);
    }

    List<Candidate> choose(
            List<Sight> standing, Ongoing ongoing, ClusterState state, AdmissionLimits limits, boolean careful) {
        reasons.clear();
        redirected.clear();
        Traffic traffic = traffic(ongoing);
        List<Candidate> candidates = new ArrayList<>();
        for (Sight sight : standing) {
            if (careful || !table.isSingleReplica(sight.move())) {
                candidate(sight, state, traffic).ifPresent(candidates::add);
            }
        }
        candidates.sort(Comparator.comparingInt(candidate -> order.rank(candidate.move())));
        int most = starts();
        List<Candidate> chosen = Admission.choose(candidates, traffic, careful ? limits.careful() : limits, most);
        allowance -= chosen.size();
        return chosen;
    }

    /** What others copy takes room on the brokers, too. */
    private Traffic traffic(Ongoing ongoing) {
        Traffic traffic = new Traffic();
        for (OngoingReassignment found : ongoing.all()) {
            int move = table.find(found.partition());
            List<Integer> sources = Course.without(found.replicas(), found.adding());
            traffic.add(
                    sources.isEmpty() ? found.replicas().get(0) : sources.get(0),
                    found.adding(),
                    move < 0 ? 0 : Math.max(0, table.bytes(move)));
        }
        return traffic;
    }

    private int starts() {
        long now = context.control().time().nanos();
        int perSecond = context.limits().startsPerSecond();
        allowance = Math.min(perSecond, allowance + perSecond * (now - lastNanos) / 1e9);
        lastNanos = now;
        return (int) Math.floor(allowance);
    }

    private Optional<Candidate> candidate(Sight sight, ClusterState state, Traffic traffic) {
        Course course = aroundLostBrokers(sight, state);
        Partition partition = sight.partition();
        List<Integer> target = course.next(
                partition.replicas(), brokers.online(), context.limits().pace());
        List<Integer> adding = Course.without(target, partition.replicas());
        long bytes = Math.max(0, table.bytes(sight.move()));
        for (int node : adding) {
            if (!brokers.online().contains(node)) {
                return refuse(table.partition(sight.move()) + " waits for broker " + node + ", which is not online");
            }
            Optional<String> noRoom = DiskRoom.refusal(node, bytes, traffic.bytesIn(node), survey.logDirs());
            if (noRoom.isPresent()) {
                return refuse(noRoom.get());
            }
        }
        if (partition.isOffline() && !adding.isEmpty()) {
            return refuse(table.partition(sight.move()) + " has no leader to copy from");
        }
        if (table.isSingleReplica(sight.move()) && !adding.isEmpty() && !brokers.isSteady(partition.leader(), STEADY)) {
            return refuse(table.partition(sight.move()) + " has one replica, and its broker " + partition.leader()
                    + " has just come");
        }
        return Optional.of(new Candidate(
                sight.move(),
                partition.replicas(),
                target,
                partition.leader(),
                adding,
                bytes,
                urgency(sight, partition)));
    }

    private Optional<Candidate> refuse(String reason) {
        if (reasons.size() < MOST_REASONS) {
            reasons.add(reason);
        }
        return Optional.empty();
    }

    private Urgency urgency(Sight sight, Partition partition) {
        boolean gone = !brokers.online().containsAll(partition.replicas());
        int least = survey.minIsr(table.partition(sight.move()).topic());
        if (gone && partition.isr().size() <= partition.effectiveMinIsr(least)) {
            return Urgency.REPAIR;
        }
        return partition.isUnderReplicated() && !gone ? Urgency.UNDER_REPLICATED : Urgency.USUAL;
    }

    /** Somebody else takes the place of a broker that is gone, if the plan's request allows it. */
    private Course aroundLostBrokers(Sight sight, ClusterState state) {
        Course course = sight.course();
        Set<Integer> missing =
                new HashSet<>(Course.without(course.to(), sight.partition().replicas()));
        Set<Integer> lost = brokers.lost(missing, context.settings().brokerGrace());
        if (lost.isEmpty()) {
            return course;
        }
        Optional<List<Integer>> other = substitute.replace(course, lost, state);
        if (other.isEmpty()) {
            return course;
        }
        substitute.redirected(course.to(), other.get());
        table.redirect(sight.move(), other.get());
        redirected.put(sight.move(), course);
        context.teller()
                .tell(new ReassignmentEvent.Redirected(
                        new PartitionMove(table.partition(sight.move()), course.from(), other.get()), course.to()));
        return table.course(sight.move());
    }
}
