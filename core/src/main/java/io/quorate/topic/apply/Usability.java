// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic.apply;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Topic;
import io.quorate.topic.TopicStep;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a change is seen by the broker that was asked, and the topic can be written to: visible is not usable. */
final class Usability {
    private Usability() {}

    static Optional<String> missing(ClusterState state, StepResult result) {
        String name = result.step().topic();
        Optional<Topic> topic = state.topic(name);
        if (topic.isEmpty()) {
            return Optional.of("topic " + name + " is not seen"
                    + state.topics().gaps().stream()
                            .filter(gap -> gap.subject().equals(Gap.topicSubject(name)))
                            .map(gap -> ", " + gap.describe())
                            .collect(Collectors.joining()));
        }
        if (!state.topicConfigs().orElse(Map.of()).containsKey(name)) {
            // The broker that was asked for the configs is not the one that knows the topic, and has not heard of it
            // yet.
            return Optional.of("the configs of topic " + name + " are not seen");
        }
        return unseen(state, topic.get(), result.step()).or(() -> unusable(state, topic.get()));
    }

    private static Optional<String> unseen(ClusterState state, Topic topic, TopicStep step) {
        if (step instanceof TopicStep.GrowPartitions growth && topic.partitionCount() < growth.to()) {
            return Optional.of("topic " + topic.name() + " has " + topic.partitionCount() + " partitions still");
        }
        if (step instanceof TopicStep.AlterConfigs alteration) {
            Map<String, ConfigValue> seen = Optional.ofNullable(
                            state.topicConfigs().orElse(Map.of()).get(topic.name()))
                    .map(ConfigSet::values)
                    .orElse(Map.of());
            return alteration.set().keySet().stream()
                    .filter(key -> isUnseen(alteration, key, seen.get(key)))
                    .findFirst()
                    .or(() -> alteration.removed().stream()
                            .filter(key -> isSetOnTopic(seen.get(key)))
                            .findFirst())
                    .map(key -> key + " of topic " + topic.name() + " is not seen to be changed");
        }
        return Optional.empty();
    }

    /** The brokers may write a value otherwise than it was set, so it only must be another than before. */
    private static boolean isUnseen(TopicStep.AlterConfigs alteration, String key, @Nullable ConfigValue seen) {
        if (seen == null || !isSetOnTopic(seen)) {
            return true;
        }
        String before = alteration.before().get(key);
        return seen.value().equals(before)
                && !seen.value().equals(alteration.set().get(key));
    }

    private static boolean isSetOnTopic(@Nullable ConfigValue seen) {
        return seen != null && seen.source() == ConfigValue.Source.DYNAMIC_TOPIC;
    }

    private static Optional<String> unusable(ClusterState state, Topic topic) {
        int minIsr = state.minInSyncReplicas(topic.name()).orElse(Integer.MAX_VALUE);
        return topic.partitions().stream()
                .filter(partition -> partition.isOffline() || partition.isUnderMinIsr(minIsr))
                .map(partition -> topic.topicPartition(partition.index()) + " has "
                        + (partition.isOffline() ? "no leader" : "leader " + partition.leader()) + " and ISR "
                        + partition.isr() + " of " + partition.replicas())
                .findFirst();
    }
}
