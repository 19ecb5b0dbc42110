// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.metrics;

import io.quorate.health.group.GroupHealth;
import io.quorate.health.group.GroupStatus;
import io.quorate.health.group.LagTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is shown of consumer groups: all of them by status, and the worst by themselves. */
final class GroupSamples {
    private static final double MILLIS = 1000.0;
    private static final Comparator<GroupHealth> WORST_FIRST = Comparator.comparing(
                    (GroupHealth group) -> group.status().isAlarming())
            .thenComparingLong(group -> group.maxLag().orElse(0))
            .reversed()
            .thenComparing(GroupHealth::groupId);

    private GroupSamples() {}

    static void put(Collection<GroupHealth> groups, int maxGroups, Samples samples) {
        Map<GroupStatus, Integer> byStatus = new EnumMap<>(GroupStatus.class);
        groups.forEach(group -> byStatus.merge(group.status(), 1, Integer::sum));
        for (GroupStatus status : GroupStatus.values()) {
            samples.put(Family.GROUPS, byStatus.getOrDefault(status, 0), name(status));
        }
        List<GroupHealth> shown = groups.size() <= maxGroups
                ? List.copyOf(groups)
                : groups.stream().sorted(WORST_FIRST).limit(maxGroups).toList();
        shown.forEach(group -> group(group, samples));
        samples.leftOut(Family.GROUP_LAG, groups.size() - shown.size());
    }

    /** What is not known has no series: a lag of 0 says that there is none. */
    private static void group(GroupHealth group, Samples samples) {
        String id = group.groupId();
        group.lag()
                .filter(sum -> sum.offsets() > 0 || sum.unknown() == 0)
                .ifPresent(sum -> samples.put(Family.GROUP_LAG, (double) sum.offsets(), id));
        group.maxLag().ifPresent(offsets -> samples.put(Family.GROUP_LAG_MAX, (double) offsets, id));
        group.behind()
                .map(LagTime::atLeast)
                .ifPresent(time -> samples.put(Family.GROUP_LAG_SECONDS, time.toMillis() / MILLIS, id));
        group.members().ifPresent(members -> samples.put(Family.GROUP_MEMBERS, members, id));
        samples.put(Family.GROUP_STATUS, 1, id, name(group.status()));
    }

    private static String name(GroupStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
