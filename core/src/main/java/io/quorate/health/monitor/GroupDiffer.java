// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.monitor;

import io.quorate.cluster.Observed;
import io.quorate.health.group.GroupHealth;
import io.quorate.health.group.GroupStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns the differences between what is known of groups at two looks into events. Not thread-safe. */
final class GroupDiffer {
    private final Map<String, GroupStatus> known = new HashMap<>();

    List<HealthEvent> differences(Observed<Map<String, GroupHealth>> groups, Instant at) {
        List<HealthEvent> events = new ArrayList<>();
        Map<String, GroupHealth> now = groups.orElse(Map.of());
        if (groups.isComplete()) {
            known.keySet().retainAll(now.keySet());
        }
        now.forEach((id, group) -> {
            if (group.status() == GroupStatus.UNKNOWN) {
                return;
            }
            GroupStatus before = known.put(id, group.status());
            GroupStatus was = before == null ? GroupStatus.OK : before;
            if (was != group.status()) {
                events.add(new HealthEvent.GroupStatusChanged(at, id, was, group.status(), group.reason()));
            }
        });
        return events;
    }
}
