// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.execute;

import io.quorate.upgrade.journal.JournalSession;
import io.quorate.upgrade.journal.UpgradeJournal;
import io.quorate.upgrade.journal.UpgradeRecord;
import java.util.List;

/** A journal in whose n-th record the process ends: right before it is written, or right after. */
final class KillingJournal implements UpgradeJournal {
    /** When the process ends. */
    enum Moment {
        BEFORE,
        AFTER
    }

    /** The end of the process: nothing that catches exceptions can go on after it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final UpgradeJournal journal;
    private final Moment moment;
    private int left;

    KillingJournal(UpgradeJournal journal, int record, Moment moment) {
        this.journal = journal;
        this.left = record;
        this.moment = moment;
    }

    /** Tells whether there were fewer records. */
    boolean hasSurvived() {
        return left > 0;
    }

    @Override
    public JournalSession open(String clusterId) {
        JournalSession session = journal.open(clusterId);
        return new JournalSession() {
            @Override
            public long token() {
                return session.token();
            }

            @Override
            public List<UpgradeRecord> read() {
                return session.read();
            }

            @Override
            public void append(UpgradeRecord record) {
                left--;
                if (left <= 0 && moment == Moment.BEFORE) {
                    throw new Killed();
                }
                session.append(record);
                if (left <= 0) {
                    throw new Killed();
                }
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }
}
