// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

import org.jspecify.annotations.Nullable;

/**
 * A broker that is registered with the cluster.
 *
 * @param nodeId its node id
 * @param endpoint where it listens for the listener through which it was asked
 * @param rack its {@code broker.rack}, or {@code null} if it has none
 * @param fenced {@code true} if the controller does not let it lead or be in an ISR: it is dead, starting, or shutting
 *     down. A broker that has just died is unfenced until {@code broker.session.timeout.ms} (default 9 s) is over.
 */
public record Broker(
        int nodeId, Endpoint endpoint, @Nullable String rack, boolean fenced) {
    /**
     * Tells whether the controller takes the broker for alive.
     *
     * @return {@code true} if it is not fenced
     */
    public boolean isOnline() {
        return !fenced;
    }
}
