// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The clients inside of an application of Streams, with the settings that Streams 4.3.1 makes for them. */
final class StreamsClients {
    static final List<String> PREFIXES = List.of(
            "producer.", "consumer.", "main.consumer.", "restore.consumer.", "global.consumer.", "admin.", "topic.");

    private static final int REQUEST_OF_STREAMS = 40_000;
    private static final String GUARANTEE = "processing.guarantee";

    private StreamsClients() {}

    static boolean isExactlyOnce(EffectiveConfig streams) {
        return streams.text(GUARANTEE).equals("exactly_once_v2");
    }

    static EffectiveConfig producer(EffectiveConfig streams) {
        Map<String, Object> config = shared(streams, ClientRole.PRODUCER);
        config.putIfAbsent("linger.ms", 100);
        if (isExactlyOnce(streams)) {
            config.putIfAbsent(ProducerRules.DELIVERY, Integer.MAX_VALUE);
            config.put(ProducerRules.IDEMPOTENCE, true);
        }
        own(streams, config, "producer.");
        return EffectiveConfig.of(ClientRole.PRODUCER, config);
    }

    static EffectiveConfig consumer(EffectiveConfig streams) {
        Map<String, Object> config = shared(streams, ClientRole.CONSUMER);
        config.remove(ConsumerRules.PROTOCOL);
        config.putIfAbsent("auto.offset.reset", "earliest");
        config.putIfAbsent("max.poll.records", 1_000);
        own(streams, config, "consumer.");
        own(streams, config, "main.consumer.");
        // Streams sets these itself and warns whoever tries.
        config.put(ConsumerRules.AUTO_COMMIT, false);
        config.put("allow.auto.create.topics", false);
        config.put("isolation.level", isExactlyOnce(streams) ? "read_committed" : "read_uncommitted");
        config.put(ConsumerRules.GROUP, "of the application");
        return EffectiveConfig.of(ClientRole.CONSUMER, config);
    }

    private static Map<String, Object> shared(EffectiveConfig streams, ClientRole role) {
        Map<String, Object> config = new HashMap<>();
        for (String key : streams.keys()) {
            if (KnownKeys.isKnown(role, key)) {
                config.put(key, streams.given(key));
            }
        }
        config.putIfAbsent(ProducerRules.REQUEST, REQUEST_OF_STREAMS);
        return config;
    }

    private static void own(EffectiveConfig streams, Map<String, Object> config, String prefix) {
        for (String key : streams.keys()) {
            if (key.startsWith(prefix)) {
                config.put(key.substring(prefix.length()), streams.given(key));
            }
        }
    }
}
