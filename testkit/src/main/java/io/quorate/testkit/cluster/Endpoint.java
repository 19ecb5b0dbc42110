// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

/**
 * Where a node listens.
 *
 * @param listener the name of the listener, as in {@code advertised.listeners}
 * @param host the host
 * @param port the port
 */
public record Endpoint(String listener, String host, int port) {
    /**
     * Returns the endpoint without the name of its listener.
     *
     * @return {@code host:port}
     */
    public String address() {
        return host + ":" + port;
    }

    @Override
    public String toString() {
        return listener + "://" + address();
    }
}
