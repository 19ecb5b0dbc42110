// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.util.Locale;

/** What a node does in its cluster: a value of {@code process.roles}. */
public enum Role {
    /** Keeps partitions and serves clients. */
    BROKER,
    /** Keeps the metadata of the cluster. */
    CONTROLLER;

    String configValue() {
        return name().toLowerCase(Locale.ROOT);
    }
}
