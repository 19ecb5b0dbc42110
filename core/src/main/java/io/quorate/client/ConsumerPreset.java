// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

/**
 * Settings of consumers, for a goal. Where to begin without a commit is the caller's to say. With the cluster given to the
 * builder, the group uses the new protocol where the brokers have it.
 */
public final class ConsumerPreset {
    private static final String DEFAULT = "Kafka's default";

    private ConsumerPreset() {}

    /**
     * Skips nothing: the application commits after processing.
     *
     * @param bootstrapServers {@code host:port} of some brokers, best one in each rack, with commas between
     * @param clientId the name in quotas, logs and metrics
     * @param groupId the group
     * @param reset where to begin without a commit
     * @return the preset, to be changed or built
     */
    public static ClientConfig.Builder zeroLoss(
            String bootstrapServers, String clientId, String groupId, OffsetReset reset) {
        return steady(member(ClientGoal.ZERO_LOSS, bootstrapServers, clientId, groupId), reset)
                .set("isolation.level", "read_uncommitted", "waits for no transaction", DEFAULT);
    }

    /**
     * Reads what transactions have committed; offsets go into the transaction ({@code sendOffsetsToTransaction}).
     *
     * @param bootstrapServers {@code host:port} of some brokers, best one in each rack, with commas between
     * @param clientId the name in quotas, logs and metrics
     * @param groupId the group
     * @param reset where to begin without a commit
     * @return the preset, to be changed or built
     */
    public static ClientConfig.Builder exactlyOnce(
            String bootstrapServers, String clientId, String groupId, OffsetReset reset) {
        return steady(member(ClientGoal.EXACTLY_ONCE, bootstrapServers, clientId, groupId), reset)
                .set("isolation.level", "read_committed", "reads nothing that is aborted later", "KIP-98");
    }

    /**
     * Gets records soon.
     *
     * @param bootstrapServers {@code host:port} of some brokers, best one in each rack, with commas between
     * @param clientId the name in quotas, logs and metrics
     * @param groupId the group
     * @param reset where to begin without a commit
     * @return the preset, to be changed or built
     */
    public static ClientConfig.Builder lowLatency(
            String bootstrapServers, String clientId, String groupId, OffsetReset reset) {
        return begins(member(ClientGoal.LOW_LATENCY, bootstrapServers, clientId, groupId), reset)
                .set("max.poll.records", 100, "a poll's records are processed and committed soon", "our choice")
                .set("fetch.min.bytes", 1, "an answer waits for no second record", DEFAULT)
                .set("fetch.max.wait.ms", 100, "an empty fetch comes back soon", "our choice")
                .set("isolation.level", "read_uncommitted", "waits for no transaction", DEFAULT);
    }

    /**
     * Reads much.
     *
     * @param bootstrapServers {@code host:port} of some brokers, best one in each rack, with commas between
     * @param clientId the name in quotas, logs and metrics
     * @param groupId the group
     * @param reset where to begin without a commit
     * @return the preset, to be changed or built
     */
    public static ClientConfig.Builder highThroughput(
            String bootstrapServers, String clientId, String groupId, OffsetReset reset) {
        return begins(member(ClientGoal.HIGH_THROUGHPUT, bootstrapServers, clientId, groupId), reset)
                .set("max.poll.records", 2_000, "fewer polls", "our choice")
                .set("fetch.min.bytes", 65_536, "an answer is worth its request", "MSK: 32 to 128 KiB")
                .set("fetch.max.wait.ms", 500, "but waits no longer than this", DEFAULT)
                .set("max.partition.fetch.bytes", 4 << 20, "few partitions can fill a fetch", "our choice")
                .set("isolation.level", "read_uncommitted", "waits for no transaction", DEFAULT);
    }

    private static ClientConfig.Builder steady(ClientConfig.Builder builder, OffsetReset reset) {
        return begins(builder, reset)
                .set("max.poll.records", 500, "lower it if 500 records take longer than max.poll.interval.ms", DEFAULT)
                .set("fetch.min.bytes", 1, "an answer waits for no second record", DEFAULT)
                .set("fetch.max.wait.ms", 500, "an empty fetch costs little", DEFAULT);
    }

    private static ClientConfig.Builder begins(ClientConfig.Builder builder, OffsetReset reset) {
        return builder.set("auto.offset.reset", reset.toString(), "where to begin without a commit", "the caller")
                .set("enable.auto.commit", false, "commits come after processing, not by the clock", "our choice")
                .set("max.poll.interval.ms", 300_000, "how long the records of a poll may take", DEFAULT)
                .set(
                        "request.timeout.ms",
                        10_000,
                        "a broker that hangs is given up after 10 s, not 30 s",
                        NetworkSettings.MEASURED);
    }

    private static ClientConfig.Builder member(
            ClientGoal goal, String bootstrapServers, String clientId, String groupId) {
        return NetworkSettings.preset(ClientRole.CONSUMER, goal, bootstrapServers, clientId)
                .set("group.id", groupId, "whose commits they are", "the caller")
                .set(
                        "allow.auto.create.topics",
                        false,
                        "a name that is spelt wrong does not become a topic",
                        "our choice");
    }
}
