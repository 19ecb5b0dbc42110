// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import io.quorate.reassignment.throttle.ThrottledReplicas.Replica;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
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
