// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

/**
 * Settings of producers, for a goal. All keep {@code acks=all} and idempotence, and say so: several settings turn idempotence
 * off without a word unless it is set. Topics must do their part: three replicas, {@code min.insync.replicas=2}, no unclean
 * leader election; {@link ClientConfig#audit()} checks it if the builder is given the cluster.
 *
 * <p>No setting helps an application that does not look at the result of {@code send}.
 */
public final class ProducerPreset {
    private static final String CONFLUENT = "Confluent, optimizing for throughput";
    private static final int MEBIBYTE = 1 << 20;

    private ProducerPreset() {}

    /**
     * Keeps what was acknowledged and outlasts a rolling restart.
     *
     * @param bootstrapServers {@code host:port} of some brokers, best one in each rack, with commas between
     * @param clientId the name in quotas, logs and metrics
     * @return the preset, to be changed or built
     */
    public static ClientConfig.Builder zeroLoss(String bootstrapServers, String clientId) {
        return durable(ClientGoal.ZERO_LOSS, bootstrapServers, clientId)
                .set(
                        "delivery.timeout.ms",
                        300_000,
                        "records outlast the restart of a broker and an election",
                        "our choice; MSK: 60 s or more")
                .set(
                        "request.timeout.ms",
                        10_000,
                        "a broker that hangs is given up after 10 s, not 30 s",
                        NetworkSettings.MEASURED)
                .set("linger.ms", 5, "batches fill", "KIP-1030")
                .set("batch.size", 32_768, "batches fill", "our choice")
                .set("compression.type", "lz4", "less network and disk for little CPU", CONFLUENT)
                .set("buffer.memory", 64 * MEBIBYTE, "records wait here during a fail-over", "our choice")
                .set("max.block.ms", 60_000, "send() waits for room and metadata", "Kafka's default");
    }

    /**
     * Writes in transactions.
     *
     * @param bootstrapServers {@code host:port} of some brokers, best one in each rack, with commas between
     * @param clientId the name in quotas, logs and metrics
     * @param transactionalId stable over restarts and different in each instance, so that the old instance is fenced
     * @return the preset, to be changed or built
     */
    public static ClientConfig.Builder exactlyOnce(String bootstrapServers, String clientId, String transactionalId) {
        return durable(ClientGoal.EXACTLY_ONCE, bootstrapServers, clientId)
                .set("transactional.id", transactionalId, "fences the instance that was there before", "the caller")
                .set(
                        "transaction.timeout.ms",
                        120_000,
                        "the coordinator does not abort while records are still being tried",
                        "our choice: above delivery.timeout.ms")
                .set("delivery.timeout.ms", 90_000, "a transaction fails before it is aborted", "our choice")
                .set(
                        "request.timeout.ms",
                        10_000,
                        "a broker that hangs is given up after 10 s, not 30 s",
                        NetworkSettings.MEASURED)
                .set("linger.ms", 5, "batches fill", "KIP-1030")
                .set("batch.size", 32_768, "batches fill", "our choice")
                .set("compression.type", "lz4", "less network and disk for little CPU", CONFLUENT)
                .set("buffer.memory", 64 * MEBIBYTE, "records wait here during a fail-over", "our choice")
                .set("max.block.ms", 60_000, "send() and initTransactions() wait", "Kafka's default");
    }

    /**
     * Sends at once and gives up soon. It does not trade durability: {@code with("acks", "1")} does, and the audit says so.
     *
     * @param bootstrapServers {@code host:port} of some brokers, best one in each rack, with commas between
     * @param clientId the name in quotas, logs and metrics
     * @return the preset, to be changed or built
     */
    public static ClientConfig.Builder lowLatency(String bootstrapServers, String clientId) {
        return durable(ClientGoal.LOW_LATENCY, bootstrapServers, clientId)
                .set("delivery.timeout.ms", 30_000, "gives up soon, but not before a fail-over of 10 s", "our choice")
                .set(
                        "request.timeout.ms",
                        10_000,
                        "a broker that hangs is given up after 10 s, not 30 s",
                        NetworkSettings.MEASURED)
                .set("linger.ms", 0, "no record waits for others", "Confluent, optimizing for latency")
                .set("batch.size", 16_384, "small batches are full sooner", "Kafka's default")
                .set("compression.type", "none", "no CPU before the network", "Confluent, optimizing for latency")
                .set("buffer.memory", 32 * MEBIBYTE, "a long queue is no low latency", "Kafka's default")
                .set("max.block.ms", 5_000, "send() fails soon if there is no room or no metadata", "our choice");
    }

    /**
     * Writes much.
     *
     * @param bootstrapServers {@code host:port} of some brokers, best one in each rack, with commas between
     * @param clientId the name in quotas, logs and metrics
     * @return the preset, to be changed or built
     */
    public static ClientConfig.Builder highThroughput(String bootstrapServers, String clientId) {
        return durable(ClientGoal.HIGH_THROUGHPUT, bootstrapServers, clientId)
                .set("delivery.timeout.ms", 120_000, "a full queue takes its time", "Kafka's default")
                .set("request.timeout.ms", 30_000, "a loaded broker may answer late", "Kafka's default")
                .set("linger.ms", 25, "batches fill", "MSK: 25")
                .set("batch.size", 131_072, "fewer requests", "MSK: 64 to 128 KiB")
                .set("compression.type", "zstd", "the most records for the network and the disks", CONFLUENT)
                .set("buffer.memory", 128 * MEBIBYTE, "a batch for each of a thousand partitions", "our choice")
                .set("max.block.ms", 60_000, "send() waits for room", "Kafka's default");
    }

    private static ClientConfig.Builder durable(ClientGoal goal, String bootstrapServers, String clientId) {
        String silent = "set, since other settings turn it off without a word";
        return NetworkSettings.preset(ClientRole.PRODUCER, goal, bootstrapServers, clientId)
                .set("acks", "all", "what is acknowledged is on every in-sync replica", "KIP-679")
                .set("enable.idempotence", true, "no retry writes twice; " + silent, "KIP-679")
                .set("retries", Integer.MAX_VALUE, "only delivery.timeout.ms bounds how long it tries", "KIP-91")
                .set("max.in.flight.requests.per.connection", 5, "order is kept with up to 5", "KAFKA-5494");
    }
}
