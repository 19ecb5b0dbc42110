// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A journal that lives as long as the process. After a crash nobody knows any more which replicas partitions had and what
 * the throttle was; use it for tests, and where somebody else watches.
 *
 * <p>Thread-safe. A second owner is refused.
 */
public final class MemoryJournal implements ReassignmentJournal {
    private final Map<String, Map<String, List<JournalRecord>>> clusters = new LinkedHashMap<>();
    private final Map<String, Session> owners = new LinkedHashMap<>();

    /** Creates an empty journal. */
    public MemoryJournal() {}

    @Override
    public synchronized JournalSession open(String clusterId, String planId) {
        Session owner = owners.get(clusterId);
        if (owner != null) {
            throw new JournalOwnershipException(
                    "Did not open the journal of cluster " + clusterId + " for plan " + planId + ": plan "
                            + owner.planId() + " is being run in this process. Wait for it, or close it.",
                    null);
        }
        Session session = new Session(clusterId, planId);
        owners.put(clusterId, session);
        return session;
    }

    @Override
    public synchronized List<String> unfinished(String clusterId) {
        List<String> unfinished = new ArrayList<>();
        clusters.getOrDefault(clusterId, Map.of()).forEach((planId, records) -> {
            JournalState state = new JournalState();
            records.forEach(state);
            if (!state.isSettled()) {
                unfinished.add(planId);
            }
        });
        return unfinished;
    }

    private synchronized List<JournalRecord> read(Session session) {
        return List.copyOf(
                clusters.getOrDefault(session.clusterId(), Map.of()).getOrDefault(session.planId(), List.of()));
    }

    private synchronized void append(Session session, List<? extends JournalRecord> records) {
        if (owners.get(session.clusterId()) != session) {
            throw new IllegalStateException("The journal session of plan " + session.planId() + " is closed");
        }
        clusters.computeIfAbsent(session.clusterId(), id -> new LinkedHashMap<>())
                .computeIfAbsent(session.planId(), id -> new ArrayList<>())
                .addAll(records);
    }

    private synchronized void forget(Session session) {
        clusters.getOrDefault(session.clusterId(), new LinkedHashMap<>()).remove(session.planId());
    }

    private synchronized void release(Session session) {
        owners.remove(session.clusterId(), session);
    }

    private final class Session implements JournalSession {
        private final String clusterId;
        private final String planId;

        Session(String clusterId, String planId) {
            this.clusterId = clusterId;
            this.planId = planId;
        }

        @Override
        public String clusterId() {
            return clusterId;
        }

        @Override
        public String planId() {
            return planId;
        }

        @Override
        public void replay(Consumer<JournalRecord> reader) {
            read(this).forEach(reader);
        }

        @Override
        public void append(List<? extends JournalRecord> records) {
            MemoryJournal.this.append(this, records);
        }

        @Override
        public void forget() {
            MemoryJournal.this.forget(this);
        }

        @Override
        public void close() {
            release(this);
        }
    }
}
