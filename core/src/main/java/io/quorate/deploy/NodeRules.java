// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import io.quorate.deploy.AlertRule.Text;
import java.util.List;

/** Alerts for controllers, brokers and log dirs. */
final class NodeRules {
    private NodeRules() {}

    static List<AlertRule> of(Selector in) {
        return List.of(
                AlertRule.critical(
                        "KafkaQuorumUnavailable",
                        in.series("kafka_quorum_available") + " == 0",
                        "1m",
                        new Text(
                                "The controllers have no leader, or nobody can ask them",
                                "Nothing can be created, moved or elected, and all else that is shown may be old. Start"
                                        + " controllers until a majority runs.")),
                AlertRule.warning(
                        "KafkaQuorumVoterLagging",
                        in.series("kafka_quorum_voters", "state!=\"caught_up\"") + " > 0",
                        "2m",
                        new Text(
                                "{{ $value }} voters of the quorum are {{ $labels.state }}",
                                "Start the controllers that are down. Do not restart one that keeps up.")),
                AlertRule.warning(
                        "KafkaBrokerOffline",
                        in.series("kafka_broker_online") + " == 0",
                        "2m",
                        new Text(
                                "Broker {{ $labels.broker_id }} is not online",
                                "Start it. If it will not come back, move its replicas and unregister it.")),
                AlertRule.warning(
                        "KafkaBrokersMissing",
                        in.series("kafka_cluster_brokers") + " < " + in.series("kafka_cluster_brokers_expected"),
                        "2m",
                        new Text("Only {{ $value }} brokers are online", "Start the brokers that are missing.")),
                AlertRule.critical(
                        "KafkaLogDirFailed",
                        in.series("kafka_log_dir_online") + " == 0",
                        "1m",
                        new Text(
                                "Log dir {{ $labels.dir }} of broker {{ $labels.broker_id }} failed",
                                "Replace the disk and restart the broker, which copies the replicas anew.")),
                AlertRule.critical(
                        "KafkaLogDirFull",
                        in.series("kafka_log_dir_usable_ratio") + " < 0.05",
                        "2m",
                        new Text(
                                "Log dir {{ $labels.dir }} of broker {{ $labels.broker_id }} has"
                                        + " {{ $value | humanizePercentage }} left",
                                "Make room now: a full log dir takes all its replicas offline.")),
                AlertRule.warning(
                        "KafkaLogDirFilling",
                        in.series("kafka_log_dir_usable_ratio") + " < 0.15",
                        "10m",
                        new Text(
                                "Log dir {{ $labels.dir }} of broker {{ $labels.broker_id }} has"
                                        + " {{ $value | humanizePercentage }} left",
                                "Move replicas away, shorten retention, or enlarge the volume.")));
    }
}
