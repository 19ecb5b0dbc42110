// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;

/**
 * A group of any type, with its members.
 *
 * @param groupId its id
 * @param type classic, consumer, share or streams
 * @param state its state
 * @param coordinator the node that coordinates it
 * @param members its members, by id
 */
public record GroupDescription(
        String groupId, GroupType type, GroupState state, int coordinator, List<GroupMember> members) {
    /**
     * Copies the members, sorted.
     *
     * @param groupId its id
     * @param type its type
     * @param state its state
     * @param coordinator the node that coordinates it
     * @param members its members
     */
    public GroupDescription {
        members = members.stream()
                .sorted(Comparator.comparing(GroupMember::memberId))
                .toList();
    }
}
