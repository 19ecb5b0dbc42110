// SPDX-License-Identifier: Apache-2.0
package io.quorate.health;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The replication throttles that are set: rates on brokers, and on topics the replicas that they hold back. */
final class Throttles {
    private static final String LEADER_RATE = "leader.replication.throttled.rate";
    private static final String FOLLOWER_RATE = "follower.replication.throttled.rate";
    private static final List<String> RATES =
            List.of(LEADER_RATE, FOLLOWER_RATE, "replica.alter.log.dirs.io.max.bytes.per.second");
    private static final String LEADER_REPLICAS = "leader.replication.throttled.replicas";
    private static final String FOLLOWER_REPLICAS = "follower.replication.throttled.replicas";

    private final ClusterState state;

    Throttles(ClusterState state) {
        this.state = state;
    }

    /** What is left of a throttle when it is known that nothing is being reassigned. */
    Optional<HealthFinding> leftBehind() {
        boolean idle = state.reassignments().isComplete()
                && state.reassignments().orElse(List.of()).isEmpty();
        if (!idle) {
            return Optional.empty();
        }
        List<String> rates = rates();
        List<String> topics = new ArrayList<>();
        state.topicConfigs().orElse(Map.of()).forEach((topic, configs) -> {
            if (isSet(configs, LEADER_REPLICAS) || isSet(configs, FOLLOWER_REPLICAS)) {
                topics.add(topic);
            }
        });
        return rates.isEmpty() && topics.isEmpty()
                ? Optional.empty()
                : Optional.of(new SettingFinding.ThrottlesLeftBehind(rates, topics));
    }

    private List<String> rates() {
        List<String> rates = new ArrayList<>();
        state.clusterDefaults()
                .value()
                .ifPresent(
                        configs -> addRates("all brokers", configs, ConfigValue.Source.DYNAMIC_CLUSTER_DEFAULT, rates));
        state.brokerConfigs()
                .orElse(Map.of())
                .forEach((nodeId, configs) ->
                        addRates("broker " + nodeId, configs, ConfigValue.Source.DYNAMIC_BROKER, rates));
        return rates;
    }

    private static void addRates(String whose, ConfigSet configs, ConfigValue.Source source, List<String> rates) {
        for (String key : RATES) {
            ConfigValue rate = configs.values().get(key);
            if (rate != null && rate.source() == source) {
                rates.add(whose + ": " + key + "=" + rate.value());
            }
        }
    }

    private static boolean isSet(ConfigSet configs, String key) {
        ConfigValue value = configs.values().get(key);
        return value != null && !value.value().isEmpty();
    }

    /** Tells whether a throttle holds back the replica of a partition on a broker: at its own end or at its leader's. */
    boolean holdBack(String topic, int partition, int leader, int follower) {
        return isThrottled(topic, partition, follower, FOLLOWER_REPLICAS, FOLLOWER_RATE)
                || isThrottled(topic, partition, leader, LEADER_REPLICAS, LEADER_RATE);
    }

    private boolean isThrottled(String topic, int partition, int nodeId, String replicasKey, String rateKey) {
        ConfigSet ofTopic = state.topicConfigs().orElse(Map.of()).get(topic);
        ConfigValue replicas = ofTopic == null ? null : ofTopic.values().get(replicasKey);
        if (replicas == null) {
            return false;
        }
        ConfigSet ofBroker = state.brokerConfigs().orElse(Map.of()).get(nodeId);
        return ofBroker != null
                && ofBroker.value(rateKey).isPresent()
                && (replicas.value().equals("*")
                        || List.of(replicas.value().split(",", -1)).contains(partition + ":" + nodeId));
    }
}
