// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import io.quorate.deploy.AlertRule.Text;
import java.util.List;

/** Alerts for what is not seen, and for the verdict as a whole. */
final class SightRules {
    private static final String STATUS = "kafka_health_status";

    private SightRules() {}

    static List<AlertRule> of(Selector in) {
        return List.of(
                AlertRule.critical(
                        "KafkaHealthNotReported",
                        "absent(" + in.series("kafka_health_snapshot_age_seconds") + ")",
                        "5m",
                        new Text(
                                "Nobody reports the health of the cluster",
                                "Look whether the application that runs the monitor is up and is scraped.")),
                AlertRule.critical(
                        "KafkaHealthBlind",
                        in.series("kafka_health_snapshot_age_seconds") + " > 60",
                        "1m",
                        new Text(
                                "The monitor took its last snapshot {{ $value | humanizeDuration }} ago",
                                "Look at the log and the threads of the application that runs the monitor.")),
                AlertRule.critical(
                        "KafkaHealthUnknown",
                        in.series(STATUS, "status=\"unknown\"") + " == 1",
                        "2m",
                        new Text(
                                "The cluster cannot be seen well enough to be judged",
                                "Take it for down until it answers. Look at the brokers, the network and the"
                                        + " permissions of the monitor's principal.")),
                AlertRule.critical(
                        "KafkaHealthCritical",
                        in.series(STATUS, "status=\"critical\"") + " == 1",
                        "5m",
                        new Text(
                                "The cluster is in a critical state",
                                "Read the findings of the monitor: each says what it means and what to do.")),
                AlertRule.info(
                        "KafkaMetricsLeftOut",
                        in.series("kafka_health_series_left_out") + " > 0",
                        "1h",
                        new Text(
                                "{{ $value }} series of {{ $labels.metric }} are over the limit and not shown",
                                "Raise the limit in ClusterMetrics, or look at the totals only.")));
    }
}
