// SPDX-License-Identifier: Apache-2.0
package io.quorate.cluster;

/**
 * A host and a port.
 *
 * @param host a name or an address
 * @param port 1 to 65535, or -1 if a fenced broker's address is not known
 */
public record Endpoint(String host, int port) {
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
