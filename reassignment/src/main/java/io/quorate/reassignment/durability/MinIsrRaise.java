// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Where {@code min.insync.replicas} is too low.
 *
 * @param steps a step for each topic that the policy covers, and one for the cluster's default
 * @param advice what has to be done by hand
 */
record MinIsrRaise(List<DurabilityStep> steps, List<DurabilityAdvice> advice) {
    private static final String MIN_INSYNC_REPLICAS = "min.insync.replicas";

    /** The level of {@code metadata.version} that Kafka 3.7 finalizes (3.7-IV4). */
    private static final int METADATA_VERSION_3_7 = 19;

    static MinIsrRaise plan(DurabilityPolicy policy, ClusterState state) {
        List<DurabilityStep> steps = new ArrayList<>();
        List<DurabilityAdvice> advice = new ArrayList<>();
        int wanted = policy.minInSyncReplicas();
        List<String> harmed = new ArrayList<>();
        for (Topic topic : state.topics().orElse(Map.of()).values()) {
            OptionalInt now = state.minInSyncReplicas(topic.name());
            if (now.isEmpty() || now.getAsInt() >= wanted) {
                continue;
            }
            if (policy.covers(topic.name())) {
                steps.add(new DurabilityStep.RaiseMinIsr(topic.name(), topic.id(), now.getAsInt(), wanted));
            } else if (wouldBeHarmed(policy, state, topic)) {
                harmed.add(topic.name());
            }
        }
        OptionalInt lowest = state.brokerConfigs().orElse(Map.of()).values().stream()
                .map(configs -> configs.intValue(MIN_INSYNC_REPLICAS))
                .filter(OptionalInt::isPresent)
                .mapToInt(OptionalInt::getAsInt)
                .min();
        if (lowest.isPresent() && lowest.getAsInt() < wanted) {
            if (harmed.isEmpty()) {
                steps.add(new DurabilityStep.RaiseDefaultMinIsr(lowest.getAsInt(), wanted));
            } else {
                advice.add(new DurabilityAdvice.DefaultMinIsrKept(lowest.getAsInt(), wanted, harmed));
            }
        }
        return new MinIsrRaise(steps, advice);
    }

    /** A topic left as it is that takes its value from the default, and would stop at the loss of one broker with it. */
    private static boolean wouldBeHarmed(DurabilityPolicy policy, ClusterState state, Topic topic) {
        ConfigSet configs = state.topicConfigs().orElse(Map.of()).getOrDefault(topic.name(), new ConfigSet(Map.of()));
        ConfigValue value = configs.values().get(MIN_INSYNC_REPLICAS);
        boolean inherited = value == null || value.source() != ConfigValue.Source.DYNAMIC_TOPIC;
        // A single replica counts as its own quorum since 3.7: min(min.insync.replicas, replicas). Before, it is
        // refused.
        boolean capped = state.features()
                        .value()
                        .map(features -> features.level("metadata.version").orElse(0))
                        .orElse(0)
                >= METADATA_VERSION_3_7;
        int harmless = capped ? 1 : 0;
        return inherited
                && topic.partitions().stream()
                        .anyMatch(partition -> partition.replicas().size() > harmless
                                && partition.replicas().size() <= policy.minInSyncReplicas());
    }
}
