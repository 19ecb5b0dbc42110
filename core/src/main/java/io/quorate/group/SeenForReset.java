// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import io.quorate.cluster.Observed;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;

/**
 * All that a reset is decided by.
 *
 * @param group who it is; a present empty one if there is no such group
 * @param commits where it is
 * @param logs where the logs begin and end, for each partition that is meant
 * @param atTime the first offset that is not older than the target's time, -1 if all are; only where the target is a time
 */
record SeenForReset(
        Observed<Optional<Standing>> group,
        Observed<Map<TopicPartition, Long>> commits,
        Map<TopicPartition, Observed<Range>> logs,
        Map<TopicPartition, Observed<Long>> atTime) {
    record Standing(GroupType type, GroupState state, int members) {}

    record Range(long start, long end) {}
}
