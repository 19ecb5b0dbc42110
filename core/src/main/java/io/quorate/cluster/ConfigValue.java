// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

/**
 * The value of one config and where it comes from.
 *
 * @param value the effective value, as the broker writes it
 * @param source who set it
 */
public record ConfigValue(String value, Source source) {
    /** Who set a config, the strongest first. */
    public enum Source {
        /** Set on the topic. */
        DYNAMIC_TOPIC,
        /** Set on one broker while it runs. */
        DYNAMIC_BROKER,
        /** Set for all brokers while they run. */
        DYNAMIC_CLUSTER_DEFAULT,
        /** Written in the broker's properties file. */
        STATIC_BROKER,
        /** Nobody set it. */
        DEFAULT,
        /** Something else, or not said. */
        OTHER
    }
}
