// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.plan;

/**
 * What must be true of the partitions before nodes are stopped, from weak to strong. Each level demands what the weaker
 * ones demand, too. The first four follow Cloudera Manager's ladder for rolling restarts.
 */
public enum SafetyLevel {
    /**
     * Nothing is checked, not even the quorum. For a cluster that serves nobody; on any other it loses availability, and
     * with unclean leader election it loses data.
     */
    NONE,
    /** Every node that is not meant to be down is up, and the quorum keeps a majority that is caught up. */
    READY_FOR_REQUESTS,
    /**
     * Every partition that is available to {@code acks=all} now stays so. Partitions that are under min ISR already are
     * ignored, even those with a replica on the nodes, as long as they keep a leader.
     */
    HEALTHY_PARTITIONS_STAY_HEALTHY,
    /**
     * As before, and no partition with a replica on the nodes is under min ISR already: taking another of its replicas
     * away would delay its recovery. The default.
     */
    ALL_PARTITIONS_STAY_HEALTHY,
    /** As before, and every partition of the cluster has its full ISR. */
    FULLY_REPLICATED;

    /**
     * Tells whether this level demands what another one demands.
     *
     * @param other the other one
     * @return {@code true} if it is the same or stronger
     */
    public boolean demands(SafetyLevel other) {
        return compareTo(other) >= 0;
    }
}
