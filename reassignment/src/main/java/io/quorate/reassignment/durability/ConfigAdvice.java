// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import io.quorate.cluster.ClusterState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Configs by which a broker will make topics later, and which cannot be changed while it runs. */
final class ConfigAdvice {
    /** The config, and the topic that is made by it; "" for topics of the users. */
    private static final Map<String, String> FACTORS = new LinkedHashMap<>();

    static {
        FACTORS.put("default.replication.factor", "");
        FACTORS.put("offsets.topic.replication.factor", "__consumer_offsets");
        FACTORS.put("transaction.state.log.replication.factor", "__transaction_state");
    }

    private ConfigAdvice() {}

    static List<DurabilityAdvice> of(DurabilityPolicy policy, ClusterState state) {
        List<DurabilityAdvice> advice = new ArrayList<>();
        FACTORS.forEach((key, topic) -> {
            // Once the internal topic is there, its own replicas count and the config does nothing any more.
            if (!topic.isEmpty() && state.topic(topic).isPresent()) {
                return;
            }
            OptionalInt lowest = state.brokerConfigs().orElse(Map.of()).values().stream()
                    .map(configs -> configs.intValue(key))
                    .filter(OptionalInt::isPresent)
                    .mapToInt(OptionalInt::getAsInt)
                    .min();
            if (lowest.isPresent() && lowest.getAsInt() < policy.replicationFactor()) {
                advice.add(new DurabilityAdvice.StaticBrokerConfig(key, lowest.getAsInt(), policy.replicationFactor()));
            }
        });
        return advice;
    }
}
