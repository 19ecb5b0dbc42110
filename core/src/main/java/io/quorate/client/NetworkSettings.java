// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

/** What every preset has: how to find the brokers, again and again. */
final class NetworkSettings {
    static final String MEASURED = "measured, docs/clients.md";

    private static final String AZURE = "Azure Event Hubs: idle connections are dropped after 240 s";

    private NetworkSettings() {}

    static ClientConfig.Builder preset(ClientRole role, ClientGoal goal, String bootstrapServers, String clientId) {
        ClientConfig.Builder builder = new ClientConfig.Builder(role, goal)
                .set(
                        "bootstrap.servers",
                        bootstrapServers,
                        "where to begin; best three brokers in three racks",
                        "the caller");
        return named(builder, clientId);
    }

    static ClientConfig.Builder named(ClientConfig.Builder builder, String clientId) {
        if (clientId.isBlank()) {
            throw new IllegalArgumentException(
                    "A client needs a client.id: quotas, logs and metrics know it by that name");
        }
        return builder.set("client.id", clientId, "names the client in quotas, logs and metrics", "the caller")
                .set("metadata.recovery.strategy", "rebootstrap", "finds brokers that have all moved", "KIP-899")
                .set("reconnect.backoff.ms", 50, "10 s as the most delayed the fail-over by 3 s", MEASURED)
                .set("reconnect.backoff.max.ms", 1_000, "a broker that is back is found within a second", MEASURED)
                .set("retry.backoff.ms", 50, "a new leader is found soon after its election", MEASURED)
                .set("retry.backoff.max.ms", 500, "the fail-over ends half a second earlier", MEASURED)
                .set(
                        "socket.connection.setup.timeout.ms",
                        5_000,
                        "an address that swallows packets is given up",
                        "our choice");
    }

    static void add(ClientConfig.Builder builder, ClientNetwork network) {
        if (network == ClientNetwork.CLOUD) {
            builder.set("metadata.max.age.ms", 180_000, "keeps connections in use", AZURE)
                    .set("connections.max.idle.ms", 180_000, "closes a connection before the gateway drops it", AZURE);
        }
        if (network == ClientNetwork.KUBERNETES) {
            builder.set(
                    "metadata.recovery.rebootstrap.trigger.ms",
                    60_000,
                    "asks the bootstrap servers again after a minute without an answer, not after five",
                    "KIP-1102; the minute is our choice");
        }
    }
}
