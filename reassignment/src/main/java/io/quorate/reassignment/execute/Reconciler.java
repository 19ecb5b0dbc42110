// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Partition;
import io.quorate.cluster.Topic;
import io.quorate.reassignment.progress.MoveState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Compares what was seen with what is wanted. Nothing that the process remembers counts, but for one thing: brokers do not
 * all know the same at the same time, so what looks bad must be seen more than once.
 *
 * <p>Not thread-safe.
 */
final class Reconciler {
    private static final int SURE = 3;

    private final MoveTable table;
    private final Map<Integer, Doubt> doubts = new HashMap<>();
    private final Map<String, Integer> missed = new HashMap<>();
    private final Map<Integer, Asked> asked = new HashMap<>();
    /** In flight, or waiting for others: these are looked at whatever else happens. */
    private final TreeSet<Integer> active = new TreeSet<>();

    /** Where the last request leads, and how often something else was seen since, the same each time. */
    private record Asked(List<Integer> target, List<Integer> seen, int looks) {}

    /** What was seen of a move, and how often in a row. */
    private record Doubt(Course.Standing standing, int looks) {}

    /** A move with its partition as it was seen. */
    record Sight(int move, Course course, Partition partition, Optional<OngoingReassignment> ongoing) {
        OngoingReassignment reassignment() {
            return ongoing.orElseThrow();
        }
    }

    /** A move about which nothing more is done. */
    record Settled(int move, MoveState state, String detail) {}

    /** What one look has brought. */
    record Findings(
            List<Sight> inFlight,
            List<Sight> standing,
            List<Sight> foreign,
            List<Sight> wedged,
            List<Settled> settled) {
        Findings() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    Reconciler(MoveTable table) {
        this.table = table;
    }

    /** Kafka was asked to give these replicas to a partition. */
    void asked(int move, List<Integer> target) {
        asked.put(move, new Asked(target, List.of(), 0));
        set(move, MoveState.IN_FLIGHT);
    }

    /** Kafka was asked to cancel, which gives a partition back what it had. */
    void cancelled(int move, List<Integer> before) {
        asked.put(move, new Asked(before, List.of(), 0));
    }

    /** The controller did not do it, or says so. */
    void refused(int move) {
        asked.remove(move);
        set(move, MoveState.PENDING);
    }

    Settled settle(int move, MoveState state, String detail) {
        set(move, state);
        asked.remove(move);
        doubts.remove(move);
        return new Settled(move, state, detail);
    }

    Iterable<Integer> active() {
        return active;
    }

    private void set(int move, MoveState state) {
        table.set(move, state);
        if (state == MoveState.IN_FLIGHT || state == MoveState.WAITING_FOR_OTHERS) {
            active.add(move);
        } else {
            active.remove(move);
        }
    }

    /** Takes a look at topics of which at least those in {@code looked} were asked for. */
    Findings look(ClusterState state, Ongoing ongoing, Iterable<String> looked) {
        Findings findings = new Findings();
        for (String name : looked) {
            MoveTable.TopicMoves topic = table.topic(name);
            Optional<Topic> seen = state.topic(name);
            if (seen.isEmpty()) {
                if (state.topics().isComplete() && missed.merge(name, 1, Integer::sum) >= SURE) {
                    settleAll(topic, MoveState.SKIPPED_DELETED, "topic " + name + " was deleted", findings);
                }
            } else if (!seen.get().id().equals(topic.id())) {
                if (missed.merge(name, 1, Integer::sum) >= SURE) {
                    settleAll(
                            topic,
                            MoveState.SKIPPED_RECREATED,
                            "topic " + name + " was deleted and created again with id "
                                    + seen.get().id(),
                            findings);
                }
            } else {
                missed.remove(name);
                look(topic, seen.get(), ongoing, findings);
            }
        }
        return findings;
    }

    private void settleAll(MoveTable.TopicMoves topic, MoveState state, String detail, Findings findings) {
        for (int move = topic.first(); move < topic.end(); move++) {
            if (!table.state(move).isSettled()) {
                findings.settled().add(settle(move, state, detail));
            }
        }
    }

    private void look(MoveTable.TopicMoves topic, Topic seen, Ongoing ongoing, Findings findings) {
        for (int move = topic.first(); move < topic.end(); move++) {
            int index = table.partition(move).partition();
            if (!table.state(move).isSettled() && index < seen.partitionCount()) {
                look(
                        new Sight(move, table.course(move), seen.partition(index), ongoing.of(table.partition(move))),
                        findings);
            }
        }
    }

    private void look(Sight sight, Findings findings) {
        int move = sight.move();
        Course.Standing standing = sight.course().standing(sight.partition(), sight.ongoing());
        if (standing != Course.Standing.DRIFTED && standing != Course.Standing.ARRIVED) {
            doubts.remove(move);
        }
        switch (standing) {
            case ARRIVED -> {
                if (isInSync(sight) || lasts(move, standing)) {
                    findings.settled().add(settle(move, MoveState.DONE, ""));
                }
            }
            case IN_FLIGHT -> {
                asked(move, sight.reassignment().target());
                findings.inFlight().add(sight);
            }
            case WEDGED -> {
                set(move, MoveState.WAITING_FOR_OTHERS);
                findings.wedged().add(sight);
            }
            case FOREIGN -> {
                set(move, MoveState.WAITING_FOR_OTHERS);
                findings.foreign().add(sight);
            }
            case DRIFTED -> {
                if (lasts(move, standing)) {
                    findings.settled()
                            .add(settle(
                                    move,
                                    MoveState.DRIFTED,
                                    "it has replicas " + sight.partition().replicas() + ", and the plan is for "
                                            + sight.course().from() + " -> "
                                            + sight.course().to()));
                }
            }
            case ON_THE_WAY -> {
                if (!mayBeOld(sight)) {
                    set(move, MoveState.PENDING);
                    findings.standing().add(sight);
                }
            }
        }
    }

    /**
     * A partition that only grows has its last replicas from the moment of the request on. Who has just cancelled that may be
     * shown them by a broker that lags, with nothing going on any more. What is in sync has arrived for sure.
     */
    private static boolean isInSync(Sight sight) {
        return sight.partition().isr().containsAll(sight.course().to());
    }

    private boolean lasts(int move, Course.Standing standing) {
        Doubt before = doubts.get(move);
        int looks = before != null && before.standing() == standing ? before.looks() + 1 : 1;
        doubts.put(move, new Doubt(standing, looks));
        // It is looked at again even if it is in nobody's way.
        active.add(move);
        return looks >= SURE;
    }

    /**
     * A broker that lags shows the replicas of before the last request, or of while it was carried out. Asking once more for
     * what is over already would copy data back, and the replicas of both together are nobody's. So only what was asked for
     * counts at once; anything else counts when it lasts.
     */
    private boolean mayBeOld(Sight sight) {
        List<Integer> seen = sight.partition().replicas();
        Course course = sight.course();
        Asked last = asked.get(sight.move());
        if (last == null) {
            if (seen.size() <= Math.max(course.from().size(), course.to().size())) {
                return false;
            }
            last = new Asked(course.to(), List.of(), 0);
        }
        if (Course.same(last.target(), seen)) {
            asked.remove(sight.move());
            return false;
        }
        int looks = seen.equals(last.seen()) ? last.looks() + 1 : 1;
        if (looks < SURE) {
            asked.put(sight.move(), new Asked(last.target(), seen, looks));
            active.add(sight.move());
            return true;
        }
        asked.remove(sight.move());
        return false;
    }
}
