// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import io.quorate.internal.ByPartition;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * A member of a group.
 *
 * @param memberId what the coordinator calls it
 * @param instanceId its {@code group.instance.id}; empty if it has none, always for share groups
 * @param clientId its {@code client.id}
 * @param host where it runs
 * @param rack its rack; empty if it has not said
 * @param assignment the partitions that it reads, in order; for Streams those of its active tasks
 */
public record GroupMember(
        String memberId,
        Optional<String> instanceId,
        String clientId,
        String host,
        Optional<String> rack,
        List<TopicPartition> assignment) {
    /**
     * Copies the assignment, sorted.
     *
     * @param memberId what the coordinator calls it
     * @param instanceId its {@code group.instance.id}
     * @param clientId its {@code client.id}
     * @param host where it runs
     * @param rack its rack
     * @param assignment the partitions that it reads
     */
    public GroupMember {
        assignment = assignment.stream().sorted(ByPartition.ORDER).toList();
    }
}
