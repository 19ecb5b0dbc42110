// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import io.quorate.reassignment.throttle.ThrottledReplicas.Replica;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigResource;

/** The throttled replicas of a topic, as senders or as receivers. */
final class HeldList extends HeldConfig {
    private final ListedEver ever = new ListedEver();
    private SortedSet<Replica> own = new TreeSet<>();
    private boolean widened;

    HeldList(ConfigResource topic, String key, Optional<String> others) {
        super(topic, key, others);
    }

    void list(SortedSet<Replica> replicas) {
        own = replicas;
    }

    /** Returns what a list is going to hold for the first time; nothing, while it is no list. */
    List<Replica> news() {
        if (ReplicaList.isAll(wanted())) {
            return List.of();
        }
        return own.stream()
                .filter(replica -> !ever.contains(replica.toString()))
                .toList();
    }

    /** From now on these entries are ours wherever they turn up, unless somebody else had listed them before. */
    void remember(List<Replica> replicas) {
        ever.addAll(replicas);
    }

    /** The same, for what an earlier process has listed. */
    void listedBefore(String replicas) {
        for (String entry : ReplicaList.entries(Optional.of(replicas))) {
            int colon = entry.indexOf(':');
            ever.add(Integer.parseInt(entry.substring(0, colon)), Integer.parseInt(entry.substring(colon + 1)));
        }
    }

    int size() {
        return own.size();
    }

    @Override
    Optional<String> othersIn(Optional<String> before, Optional<String> current) {
        return ReplicaList.others(before, current, ever, widened);
    }

    @Override
    boolean keeps(Optional<String> current, Optional<String> written) {
        return ReplicaList.isAll(current) || ReplicaList.entries(current).containsAll(ReplicaList.entries(written));
    }

    @Override
    boolean same(Optional<String> one, Optional<String> other) {
        // An empty list is not the same as none: it is set, and somebody must have set it.
        return one.isPresent() == other.isPresent() && ReplicaList.entries(one).equals(ReplicaList.entries(other));
    }

    /**
     * Entries of ours are added and taken away one by one, so that what others add since the look stays. Only {@code *} cannot
     * be made or undone so, and a list that nobody had set is deleted: what somebody adds to that in the moment between the
     * look and the deletion is lost.
     */
    @Override
    List<ConfigChange> changes(Optional<String> value, Look look) {
        if (value.isEmpty() || widened || ReplicaList.isAll(value) || ReplicaList.isAll(look.value())) {
            return super.changes(value, look);
        }
        Set<String> wanted = ReplicaList.entries(value);
        Set<String> seen = ReplicaList.entries(look.value());
        List<ConfigChange> changes = new ArrayList<>();
        // First what goes: the list is never longer than it shall be.
        Set<String> away = new LinkedHashSet<>(seen);
        // What was written last may be there though it was not seen; if that is not known, all that was ever written
        // may.
        away.addAll(written().map(ReplicaList::entries).orElseGet(ever::entries));
        away.removeAll(wanted);
        away.removeIf(entry -> !ever.contains(entry));
        add(changes, away, ConfigChange::subtract);
        // Who told us may lag behind: what may be missing is added once more, which does no harm.
        Set<String> missing = new LinkedHashSet<>(wanted);
        missing.removeAll(ReplicaList.entries(others()));
        add(changes, missing, ConfigChange::append);
        return changes.stream().allMatch(change -> change.length() < ThrottleGateway.LONGEST_VALUE)
                ? changes
                : super.changes(value, look);
    }

    private static void add(
            List<ConfigChange> changes, Set<String> entries, Function<Collection<String>, ConfigChange> change) {
        if (!entries.isEmpty()) {
            changes.add(change.apply(entries));
        }
    }

    @Override
    Optional<String> wanted() {
        return ReplicaList.merged(others(), own);
    }

    /** Tells whether all replicas of the topic must be throttled because of us, and the journal does not know it. */
    boolean needsWidening() {
        return !widened && !ReplicaList.isAll(others()) && ReplicaList.isAll(wanted());
    }

    void widened() {
        widened = true;
    }
}
