// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import io.quorate.cluster.Observed;
import io.quorate.group.CommittedOffset;
import io.quorate.internal.ByPartition;
import java.util.Map;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a consumer group goes on.
 *
 * @param type classic or consumer
 * @param state its state when it was read; the offsets of a group that is not empty move on while they are read
 * @param offsets its commits, by topic and partition
 */
public record GroupBackup(GroupType type, GroupState state, Observed<Map<TopicPartition, OffsetBackup>> offsets) {
    /**
     * Copies the offsets, sorted.
     *
     * @param type classic or consumer
     * @param state its state when it was read
     * @param offsets its commits
     */
    public GroupBackup {
        offsets = Sections.map(offsets, all -> Sections.sorted(all, ByPartition.ORDER));
    }

    /**
     * Returns the commits alone, for example for {@link io.quorate.group.ResetTarget#fromBackup}.
     *
     * @return the commits, by topic and partition
     */
    public Observed<Map<TopicPartition, CommittedOffset>> commits() {
        return Sections.map(offsets, all -> Sections.values(all, ByPartition.ORDER, OffsetBackup::commit));
    }
}
