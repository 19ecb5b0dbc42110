// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover;

import org.apache.kafka.common.TopicPartition;

/**
 * A place in a log.
 *
 * @param partition which log
 * @param offset where in it
 */
public record RecordPosition(TopicPartition partition, long offset) {}
