// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import io.quorate.cluster.Observed;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The logs of a cluster, looked at twice.
 *
 * @param between how much time lay between the two looks
 * @param partitions the logs
 */
public record SeenLogs(Duration between, Observed<Map<TopicPartition, SeenLog>> partitions) {
    /**
     * Copies the logs.
     *
     * @param between how much time lay between the two looks
     * @param partitions the logs
     */
    public SeenLogs {
        partitions = Copies.of(partitions, Map::copyOf);
    }
}
