// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.OngoingReassignment;
import io.quorate.cluster.Partition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where one partition comes from, and where it goes.
 *
 * @param from the replicas before the run, in order
 * @param to the replicas that it shall have, in order
 * @param own every node that this run may have put a replica on, or may still: those of before, of the plan, and of what
 *     the plan was changed to
 */
record Course(List<Integer> from, List<Integer> to, Set<Integer> own) {
    Course {
        from = List.copyOf(from);
        to = List.copyOf(to);
        own = Set.copyOf(own);
    }

    static Course of(List<Integer> from, List<Integer> to) {
        Set<Integer> own = new HashSet<>(from);
        own.addAll(to);
        return new Course(from, to, own);
    }

    /** The same partition with another end; what was on the way before still is. */
    Course redirected(List<Integer> target) {
        Set<Integer> more = new HashSet<>(own);
        more.addAll(target);
        return new Course(from, target, more);
    }

    /** The way back. */
    Course back() {
        return new Course(to, from, own);
    }

    /** Where a partition stands on its course. */
    enum Standing {
        /** It has the replicas of the target in their order, and nothing goes on. */
        ARRIVED,
        /** Nothing goes on, and it is somewhere between start and target. */
        ON_THE_WAY,
        /** It is being copied to where this course leads. */
        IN_FLIGHT,
        /** It is being reassigned to somewhere else. */
        FOREIGN,
        /** A broker is being added and removed at once; it never ends. */
        WEDGED,
        /** Nothing goes on, and it has replicas that this course never gave it. */
        DRIFTED
    }

    /** Decides from what was seen and from nothing else. */
    Standing standing(Partition seen, Optional<OngoingReassignment> ongoing) {
        if (ongoing.isPresent()) {
            OngoingReassignment found = ongoing.get();
            if (found.adding().stream().anyMatch(found.removing()::contains)) {
                return Standing.WEDGED;
            }
            boolean mine = own.containsAll(found.target()) && (same(found.target(), to) || !same(found.target(), from));
            return mine ? Standing.IN_FLIGHT : Standing.FOREIGN;
        }
        if (seen.replicas().equals(to)) {
            return Standing.ARRIVED;
        }
        return own.containsAll(seen.replicas()) ? Standing.ON_THE_WAY : Standing.DRIFTED;
    }

    /** How many new replicas a partition gets at a time. */
    enum Pace {
        ONE_REPLICA_AT_A_TIME,
        ALL_AT_ONCE
    }

    /**
     * The replicas to ask for next. One new replica is added; one that goes is dropped if the partition has as many as it
     * shall have in the end: first what is offline, then what stood last before the run, so that the leader goes last.
     */
    List<Integer> next(List<Integer> current, Set<Integer> online, Pace pace) {
        List<Integer> missing = without(to, current);
        if (pace == Pace.ALL_AT_ONCE || missing.size() <= 1) {
            return to;
        }
        List<Integer> next = new ArrayList<>(current);
        // A replica that can be copied now goes before one whose broker is away.
        int add = missing.stream().filter(online::contains).findFirst().orElse(missing.get(0));
        if (current.size() >= to.size()) {
            List<Integer> extra = without(current, to);
            extra.stream()
                    .max((a, b) -> Integer.compare(dropRank(a, online), dropRank(b, online)))
                    .ifPresent(next::remove);
        }
        next.add(add);
        return List.copyOf(next);
    }

    private int dropRank(int node, Set<Integer> online) {
        int position = from.indexOf(node);
        int rank = position < 0 ? from.size() : position;
        return online.contains(node) ? rank : rank + 1_000;
    }

    static List<Integer> without(Collection<Integer> some, Collection<Integer> others) {
        return some.stream().filter(node -> !others.contains(node)).toList();
    }

    static boolean same(Collection<Integer> some, Collection<Integer> others) {
        return some.size() == others.size() && others.containsAll(some);
    }
}
