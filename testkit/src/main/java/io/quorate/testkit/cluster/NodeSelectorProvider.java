// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/**
 * Within the process of a node whose cluster has links: opens connections from the node's own loopback address. It stands on
 * the class path of any Kafka release, so it uses nothing but the JDK. Kafka opens all its sockets this way, whatever the
 * release; that is why this is done here and not in Kafka's classes.
 */
public final class NodeSelectorProvider extends SelectorProvider {
    static final String ADDRESS = "quorate.source.address";

    private final SelectorProvider platform;
    private final InetAddress address;

    /**
     * Called by the JDK, once.
     *
     * @throws ReflectiveOperationException if the JDK's own provider is not where it has been since Java 5
     * @throws IOException if the address is none
     */
    public NodeSelectorProvider() throws ReflectiveOperationException, IOException {
        platform = (SelectorProvider) Class.forName("sun.nio.ch.DefaultSelectorProvider")
                .getMethod("get")
                .invoke(null);
        address = InetAddress.getByName(System.getProperty(ADDRESS));
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        return bound(platform.openSocketChannel());
    }

    @Override
    public SocketChannel openSocketChannel(ProtocolFamily family) throws IOException {
        SocketChannel channel = platform.openSocketChannel(family);
        return family == StandardProtocolFamily.INET ? bound(channel) : channel;
    }

    private SocketChannel bound(SocketChannel channel) throws IOException {
        try {
            return channel.bind(new InetSocketAddress(address, 0));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        return platform.openDatagramChannel();
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        return platform.openDatagramChannel(family);
    }

    @Override
    public Pipe openPipe() throws IOException {
        return platform.openPipe();
    }

    @Override
    public AbstractSelector openSelector() throws IOException {
        return platform.openSelector();
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        return platform.openServerSocketChannel();
    }

    @Override
    public ServerSocketChannel openServerSocketChannel(ProtocolFamily family) throws IOException {
        return platform.openServerSocketChannel(family);
    }

    @Override
    public Channel inheritedChannel() throws IOException {
        return platform.inheritedChannel();
    }
}
