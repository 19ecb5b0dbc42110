// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Where {@code min.insync.replicas} is above what an exact policy asks for. */
final class MinIsrLowering {
    private static final String MIN_INSYNC_REPLICAS = "min.insync.replicas";

    private MinIsrLowering() {}

    static List<DurabilityStep.LowerMinIsr> steps(DurabilityPolicy policy, ClusterState state) {
        int wanted = policy.minInSyncReplicas();
        return state.topics().orElse(Map.of()).values().stream()
                .filter(topic -> isAbove(policy, state, topic))
                .map(topic -> new DurabilityStep.LowerMinIsr(
                        topic.name(),
                        topic.id(),
                        state.minInSyncReplicas(topic.name()).orElse(wanted),
                        wanted))
                .toList();
    }

    /** The cluster as it is when those steps are done: what replicas are planned on. */
    static ClusterState applied(DurabilityPolicy policy, ClusterState state) {
        Map<String, ConfigSet> configs = new HashMap<>(state.topicConfigs().orElse(Map.of()));
        for (DurabilityStep.LowerMinIsr step : steps(policy, state)) {
            Map<String, ConfigValue> values = new HashMap<>(
                    configs.getOrDefault(step.topic(), new ConfigSet(Map.of())).values());
            values.put(
                    MIN_INSYNC_REPLICAS, new ConfigValue(String.valueOf(step.to()), ConfigValue.Source.DYNAMIC_TOPIC));
            configs.put(step.topic(), new ConfigSet(values));
        }
        return state.topicConfigs().value().isEmpty()
                ? state
                : state.toBuilder()
                        .topicConfigs(Observed.of(configs, state.topicConfigs().gaps()))
                        .build();
    }

    private static boolean isAbove(DurabilityPolicy policy, ClusterState state, Topic topic) {
        OptionalInt now = state.minInSyncReplicas(topic.name());
        return policy.isExact()
                && policy.covers(topic.name())
                && now.isPresent()
                && now.getAsInt() > policy.minInSyncReplicas();
    }
}
