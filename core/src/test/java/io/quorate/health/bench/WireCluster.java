// SPDX-License-Identifier: Apache-2.0
package io.quorate.health.bench;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.MessageUtil;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.ResponseHeader;

/**
 * Brokers that are nothing but answers: they speak Kafka's protocol on loopback, so that the client does all its work, and
 * keep no log. Their threads are named {@code wire-...}, so that their work can be left out.
 */
final class WireCluster implements AutoCloseable {
    private final List<ServerSocket> sockets = new ArrayList<>();
    private final Answers answers;
    private final AtomicLong requests = new AtomicLong();

    WireCluster(LargeCluster cluster) throws IOException {
        for (int i = 0; i < LargeCluster.NODES; i++) {
            sockets.add(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        }
        this.answers = new Answers(
                cluster, sockets.stream().map(ServerSocket::getLocalPort).toList());
        for (int i = 0; i < sockets.size(); i++) {
            int nodeId = i + 1;
            ServerSocket socket = sockets.get(i);
            start("wire-accept-" + nodeId, () -> accept(nodeId, socket));
        }
    }

    String bootstrapServers() {
        return sockets.stream()
                .map(socket -> "127.0.0.1:" + socket.getLocalPort())
                .collect(Collectors.joining(","));
    }

    long requests() {
        return requests.get();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (SocketException | EOFException e) {
                        // The client or we have closed.
                        return;
                    } catch (IOException | RuntimeException e) {
                        System.err.println("Not answered: " + e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(int nodeId, ServerSocket socket) throws IOException {
        while (!socket.isClosed()) {
            Socket client = socket.accept();
            start("wire-" + nodeId, () -> serve(nodeId, client));
        }
    }

    private void serve(int nodeId, Socket client) throws IOException {
        try (client;
                DataInputStream in = new DataInputStream(client.getInputStream());
                OutputStream out = client.getOutputStream()) {
            client.setTcpNoDelay(true);
            while (!client.isClosed()) {
                byte[] bytes = new byte[in.readInt()];
                in.readFully(bytes);
                out.write(answer(nodeId, ByteBuffer.wrap(bytes)));
                out.flush();
                requests.incrementAndGet();
            }
        }
    }

    private byte[] answer(int nodeId, ByteBuffer bytes) {
        RequestHeader header = RequestHeader.parse(bytes);
        ApiMessage request = AbstractRequest.parseRequest(
                        header.apiKey(), header.apiVersion(), new ByteBufferAccessor(bytes))
                .request
                .data();
        ApiMessage response = answers.to(nodeId, request);
        ResponseHeader head = header.toResponseHeader();
        ByteBuffer first = MessageUtil.toByteBufferAccessor(head.data(), head.headerVersion())
                .buffer();
        ByteBuffer second =
                MessageUtil.toByteBufferAccessor(response, header.apiVersion()).buffer();
        ByteBuffer all = ByteBuffer.allocate(4 + first.remaining() + second.remaining());
        all.putInt(first.remaining() + second.remaining()).put(first).put(second);
        return all.array();
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket socket : sockets) {
            socket.close();
        }
    }
}
