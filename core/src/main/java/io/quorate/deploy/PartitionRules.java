// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import io.quorate.deploy.AlertRule.Text;
import java.util.List;

/** Alerts for partitions. */
final class PartitionRules {
    private PartitionRules() {}

    static List<AlertRule> of(Selector in) {
        return List.of(
                AlertRule.critical(
                        "KafkaPartitionsOffline",
                        in.total("kafka_offline_partitions") + " > 0",
                        "1m",
                        new Text(
                                "{{ $value }} partitions have no leader: nobody reads or writes them",
                                "Start the broker that the monitor names first. An unclean election loses records.")),
                AlertRule.critical(
                        "KafkaPartitionsUnderMinIsr",
                        in.total("kafka_under_min_isr_partitions") + " > 0",
                        "2m",
                        new Text(
                                "{{ $value }} partitions refuse writes with acks=all",
                                "Bring their replicas back. Do not lower min.insync.replicas: it protects what is"
                                        + " written.")),
                AlertRule.warning(
                        "KafkaPartitionsAtMinIsr",
                        in.total("kafka_at_min_isr_partitions") + " > 0",
                        "10m",
                        new Text(
                                "{{ $value }} partitions refuse writes once one more replica is gone",
                                "Restart nothing. Bring the missing replicas back first.")),
                AlertRule.warning(
                        "KafkaPartitionsUnderReplicated",
                        in.total("kafka_under_replicated_partitions") + " > 0",
                        "15m",
                        new Text(
                                "{{ $value }} partitions have lacked a replica for longer than a restart takes",
                                "Read the monitor's diagnosis: a broker, a log dir, a throttle, or a replica far"
                                        + " behind.")),
                AlertRule.warning(
                        "KafkaIsrUnstable",
                        "rate(" + in.series("kafka_isr_shrink_events_total", "topic=\"__total__\"") + "[10m]) > 0",
                        "30m",
                        new Text(
                                "ISRs have kept shrinking for half an hour",
                                "Look for a slow disk, long pauses of a JVM, or a network that loses packets.")),
                AlertRule.warning(
                        "KafkaReassignmentLasts",
                        in.total("kafka_reassigning_partitions") + " > 0",
                        "6h",
                        new Text(
                                "{{ $value }} partitions are still being moved",
                                "Look whether a throttle is too low, or whether who moved them died half way.")),
                AlertRule.warning(
                        "KafkaThrottleLeftBehind",
                        in.series("kafka_health_findings", "finding=\"throttles-left-behind\"") + " > 0",
                        "30m",
                        new Text(
                                "A replication throttle is set and nothing is being moved",
                                "Remove it: replicas that fall behind cannot catch up under it.")));
    }
}
