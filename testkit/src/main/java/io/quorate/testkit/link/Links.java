// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.link;

import io.quorate.testkit.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The links of a cluster: ports of this JVM in front of the listeners of its nodes. One thread serves them all; a connection
 * costs two sockets and nothing else. Who connects is known by {@linkplain NodeAddress the address it comes from}, so there is
 * one port for a listener and not one for each pair of peers, and a link is there when it is first used.
 *
 * <p>Thread-safe.
 */
public final class Links implements AutoCloseable {
    private final LinkLoop loop;

    private Links(LinkLoop loop) {
        this.loop = loop;
    }

    /**
     * Opens links without any port.
     *
     * @return links, to be closed
     */
    public static Links open() {
        try {
            return new Links(LinkLoop.start(Time.system()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open links", e);
        }
    }

    /**
     * Puts a port in front of a listener, which need not listen yet. Who connects while it does not sees a reset.
     *
     * @param front the port and what is behind it
     * @throws UncheckedIOException if the port is taken
     */
    public void add(Front front) {
        try {
            ServerSocketChannel server = ServerSocketChannel.open();
            try {
                server.socket().setReuseAddress(true);
                server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), front.port()), 256);
                server.configureBlocking(false);
            } catch (IOException e) {
                server.close();
                throw e;
            }
            loop.call(() -> server.register(loop.selector(), SelectionKey.OP_ACCEPT, front));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen at " + front, e);
        }
    }

    /**
     * Lets links suffer, those that are there and those that come.
     *
     * @param which links
     * @param condition what they suffer from
     * @return ends the condition when closed
     */
    public Suffering impose(Predicate<Link> which, LinkCondition condition) {
        Suffering suffering = new Suffering(loop, which, condition);
        loop.call(() -> loop.impose(suffering));
        return suffering;
    }

    /**
     * Resets the connections that links have now; new ones can be made.
     *
     * @param which links
     * @return how many connections were reset
     */
    public int reset(Predicate<Link> which) {
        return loop.call(() -> loop.reset(which));
    }

    /**
     * Returns what is connected.
     *
     * @return the number of open connections of each link that has one
     */
    public Map<Link, Integer> connections() {
        return loop.call(loop::connections);
    }

    /** Closes all ports and connections, and waits until the thread has ended. */
    @Override
    public void close() {
        loop.close();
    }
}
