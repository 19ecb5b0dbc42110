// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.plan;

import io.quorate.backup.ClusterBackup;
import io.quorate.backup.LogRange;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Observed;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * All that a restore is decided by: the cluster as it is now.
 *
 * @param state its brokers and topics, with the effective values of the topic configs of the backup
 * @param cluster what a backup of it would have now
 * @param logs where the logs begin and end that groups of the backup have commits in
 * @param byTime the first offset that is not older, -1 if all are; only if offsets are restored by timestamp
 */
public record RestoreTarget(
        ClusterState state,
        ClusterBackup cluster,
        Map<TopicPartition, Observed<LogRange>> logs,
        Map<PartitionTime, Observed<Long>> byTime) {
    /**
     * Copies the maps.
     *
     * @param state its brokers and topics
     * @param cluster what a backup of it would have now
     * @param logs where the logs begin and end
     * @param byTime the first offset that is not older
     */
    public RestoreTarget {
        logs = Map.copyOf(logs);
        byTime = Map.copyOf(byTime);
    }
}
