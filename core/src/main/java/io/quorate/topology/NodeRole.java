// SPDX-License-Identifier: Apache-2.0
package io.quorate.topology;

import java.util.Locale;

/** What a node does, as in {@code process.roles}. */
public enum NodeRole {
    /** Keeps records and serves clients. */
    BROKER,
    /** Votes in the metadata quorum. */
    CONTROLLER;

    /**
     * Returns the role as Kafka spells it.
     *
     * @return {@code broker} or {@code controller}
     */
    public String configValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
