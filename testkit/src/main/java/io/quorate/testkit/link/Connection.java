// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.link;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A connection through a proxy: two sockets and the two flows between them. Belongs to the thread of the loop. */
final class Connection {
    private enum Phase {
        WAITING,
        CONNECTING,
        OPEN,
        CLOSED
    }

    private final LinkState link;
    private final SocketAddress destination;
    private final SocketChannel near;
    private final SocketChannel far;
    private final SelectionKey nearKey;
    private final SelectionKey farKey;
    private final Flow requests;
    private final Flow responses;
    private Phase phase = Phase.WAITING;

    Connection(LinkState link, SocketChannel near, SocketAddress destination, Selector selector) throws IOException {
        this.link = link;
        this.near = near;
        this.destination = destination;
        this.far = SocketChannel.open();
        try {
            this.nearKey = register(near, selector);
            this.farKey = register(far, selector);
        } catch (IOException e) {
            far.close();
            throw e;
        }
        this.requests = new Flow(near, far, link.requests());
        this.responses = new Flow(far, near, link.responses());
    }

    private static SelectionKey register(SocketChannel channel, Selector selector) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return channel.register(selector, 0);
    }

    /** Makes the keys lead here; done by the owner, once this is whole. */
    void attach() {
        nearKey.attach(this);
        farKey.attach(this);
    }

    LinkState link() {
        return link;
    }

    boolean isClosed() {
        return phase == Phase.CLOSED;
    }

    /** Does what its sockets are ready for, and what has become due. */
    void advance(ByteBuffer scratch, long now) {
        try {
            connect();
            if (phase == Phase.OPEN) {
                pump(scratch, now);
            }
            if (phase != Phase.CLOSED) {
                nearKey.interestOps(phase == Phase.OPEN ? interest(requests, responses) : 0);
                farKey.interestOps(
                        phase == Phase.OPEN
                                ? interest(responses, requests)
                                : phase == Phase.CONNECTING ? SelectionKey.OP_CONNECT : 0);
            }
        } catch (IOException e) {
            reset(); // one end is gone, and so the other learns of it
        }
    }

    private void connect() throws IOException {
        if (phase == Phase.WAITING && !link.condition().isCut()) {
            phase = far.connect(destination) ? Phase.OPEN : Phase.CONNECTING;
        } else if (phase == Phase.CONNECTING && farKey.isConnectable() && far.finishConnect()) {
            phase = Phase.OPEN;
        }
    }

    private void pump(ByteBuffer scratch, long now) throws IOException {
        if (nearKey.isReadable() && requests.wantsToRead()) {
            requests.read(scratch, now);
        }
        if (farKey.isReadable() && responses.wantsToRead()) {
            responses.read(scratch, now);
        }
        requests.write(now);
        responses.write(now);
        if (requests.isOver() && responses.isOver()) {
            close();
        }
    }

    private static int interest(Flow out, Flow in) {
        return (out.wantsToRead() ? SelectionKey.OP_READ : 0) | (in.wantsToWrite() ? SelectionKey.OP_WRITE : 0);
    }

    /** To be called when the condition of the link has changed. */
    void reschedule(long now) {
        requests.reschedule(now);
        responses.reschedule(now);
    }

    long nextDue() {
        return phase == Phase.OPEN ? Math.min(requests.nextDue(), responses.nextDue()) : Long.MAX_VALUE;
    }

    /** Ends it so that both ends see a reset and not an orderly end. */
    void reset() {
        for (SocketChannel channel : new SocketChannel[] {near, far}) {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                // Closed already, or never connected: there is nobody to tell.
            }
        }
        close();
    }

    private void close() {
        phase = Phase.CLOSED;
        for (SocketChannel channel : new SocketChannel[] {near, far}) {
            try {
                channel.close();
            } catch (IOException e) {
                // Nothing depends on it any more.
            }
        }
    }
}
