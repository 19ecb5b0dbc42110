// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.plan;

/** Who decides where the replicas of a topic that is created go. The replication factor is always that of the backup. */
public enum Placement {
    /** The cluster, by its racks. */
    BROKERS_CHOOSE,
    /** The same node ids as in the backup; refused if one of them is not online. */
    AS_IN_BACKUP
}
