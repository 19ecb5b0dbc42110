// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.load;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What an application of Kafka Streams is told so that it stays available and processes each record exactly once, by
 * Kafka's keys: this library does not depend on Streams.
 *
 * <pre>{@code
 * Properties config = new Properties();
 * config.putAll(StreamsProperties.exactlyOnce(cluster.clientConfig(), "copier", 3, stateDirectory));
 * KafkaStreams streams = new KafkaStreams(topology, config);
 * ...
 * workload.stop(Duration.ofSeconds(30)).throwIfNotClean();
 * workload.judgePassage("copier", "out", Duration.ofSeconds(60)).throwIfNotClean();
 * }</pre>
 */
public final class StreamsProperties {
    private static final int STRETCHED = 3;

    private StreamsProperties() {}

    /**
     * Returns properties for exactly-once processing, with internal topics of several replicas.
     *
     * @param clientConfig what clients need to reach the cluster: {@code bootstrap.servers} and security settings
     * @param applicationId the {@code application.id}, which is the name of its group too
     * @param brokers how many brokers the cluster has: internal topics get as many replicas, at most 3, of which one may be
     *     missing
     * @param stateDirectory where the instance keeps its state; one of its own for each instance
     * @return a new map, to which serdes and more can be added
     */
    public static Map<String, Object> exactlyOnce(
            Map<String, ?> clientConfig, String applicationId, int brokers, Path stateDirectory) {
        if (applicationId.isBlank() || brokers < 1) {
            throw new IllegalArgumentException(
                    "An application of Streams needs an id and at least 1 broker; given were \"%s\" and %d."
                            .formatted(applicationId, brokers));
        }
        int replicas = Math.min(STRETCHED, brokers);
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put("application.id", applicationId);
        config.put("processing.guarantee", "exactly_once_v2");
        config.put("replication.factor", replicas);
        config.put("topic.min.insync.replicas", String.valueOf(Math.max(1, replicas - 1)));
        config.put("num.standby.replicas", replicas > 1 ? 1 : 0);
        config.put("state.dir", stateDirectory.toString());
        // Its group has no offsets when it starts, and what was written before belongs to it too.
        config.put("main.consumer.auto.offset.reset", "earliest");
        // A request to a broker that hangs is given up in time to find the next leader.
        config.put("producer.request.timeout.ms", 5_000);
        config.put("producer.delivery.timeout.ms", 120_000);
        return config;
    }
}
