// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.progress;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * How far the copy of one partition has come.
 *
 * @param partition which
 * @param adding the brokers that it is being copied to
 * @param bytes how much was copied: the sizes of the new replicas, each at most the size of the leader
 * @param bytesTotal the size of the leader, for each new replica
 * @param sinceGrowth for how long no new replica has grown
 */
public record PartitionProgress(
        TopicPartition partition, List<Integer> adding, long bytes, long bytesTotal, Duration sinceGrowth) {
    /**
     * Copies the list.
     *
     * @param partition which
     * @param adding the brokers that it is being copied to
     * @param bytes how much was copied
     * @param bytesTotal how much there is to copy
     * @param sinceGrowth for how long no new replica has grown
     */
    public PartitionProgress {
        adding = List.copyOf(adding);
    }

    /**
     * Returns the share that is done.
     *
     * @return 0 to 1
     */
    public double fraction() {
        return bytesTotal == 0 ? 0 : Math.min(1.0, (double) bytes / bytesTotal);
    }
}
