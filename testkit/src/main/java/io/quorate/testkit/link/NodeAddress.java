// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.OptionalInt;

/**
 * The loopback address from which a node opens its connections, so that a proxy knows at once who connects. All of
 * 127.0.0.0/8 is this machine on Linux. Nothing that the node sends is looked into: TLS and SASL make no difference, and no
 * release has to name itself in its requests.
 */
public final class NodeAddress {
    /** Away from 127.0.0.1, the address of everybody else, and from 127.0.1.1, that of Debian's host names. */
    private static final String NET = "127.77.";

    private static final int SIZE = 1 << 16;

    private NodeAddress() {}

    /**
     * Returns the address of a node.
     *
     * @param nodeId its id, below 65536
     * @return an address of the loopback interface
     * @throws IllegalArgumentException if the id is too large
     */
    public static String of(int nodeId) {
        if (nodeId < 0 || nodeId >= SIZE) {
            throw new IllegalArgumentException(
                    "Links are for nodes with ids from 0 to " + (SIZE - 1) + ", but this is node " + nodeId);
        }
        return NET + (nodeId >> 8) + "." + (nodeId & 0xff);
    }

    /**
     * Tells whether this machine has such addresses.
     *
     * @return whether one could be bound
     */
    public static boolean isUsable() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(of(1)), 0));
            return true;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("A numeric address needs no look-up", e);
        } catch (IOException e) {
            return false;
        }
    }

    static OptionalInt nodeAt(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address.getHostAddress().startsWith(NET)
                ? OptionalInt.of(((bytes[2] & 0xff) << 8) | (bytes[3] & 0xff))
                : OptionalInt.empty();
    }
}
