// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import org.apache.kafka.common.config.ConfigResource;

/** Names of things, for messages. */
final class Texts {
    private static final int LONG = 120;

    private Texts() {}

    static String name(ConfigResource resource) {
        if (resource.type() == ConfigResource.Type.BROKER) {
            return resource.name().isEmpty() ? "all brokers" : "broker " + resource.name();
        }
        return "topic " + resource.name();
    }

    static String shortened(String value) {
        return value.length() <= LONG ? "\"" + value + "\"" : "\"" + value.substring(0, LONG) + "...\"";
    }
}
