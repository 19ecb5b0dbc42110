// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.group;

import io.quorate.group.LagSum;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a consumer group gets on. What is not known is empty and never 0. Topics that the members no longer read are left
 * out of all figures.
 *
 * @param groupId its id
 * @param status the worst of its partitions
 * @param reason why, for people; names the partition
 * @param lag how far it is behind in all partitions together; empty if its commits could not be read
 * @param maxLag how far it is behind in the worst partition, in offsets; empty if that is known of none
 * @param behind how old the oldest record is that it will read next; empty if that is known of no partition
 * @param members how many members it has; empty if it could not be described
 */
public record GroupHealth(
        String groupId,
        GroupStatus status,
        String reason,
        Optional<LagSum> lag,
        OptionalLong maxLag,
        Optional<LagTime> behind,
        OptionalInt members) {
    /**
     * Returns it for people.
     *
     * @return one line
     */
    public String describe() {
        return "group " + groupId + " is " + status + ": " + reason
                + lag.map(sum -> "; lag " + sum.describe()).orElse("")
                + behind.map(time -> ", " + time.describe() + " behind").orElse("");
    }

    static GroupHealth unknown(String groupId, String reason) {
        return new GroupHealth(
                groupId,
                GroupStatus.UNKNOWN,
                reason,
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                OptionalInt.empty());
    }
}
