// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.plan;

import java.time.Instant;
import org.apache.kafka.common.TopicPartition;

/**
 * A question for the first offset that is not older than a time.
 *
 * @param partition the partition
 * @param time the time
 */
public record PartitionTime(TopicPartition partition, Instant time) {}
