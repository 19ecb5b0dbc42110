// SPDX-License-Identifier: Apache-2.0
package io.quorate.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Values by partition, found by topic first: hash codes of partitions of topics that are numbered collide in great numbers. The
 * partitions of a topic stand together.
 */
public final class ByPartition<V> {
    /** By topic, then by number. */
    public static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final Map<String, Map<Integer, V>> topics = new LinkedHashMap<>();

    /** Nothing yet. */
    public ByPartition() {}

    /** Puts a value, in place of the one before if there is one. */
    public void put(TopicPartition partition, V value) {
        topics.computeIfAbsent(partition.topic(), topic -> new HashMap<>()).put(partition.partition(), value);
    }

    /** The value of a partition that has one. */
    public V get(TopicPartition partition) {
        V value = topics.getOrDefault(partition.topic(), Map.of()).get(partition.partition());
        if (value == null) {
            throw new IllegalArgumentException("Nobody asked about " + partition);
        }
        return value;
    }

    /** All values, those of a topic together. */
    public List<V> values() {
        List<V> all = new ArrayList<>();
        topics.values().forEach(ofTopic -> all.addAll(ofTopic.values()));
        return all;
    }
}
