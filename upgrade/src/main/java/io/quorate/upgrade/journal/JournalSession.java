// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.journal;

import java.util.List;

/** The journal of one cluster, in the hands of its owner. Thread-safe. */
public interface JournalSession extends AutoCloseable {
    /**
     * Returns the owner's fencing token.
     *
     * @return 1 or more, higher than that of every owner before
     */
    long token();

    /**
     * Reads what is written, by earlier owners and by this one.
     *
     * @return the records in the order in which they were written
     * @throws JournalException if they cannot be read, or are damaged
     */
    List<UpgradeRecord> read();

    /**
     * Writes a record. It is durable when this returns. If it throws, or the process ends in it, the record is there whole or
     * not at all.
     *
     * @param record what to write
     * @throws JournalOwnershipException if somebody else has become the owner: touch nothing more
     * @throws JournalException if it could not be written, or it is not known whether it was: do not take the step that it
     *     announces
     */
    void append(UpgradeRecord record);

    /** Gives the ownership back. What is written stays. Does nothing the second time. */
    @Override
    void close();
}
