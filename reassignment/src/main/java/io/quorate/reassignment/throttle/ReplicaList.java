// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import io.quorate.reassignment.throttle.ThrottledReplicas.Replica;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** What becomes of a list of throttled replicas that several parties write into. */
final class ReplicaList {
    static final String ALL = "*";

    /** Well below what a request carries: a longer list is not worth writing to the metadata log at each change. */
    static final int LONGEST = 24_000;

    private ReplicaList() {}

    /** Returns the entries of a list, in their order, as they are written. */
    static Set<String> entries(Optional<String> value) {
        Set<String> entries = new LinkedHashSet<>();
        for (String entry : value.orElse("").split(",", -1)) {
            if (!entry.isBlank()) {
                entries.add(entry.strip());
            }
        }
        return entries;
    }

    /** Tells whether a list throttles all replicas of its topic. */
    static boolean isAll(Optional<String> value) {
        return entries(value).contains(ALL);
    }

    /**
     * Returns the part of the others in a list.
     *
     * @param before their part when it was looked at last
     * @param current the list as it is now
     * @param ours what may be ours in it; what is in {@code before} is theirs all the same
     * @param widened whether a {@code *} in it is ours
     * @return what would be there without us, in their words where they have changed nothing
     */
    static Optional<String> others(
            Optional<String> before, Optional<String> current, ListedEver ours, boolean widened) {
        if (isAll(current)) {
            return widened ? before : current;
        }
        Set<String> theirs = entries(before);
        Set<String> left = entries(current);
        left.removeIf(entry -> ours.contains(entry) && !theirs.contains(entry));
        if (current.isPresent() && left.equals(theirs)) {
            return before;
        }
        return left.isEmpty() ? Optional.empty() : Optional.of(String.join(",", left));
    }

    /**
     * Returns the list for everybody.
     *
     * @param others their part
     * @param own ours
     * @return theirs untouched if we add nothing; {@link #ALL} if it would be too long
     */
    static Optional<String> merged(Optional<String> others, SortedSet<Replica> own) {
        if (isAll(others)) {
            return others;
        }
        Set<String> entries = entries(others);
        boolean added = false;
        for (Replica replica : own) {
            added |= entries.add(replica.toString());
        }
        if (!added) {
            return others;
        }
        String list = String.join(",", entries);
        return Optional.of(list.length() > LONGEST ? ALL : list);
    }
}
