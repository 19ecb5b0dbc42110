// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

import java.util.Locale;

/** The checks that are made before an upgrade starts. */
public enum PreflightCheck {
    /** Every node that is expected is there and alive; no stale registration is left. */
    NODES,
    /** The release of every node is known, and all run the same minor release. */
    VERSIONS,
    /** The release tables know a way from the source to the target. */
    PATH,
    /** The target is not a release that is known to be bad. */
    KNOWN_ISSUES,
    /** No partition is offline or under min ISR. */
    AVAILABILITY,
    /** Every partition can lose one replica: replication factor above {@code min.insync.replicas}, and above 1. */
    REDUNDANCY,
    /** No replica is out of sync. */
    REPLICATION,
    /** Nothing is being reassigned. */
    REASSIGNMENTS,
    /** The quorum is complete, caught up, and survives the loss of a voter. */
    QUORUM,
    /** ELR does not change the effective {@code min.insync.replicas}. */
    ELR,
    /** The target starts with the configs of the nodes. */
    CONFIGS,
    /** The machines have a Java that the target runs on. */
    JAVA,
    /** The log dirs have room and no failed disk. */
    DISK,
    /** Consumer groups, for the comparison of offsets afterwards; no hanging transaction. */
    GROUPS,
    /** No client speaks a protocol that the target does not know any more. */
    CLIENTS,
    /** No partition can be led by a replica that is out of sync. */
    UNCLEAN_ELECTION,
    /** What makes a controlled shutdown slow for producers. */
    SHUTDOWN,
    /** Now is not busier than the recent past. */
    TRAFFIC,
    /** What the upgrade takes for granted and no protocol shows. */
    ASSUMPTIONS;

    /**
     * Returns the id to name the check by, in overrides and reports.
     *
     * @return for example {@code unclean-election}
     */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
