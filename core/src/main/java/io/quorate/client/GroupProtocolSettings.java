// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import java.util.Optional;

/** What a member needs under either protocol; the classic one's keys make a consumer of the new one refuse to start. */
final class GroupProtocolSettings {
    private GroupProtocolSettings() {}

    static void add(ClientConfig.Builder builder, Optional<String> protocol) {
        if (protocol.isPresent() && protocol.get().equalsIgnoreCase("consumer")) {
            builder.set(
                    ConsumerRules.PROTOCOL,
                    "consumer",
                    "a rebalance stops only the partitions that move; the brokers decide the time-outs",
                    "KIP-848; group.version is finalized");
            return;
        }
        builder.set(ConsumerRules.PROTOCOL, "classic", "every broker understands it", "KIP-848")
                .set(
                        "session.timeout.ms",
                        45_000,
                        "a restart of the member or the coordinator costs no rebalance",
                        "KIP-735")
                .set(
                        "heartbeat.interval.ms",
                        3_000,
                        "many heartbeats may be lost before a member counts as dead",
                        "Kafka's default")
                .set(
                        "partition.assignment.strategy",
                        "org.apache.kafka.clients.consumer.CooperativeStickyAssignor",
                        "a rebalance stops only the partitions that move; a group that runs Range goes there in two rolls",
                        "KIP-429");
    }
}
