// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A journal in memory, for tests: it survives a coordinator and not the process, so a real upgrade that ends with its process
 * cannot be resumed from it.
 *
 * <p>Thread-safe. A second owner is refused.
 */
public final class MemoryUpgradeJournal implements UpgradeJournal {
    private final Map<String, List<UpgradeRecord>> records = new HashMap<>();
    private final Map<String, Long> owners = new HashMap<>();
    private final Map<String, Session> held = new HashMap<>();

    /** Creates an empty journal. */
    public MemoryUpgradeJournal() {}

    @Override
    public synchronized JournalSession open(String clusterId) {
        if (held.containsKey(clusterId)) {
            throw new JournalOwnershipException(
                    "Did not open the journal of cluster " + clusterId
                            + ": another run of this process holds it. Wait for its end, or close it.",
                    null);
        }
        Session session = new Session(clusterId, owners.merge(clusterId, 1L, Long::sum));
        held.put(clusterId, session);
        return session;
    }

    private synchronized List<UpgradeRecord> of(String clusterId) {
        return List.copyOf(records.getOrDefault(clusterId, List.of()));
    }

    private synchronized void add(Session session, UpgradeRecord record) {
        if (held.get(session.clusterId) != session) {
            throw new JournalOwnershipException(
                    "Did not write to the journal of cluster " + session.clusterId
                            + ": it was given back. End this coordinator.",
                    null);
        }
        records.computeIfAbsent(session.clusterId, id -> new ArrayList<>()).add(record);
    }

    private synchronized void release(Session session) {
        held.remove(session.clusterId, session);
    }

    private final class Session implements JournalSession {
        private final String clusterId;
        private final long token;

        private Session(String clusterId, long token) {
            this.clusterId = clusterId;
            this.token = token;
        }

        @Override
        public long token() {
            return token;
        }

        @Override
        public List<UpgradeRecord> read() {
            return of(clusterId);
        }

        @Override
        public void append(UpgradeRecord record) {
            add(this, record);
        }

        @Override
        public void close() {
            release(this);
        }
    }
}
