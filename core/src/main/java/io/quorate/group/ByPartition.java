// SPDX-License-Identifier: Apache-2.0
package io.quorate.group;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Values by partition, found by topic first: hash codes of partitions of topics that are numbered collide in great numbers. The
 * partitions of a topic stand together.
 */
final class ByPartition<V> {
    private final Map<String, Map<Integer, V>> topics = new LinkedHashMap<>();

    void put(TopicPartition partition, V value) {
        topics.computeIfAbsent(partition.topic(), topic -> new HashMap<>()).put(partition.partition(), value);
    }

    @Nullable
    V get(TopicPartition partition) {
        Map<Integer, V> ofTopic = topics.get(partition.topic());
        return ofTopic == null ? null : ofTopic.get(partition.partition());
    }

    List<V> values() {
        List<V> all = new ArrayList<>();
        topics.values().forEach(ofTopic -> all.addAll(ofTopic.values()));
        return all;
    }
}
