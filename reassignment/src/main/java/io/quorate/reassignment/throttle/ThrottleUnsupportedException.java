// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.throttle;

import io.quorate.error.KafkaOperationException;
import org.jspecify.annotations.Nullable;

/** The brokers cannot change single configs, which a throttle needs. Nothing was changed. */
public final class ThrottleUnsupportedException extends KafkaOperationException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param cause what the client said, or {@code null}
     */
    public ThrottleUnsupportedException(@Nullable Throwable cause) {
        super(
                "Did not set a replication throttle: the brokers do not know incremental changes of configs (KIP-339,"
                        + " Kafka 2.3), and a full replacement could lose what others set meanwhile. Upgrade the brokers,"
                        + " or run without a throttle.",
                cause);
    }
}
