// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.util.Map;

/** How soon the nodes of a cluster notice that one of them is gone. */
public enum Timeouts {
    /** Short ones: a killed broker is fenced after about two seconds, and another controller leads soon after. */
    FAST,
    /** None is set: Kafka's own, for tests that show what users get by default. */
    KAFKA_DEFAULTS;

    Map<String, String> properties(MetadataStore store) {
        if (this == KAFKA_DEFAULTS) {
            return Map.of();
        }
        return store == MetadataStore.ZOOKEEPER
                ? Map.of(
                        "zookeeper.session.timeout.ms", "2000",
                        // When all brokers stop at once, the last ones ask in vain for a controlled shutdown.
                        "controlled.shutdown.retry.backoff.ms", "500",
                        "replica.fetch.backoff.ms", "50")
                : Map.of(
                        "broker.session.timeout.ms", "2000",
                        "broker.heartbeat.interval.ms", "200",
                        "controller.quorum.election.timeout.ms", "500",
                        "controller.quorum.fetch.timeout.ms", "1500",
                        "controller.quorum.election.backoff.max.ms", "200",
                        "replica.fetch.backoff.ms", "50");
    }
}
