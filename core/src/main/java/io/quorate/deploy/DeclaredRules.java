// SPDX-License-Identifier: Apache-2.0
package io.quorate.deploy;

import io.quorate.deploy.AlertRule.Text;
import io.quorate.topology.ClusterTopology;
import io.quorate.topology.QuorumKind;
import java.util.ArrayList;
import java.util.List;

/** Alerts for what differs from the declared cluster. */
final class DeclaredRules {
    private DeclaredRules() {}

    static List<AlertRule> of(ClusterTopology topology, Selector in) {
        List<AlertRule> rules = new ArrayList<>();
        rules.add(fewer(
                "KafkaFewerBrokersThanDeclared",
                in.series("kafka_cluster_brokers"),
                topology.brokers().size()));
        if (topology.quorum() != QuorumKind.ZOOKEEPER) {
            rules.add(fewer(
                    "KafkaFewerVotersThanDeclared",
                    "sum(" + in.series("kafka_quorum_voters") + ")",
                    topology.controllers().size()));
        }
        return rules;
    }

    private static AlertRule fewer(String name, String series, int declared) {
        return AlertRule.warning(
                name,
                series + " < " + declared,
                "2m",
                new Text("Only {{ $value }} of " + declared + " are there", "Start or add what is missing."));
    }
}
