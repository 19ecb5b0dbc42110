// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import java.util.List;
import java.util.function.Consumer;

/**
 * What is written about one plan, in the hands of the one who may write more. Use it from one thread at a time.
 */
public interface JournalSession extends AutoCloseable {
    /**
     * Returns the cluster.
     *
     * @return its id
     */
    String clusterId();

    /**
     * Returns the plan.
     *
     * @return its id
     */
    String planId();

    /**
     * Reads what is written about the plan, by earlier owners and by this one, in the order in which it was written. May be
     * called again.
     *
     * @param reader gets each record
     * @throws JournalException if it cannot be read, or holds something that this version does not understand
     */
    void replay(Consumer<JournalRecord> reader);

    /**
     * Writes records. They are durable when this returns: a crash of the process, and where the journal can, of the machine,
     * does not lose them. If it throws, or the process ends in it, the first few of them may be there and the others not; never
     * one in part, and never a later one without those before it.
     *
     * @param records what to write, in order
     * @throws JournalOwnershipException if somebody else has become the owner: change nothing more on the cluster
     * @throws JournalException if they could not be written, or it is not known whether they were: do not take the step that
     *     they announce
     */
    void append(List<? extends JournalRecord> records);

    /**
     * Writes one record, as {@link #append(List)} does.
     *
     * @param record what to write
     */
    default void append(JournalRecord record) {
        append(List.of(record));
    }

    /**
     * Forgets all that is written about the plan, for which the caller has seen that nothing is left to do ({@link
     * JournalState#isSettled()}). A crash in the middle leaves something that is settled, too. Nothing can be written after it.
     * A journal that keeps everything does nothing, as this does.
     *
     * @throws JournalException if it could not be forgotten; it is in nobody's way
     */
    default void forget() {}

    /** Gives the ownership back. What is written stays. Does nothing the second time. */
    @Override
    void close();
}
