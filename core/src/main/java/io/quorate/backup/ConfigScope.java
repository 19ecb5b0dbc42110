// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup;

import org.apache.kafka.common.config.ConfigResource;

/** What dynamic configs are set on. */
public enum ConfigScope {
    /** Topics, by name. */
    TOPIC(ConfigResource.Type.TOPIC, "topicConfigs", "topic"),
    /** Brokers, by node id; {@link #EVERY_BROKER} stands for what is set for all of them. */
    BROKER(ConfigResource.Type.BROKER, "brokerConfigs", "broker"),
    /** Groups, by group id. Needs Kafka 3.8, and 4.1 for groups that are not there (KIP-1142). */
    GROUP(ConfigResource.Type.GROUP, "groupConfigs", "group"),
    /** Subscriptions to metrics of clients (KIP-714), by name. Needs Kafka 3.7. */
    CLIENT_METRICS(ConfigResource.Type.CLIENT_METRICS, "clientMetricsConfigs", "client metrics subscription");

    /** The name, among brokers, of the cluster-wide defaults. */
    public static final String EVERY_BROKER = "<default>";

    private final ConfigResource.Type type;
    private final String section;
    private final String noun;

    ConfigScope(ConfigResource.Type type, String section, String noun) {
        this.type = type;
        this.section = section;
        this.noun = noun;
    }

    /**
     * Returns what Kafka calls it.
     *
     * @param name the name here
     * @return the resource that configs are read from and written to
     */
    public ConfigResource resource(String name) {
        return new ConfigResource(type, name.equals(EVERY_BROKER) ? "" : name);
    }

    /**
     * Returns what it is for people.
     *
     * @param name the name here
     * @return for example {@code configs of broker 1}
     */
    public String subject(String name) {
        return this == BROKER && name.equals(EVERY_BROKER)
                ? "cluster-wide defaults"
                : "configs of " + noun + " " + name;
    }

    /** The name of the section in the document. */
    String section() {
        return section;
    }
}
