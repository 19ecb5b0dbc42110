// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.group;

import io.quorate.cluster.Observed;
import io.quorate.group.ConsumerGroup;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The last looks at all groups of a cluster, and what they say together. A window is ten looks long, so a status other than
 * {@link GroupStatus#UNKNOWN} takes up to ten looks, and less where the group has read everything.
 *
 * <p>Groups that are gone are forgotten. A window takes at most some 500 bytes for each group and partition. Not
 * thread-safe: one thread adds.
 */
public final class GroupWindows {
    private final Map<String, GroupWindow> windows = new HashMap<>();

    /** No looks yet. */
    public GroupWindows() {}

    /**
     * Adds a look.
     *
     * @param seen the groups; where some could not be read, those that are missing are not gone yet
     * @param at when; later than the look before
     * @return how each group gets on, by id in alphabetical order; unavailable if no group could be read
     */
    public Observed<Map<String, GroupHealth>> add(Observed<Map<String, ConsumerGroup>> seen, Instant at) {
        Map<String, ConsumerGroup> groups = seen.orElse(Map.of());
        Map<String, GroupHealth> health = new TreeMap<>();
        groups.forEach((id, group) -> health.put(
                id, windows.computeIfAbsent(id, any -> new GroupWindow()).add(group, at.toEpochMilli())));
        if (seen.isComplete()) {
            windows.keySet().retainAll(groups.keySet());
        } else {
            forgetLongMissing(groups, seen.gaps().get(0).describe(), health);
        }
        return seen.value().isPresent()
                ? Observed.of(Collections.unmodifiableMap(health), seen.gaps())
                : Observed.unavailable(seen.gaps().get(0));
    }

    private void forgetLongMissing(Map<String, ConsumerGroup> groups, String why, Map<String, GroupHealth> health) {
        windows.entrySet()
                .removeIf(one ->
                        !groups.containsKey(one.getKey()) && one.getValue().miss() > PartitionWindow.LOOKS);
        windows.keySet().forEach(id -> health.computeIfAbsent(id, any -> GroupHealth.unknown(id, why)));
    }

    /**
     * Returns how many groups are remembered.
     *
     * @return their number
     */
    public int size() {
        return windows.size();
    }
}
