// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import io.quorate.deploy.Panel.Line;
import java.util.List;

/** What the dashboard shows: the verdict first, then nodes, partitions, the quorum, groups and disks. */
final class Panels {
    private Panels() {}

    static List<Panel> stats(Selector in) {
        return List.of(
                Panel.stat("Status", "short", new Line(in.series("kafka_health_status") + " == 1", "{{status}}")),
                Panel.stat(
                        "Brokers",
                        "short",
                        new Line(in.series("kafka_cluster_brokers"), "online"),
                        new Line(in.series("kafka_cluster_brokers_expected"), "expected")),
                Panel.stat("Offline", "short", new Line(in.total("kafka_offline_partitions"), "partitions")),
                Panel.stat(
                        "Under min ISR", "short", new Line(in.total("kafka_under_min_isr_partitions"), "partitions")),
                Panel.stat(
                        "Under-replicated",
                        "short",
                        new Line(in.total("kafka_under_replicated_partitions"), "partitions")),
                Panel.stat("Age of this", "s", new Line(in.series("kafka_health_snapshot_age_seconds"), "snapshot")));
    }

    static List<Panel> graphs(Selector in) {
        return List.of(
                Panel.lines(
                        "Brokers online", "short", new Line(in.series("kafka_broker_online"), "broker {{broker_id}}")),
                Panel.lines(
                        "Partitions",
                        "short",
                        new Line(in.total("kafka_offline_partitions"), "offline"),
                        new Line(in.total("kafka_under_min_isr_partitions"), "under min ISR"),
                        new Line(in.total("kafka_at_min_isr_partitions"), "at min ISR"),
                        new Line(in.total("kafka_under_replicated_partitions"), "under-replicated"),
                        new Line(in.total("kafka_reassigning_partitions"), "reassigning")),
                Panel.lines(
                        "Under-replicated partitions by topic",
                        "short",
                        new Line(
                                "topk(10, " + in.series("kafka_under_replicated_partitions", "topic!=\"__total__\"")
                                        + ")",
                                "{{topic}}")),
                Panel.lines(
                        "ISR changes a second",
                        "short",
                        new Line("rate(" + in.total("kafka_isr_shrink_events_total") + "[5m])", "shrank"),
                        new Line("rate(" + in.total("kafka_isr_expand_events_total") + "[5m])", "expanded")),
                Panel.lines("Quorum voters", "short", new Line(in.series("kafka_quorum_voters"), "{{state}}")),
                Panel.lines(
                        "Time since nodes fetched metadata",
                        "s",
                        new Line(in.series("kafka_quorum_fetch_age_seconds"), "{{role}} {{node_id}}")),
                Panel.lines(
                        "Group lag, the largest",
                        "short",
                        new Line("topk(10, " + in.series("kafka_group_lag") + ")", "{{group}}")),
                Panel.lines(
                        "Group lag in seconds, the largest",
                        "s",
                        new Line("topk(10, " + in.series("kafka_group_lag_seconds") + ")", "{{group}}")),
                Panel.lines("Groups by status", "short", new Line(in.series("kafka_groups"), "{{status}}")),
                Panel.lines(
                        "Log dirs, usable",
                        "percentunit",
                        new Line(in.series("kafka_log_dir_usable_ratio"), "{{broker_id}} {{dir}}")),
                Panel.lines(
                        "Findings", "short", new Line(in.series("kafka_health_findings"), "{{severity}} {{finding}}")),
                Panel.lines(
                        "Time to take a snapshot", "s", new Line(in.series("kafka_health_collection_seconds"), "s")));
    }
}
