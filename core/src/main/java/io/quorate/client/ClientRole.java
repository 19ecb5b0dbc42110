// SPDX-License-Identifier: Apache-2.0
package io.quorate.client;

import java.util.Locale;

/** What a client does. */
public enum ClientRole {
    /** Writes records. */
    PRODUCER,
    /** Reads records. */
    CONSUMER,
    /** Looks after the cluster. */
    ADMIN,
    /** An application of Kafka Streams: it has clients of all kinds. */
    STREAMS;

    /**
     * Returns the name in lower case, as it stands in Spring's keys.
     *
     * @return the name
     */
    public String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }
}
