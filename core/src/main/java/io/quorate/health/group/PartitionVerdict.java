// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.group;

import org.apache.kafka.common.TopicPartition;

/** How a group gets on in one partition. */
record PartitionVerdict(GroupStatus status, String reason) {
    /** What is worse hides the rest; what is not known hides what is well. */
    int badness() {
        return switch (status) {
            case OK -> 0;
            case UNKNOWN -> 1;
            case LAGGING -> 2;
            case REWOUND -> 3;
            case STALLED -> 4;
            case STOPPED -> 5;
        };
    }

    PartitionVerdict in(TopicPartition partition) {
        return status == GroupStatus.OK ? this : new PartitionVerdict(status, partition + " " + reason);
    }
}
