// SPDX-License-Identifier: Apache-2.0
package io.quorate.topic;

import io.quorate.cluster.Broker;
import io.quorate.cluster.ClusterState;
import io.quorate.cluster.Clusters;
import io.quorate.cluster.ConfigSet;
import io.quorate.cluster.ConfigValue;
import io.quorate.cluster.Endpoint;
import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.cluster.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A cluster of three brokers in racks a, b and c, as it was seen. */
final class Seen {
    static final List<Integer> ALL = List.of(1, 2, 3);

    private final Map<String, Topic> topics = new HashMap<>();
    private final Map<String, ConfigSet> configs = new HashMap<>();
    private final List<Gap> topicGaps = new ArrayList<>();
    private final List<Gap> configGaps = new ArrayList<>();

    /** Partitions on all three brokers, all in sync. */
    Seen topic(String name, int partitions, Map<String, ConfigValue> values) {
        Topic.Builder topic = Topic.builder(name);
        IntStream.range(0, partitions).forEach(index -> topic.partition(Clusters.partition(index, ALL, ALL)));
        return topic(topic.build(), values);
    }

    Seen topic(Topic topic, Map<String, ConfigValue> values) {
        topics.put(topic.name(), topic);
        configs.put(topic.name(), new ConfigSet(values));
        return this;
    }

    Seen unreadable(String topic, Gap.Kind kind) {
        topicGaps.add(new Gap(Gap.topicSubject(topic), kind, "said Kafka"));
        return this;
    }

    Seen unreadableConfigs(String topic, Gap.Kind kind) {
        configs.remove(topic);
        configGaps.add(new Gap(Gap.topicConfigsSubject(topic), kind, "said Kafka"));
        return this;
    }

    ClusterState state() {
        List<Broker> brokers = List.of(broker(1, "a"), broker(2, "b"), broker(3, "c"));
        return ClusterState.builder("here", Clusters.NOW)
                .brokers(Observed.present(brokers))
                .topics(Observed.of(topics, topicGaps))
                .topicConfigs(Observed.of(configs, configGaps))
                .build();
    }

    static Broker broker(int id, String rack) {
        return new Broker(id, new Endpoint("localhost", 9000 + id), rack, false);
    }

    static ConfigValue set(Object value) {
        return new ConfigValue(String.valueOf(value), ConfigValue.Source.DYNAMIC_TOPIC);
    }

    static ConfigValue inherited(Object value) {
        return new ConfigValue(String.valueOf(value), ConfigValue.Source.DEFAULT);
    }
}
