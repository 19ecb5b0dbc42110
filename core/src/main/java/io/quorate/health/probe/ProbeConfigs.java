// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.probe;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** What the clients of a probe are set to: everything ends within its time-out. */
final class ProbeConfigs {
    private static final String CLIENT_ID = "quorate-probe";

    private ProbeConfigs() {}

    static Map<String, Object> admin(Map<String, Object> configs, Duration timeout) {
        Map<String, Object> own = common(configs, timeout);
        own.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(timeout));
        return own;
    }

    static Map<String, Object> producer(Map<String, Object> configs, Duration timeout) {
        Map<String, Object> own = common(configs, timeout);
        own.put(ProducerConfig.ACKS_CONFIG, "all");
        own.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        own.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(timeout));
        own.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) millis(timeout));
        // A few records in a run: the default of 32 MB is for others.
        own.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 1L << 20);
        return own;
    }

    static Map<String, Object> consumer(Map<String, Object> configs, Duration timeout) {
        Map<String, Object> own = common(configs, timeout);
        own.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(timeout));
        own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        own.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return own;
    }

    private static Map<String, Object> common(Map<String, Object> configs, Duration timeout) {
        Map<String, Object> own = new HashMap<>(configs);
        own.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, CLIENT_ID);
        own.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, millis(timeout) / 2));
        return own;
    }

    private static int millis(Duration timeout) {
        return Math.toIntExact(timeout.toMillis());
    }
}
