// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.journal;

/**
 * Where a coordinator writes what must survive it. It must not be in the cluster that is upgraded. One coordinator at a time
 * owns the journal of a cluster.
 *
 * <p>A ready one is {@link FileUpgradeJournal}. Your own must keep what each method promises. Thread-safe.
 */
public interface UpgradeJournal {
    /**
     * Becomes the owner of a cluster's journal.
     *
     * @param clusterId the cluster
     * @return the journal of that cluster, with a token that is higher than that of every owner before
     * @throws JournalOwnershipException if somebody else owns it
     * @throws JournalException if it cannot be opened
     */
    JournalSession open(String clusterId);
}
