// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import java.util.List;

/**
 * Where runs write what must survive them. One process at a time owns the journal of a cluster.
 *
 * <p>Ready ones are {@link MemoryJournal}, {@link FileJournal} and {@link TopicJournal}. Your own must keep what each method
 * promises. Thread-safe.
 */
public interface ReassignmentJournal {
    /**
     * Becomes the owner of a cluster's journal and opens what is written there about one plan.
     *
     * @param clusterId the cluster
     * @param planId the plan, for example from {@link PlanId}
     * @return what is written, and the right to write more; close it at the end
     * @throws JournalOwnershipException if somebody else owns it, where the journal cannot take it away from them; a journal
     *     that can does so, and the earlier owner gets this exception at its next {@link JournalSession#append}
     * @throws JournalException if it cannot be read or written
     */
    JournalSession open(String clusterId, String planId);

    /**
     * Finds plans that were begun on a cluster and not brought to an end, or that still owe the cluster something that was
     * there before ({@link JournalState#isSettled()}). Does not become the owner.
     *
     * @param clusterId the cluster
     * @return the ids of the plans, the one begun first in front
     * @throws JournalException if it cannot be read
     */
    List<String> unfinished(String clusterId);
}
