// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

/** Settings of admin clients. Monitoring has a client of its own, so that neither waits for the other. */
public final class AdminPreset {
    private AdminPreset() {}

    /**
     * Changes things: waits for a slow broker or an election.
     *
     * @param bootstrapServers {@code host:port} of some brokers, best one in each rack, with commas between
     * @param clientId the name in quotas, logs and metrics
     * @return the preset, to be changed or built
     */
    public static ClientConfig.Builder operations(String bootstrapServers, String clientId) {
        return NetworkSettings.preset(ClientRole.ADMIN, ClientGoal.OPERATIONS, bootstrapServers, clientId)
                .set("default.api.timeout.ms", 60_000, "a change waits for an election", "Kafka's default")
                .set("request.timeout.ms", 30_000, "a loaded controller may answer late", "Kafka's default");
    }

    /**
     * Looks, often: a dead broker holds up a look for 10 s at most.
     *
     * @param bootstrapServers {@code host:port} of some brokers, best one in each rack, with commas between
     * @param clientId the name in quotas, logs and metrics
     * @return the preset, to be changed or built
     */
    public static ClientConfig.Builder monitoring(String bootstrapServers, String clientId) {
        return looking(NetworkSettings.preset(ClientRole.ADMIN, ClientGoal.MONITORING, bootstrapServers, clientId));
    }

    /**
     * Looks at the controllers themselves, also while no broker answers. Needs brokers of Kafka 3.7 (KIP-919).
     *
     * @param bootstrapControllers {@code host:port} of some controllers, with commas between
     * @param clientId the name in quotas, logs and metrics
     * @return the preset, to be changed or built
     */
    public static ClientConfig.Builder monitoringOfControllers(String bootstrapControllers, String clientId) {
        ClientConfig.Builder builder = new ClientConfig.Builder(ClientRole.ADMIN, ClientGoal.MONITORING)
                .set("bootstrap.controllers", bootstrapControllers, "asks the quorum itself", "KIP-919");
        return looking(NetworkSettings.named(builder, clientId));
    }

    private static ClientConfig.Builder looking(ClientConfig.Builder builder) {
        return builder.set("default.api.timeout.ms", 10_000, "one silent broker does not hold up a look", "our choice")
                .set("request.timeout.ms", 5_000, "a second try fits in", "our choice");
    }
}
