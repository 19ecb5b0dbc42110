// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import java.nio.file.Path;

/**
 * Settings of applications of Kafka Streams, as text: Quorate does not depend on Streams. Made for Streams 4.3; an older one
 * ignores keys that it does not know and logs them.
 */
public final class StreamsPreset {
    private static final String RESILIENCE = "Kafka Streams, configuring for resiliency";
    private static final String ERRORS = "org.apache.kafka.streams.errors.";

    private StreamsPreset() {}

    /**
     * Goes on when a broker or an instance is lost; after a crash records may be processed twice.
     *
     * @param bootstrapServers {@code host:port} of some brokers, best one in each rack, with commas between
     * @param applicationId the name of the application, its group and its internal topics
     * @param clientId the name of this instance in quotas, logs and metrics
     * @param stateDirectory on a disk that stays
     * @return the preset, to be changed or built
     */
    public static ClientConfig.Builder highlyAvailable(
            String bootstrapServers, String applicationId, String clientId, Path stateDirectory) {
        return durable(ClientGoal.ZERO_LOSS, bootstrapServers, clientId)
                .set("application.id", applicationId, "names the group and the internal topics", "the caller")
                .set("state.dir", stateDirectory.toString(), "the default is under /tmp", "the caller")
                .set("processing.guarantee", "at_least_once", "nothing is skipped", "Kafka's default")
                .set("producer.delivery.timeout.ms", 300_000, "records outlast the restart of a broker", "our choice");
    }

    /**
     * Goes on when a broker or an instance is lost, and each record has its effect once.
     *
     * @param bootstrapServers {@code host:port} of some brokers, best one in each rack, with commas between
     * @param applicationId the name of the application, its group and its internal topics
     * @param clientId the name of this instance in quotas, logs and metrics
     * @param stateDirectory on a disk that stays
     * @return the preset, to be changed or built
     */
    public static ClientConfig.Builder exactlyOnce(
            String bootstrapServers, String applicationId, String clientId, Path stateDirectory) {
        return durable(ClientGoal.EXACTLY_ONCE, bootstrapServers, clientId)
                .set("application.id", applicationId, "names the group and the internal topics", "the caller")
                .set("state.dir", stateDirectory.toString(), "the default is under /tmp", "the caller")
                .set("processing.guarantee", "exactly_once_v2", "each record has its effect once", "KIP-447");
    }

    private static ClientConfig.Builder durable(ClientGoal goal, String bootstrapServers, String clientId) {
        return NetworkSettings.preset(ClientRole.STREAMS, goal, bootstrapServers, clientId)
                .set(
                        "replication.factor",
                        3,
                        "internal topics survive a broker; -1 is the brokers' default, often 1",
                        RESILIENCE)
                .set("num.standby.replicas", 1, "another instance has the state already", RESILIENCE)
                .set("topic.min.insync.replicas", 2, "internal topics keep what was acknowledged", RESILIENCE)
                .set("producer.acks", "all", "internal topics keep what was acknowledged", RESILIENCE)
                .set(
                        "producer.request.timeout.ms",
                        10_000,
                        "a broker that hangs is given up after 10 s",
                        NetworkSettings.MEASURED)
                .set(
                        "consumer.request.timeout.ms",
                        10_000,
                        "a broker that hangs is given up after 10 s",
                        NetworkSettings.MEASURED)
                .set(
                        "ensure.explicit.internal.resource.naming",
                        true,
                        "a changed topology finds its state again; unnamed stores make it refuse to start",
                        "KIP-1111")
                .set(
                        "deserialization.exception.handler",
                        ERRORS + "LogAndFailExceptionHandler",
                        "skips nothing",
                        "Kafka's default")
                .set(
                        "processing.exception.handler",
                        ERRORS + "LogAndFailProcessingExceptionHandler",
                        "skips nothing",
                        "KIP-1033");
    }
}
