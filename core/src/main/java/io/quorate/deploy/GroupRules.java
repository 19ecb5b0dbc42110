// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import io.quorate.deploy.AlertRule.Text;
import java.util.List;

/** Alerts for consumer groups: by what they do, since no number of offsets is too many for all. */
final class GroupRules {
    private GroupRules() {}

    static List<AlertRule> of(Selector in) {
        return List.of(
                AlertRule.warning(
                        "KafkaGroupStalled",
                        in.series("kafka_group_status", "status=\"stalled\"") + " == 1",
                        "10m",
                        new Text(
                                "Group {{ $labels.group }} has members and commits nothing, while records arrive",
                                "Look for a record that it cannot process, or for a processing step that hangs.")),
                AlertRule.warning(
                        "KafkaGroupStopped",
                        in.series("kafka_group_status", "status=\"stopped\"") + " == 1",
                        "10m",
                        new Text(
                                "Group {{ $labels.group }} has no member and is behind",
                                "Start its application, or delete the group if nobody needs it.")),
                AlertRule.info(
                        "KafkaGroupRewound",
                        in.series("kafka_group_status", "status=\"rewound\"") + " == 1",
                        "0m",
                        new Text(
                                "Group {{ $labels.group }} went back",
                                "It reads records again. Look whether somebody reset it on purpose.")));
    }
}
