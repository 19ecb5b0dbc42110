// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The configurations of a workload's clients: what the caller gave, over what a workload needs. */
final class ClientSettings {
    private final Map<String, Object> common;

    ClientSettings(Map<String, Object> common) {
        this.common = Map.copyOf(common);
    }

    Map<String, Object> producer(ProducerSpec spec) {
        Map<String, Object> config = new HashMap<>();
        // A call that blocks for the default minute would hold up the end of the workload while the cluster is down.
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        // The transaction of a client that was given up holds readers back for this long.
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 20_000);
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "quorate-load-" + spec.name());
        config.putAll(common);
        config.putAll(spec.settings());
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return Map.copyOf(config);
    }

    Map<String, Object> member(String group, String name, Map<String, Object> given) {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "quorate-load-" + name);
        config.putAll(common);
        config.putAll(given);
        config.put(CommonClientConfigs.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // The group's start is committed before its members join. What is out of range later is a log that was cut.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return reading(config);
    }

    /** A consumer that asks where logs end, and may commit for the group while it has no members. */
    Map<String, Object> logEnds(String group) {
        Map<String, Object> config = new HashMap<>(common);
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "quorate-load-ends");
        config.put(CommonClientConfigs.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        return reading(config);
    }

    /** A consumer that reads what an application wrote, and asks how far the application's group is. */
    Map<String, Object> passage(String group) {
        Map<String, Object> config = new HashMap<>(logEnds(group));
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "quorate-load-passage");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return Map.copyOf(config);
    }

    private static Map<String, Object> reading(Map<String, Object> config) {
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return Map.copyOf(config);
    }
}
