// SPDX-License-Identifier: Apache-2.0
package io.quorate.observe;

import io.quorate.cluster.Endpoint;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.SocketFactory;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;

/**
 * Asks a node for its {@code ApiVersions} without {@code Admin}, which reaches no controller whose {@code metadata.version}
 * is below 3.7-IV0 and names no single broker in requests that any may answer. Nodes answer it before authentication.
 */
final class ApiVersionsExchange {
    private static final int API_KEY = 18;
    private static final int CORRELATION_ID = 1;

    /** Since Kafka 2.4, and the first with features. An older node answers it with an error in version 0. */
    private static final short WITH_FEATURES = 3;

    /** The longest answer seen is 1 kB. More is no Kafka. */
    private static final int MAX_ANSWER = 1 << 20;

    private final SocketFactory sockets;
    private final Duration timeout;

    ApiVersionsExchange(SocketFactory sockets, Duration timeout) {
        this.sockets = sockets;
        this.timeout = timeout;
    }

    ApiVersionsResponseData ask(Endpoint endpoint) throws IOException {
        ApiVersionsResponseData answer = ask(endpoint, WITH_FEATURES);
        return answer.errorCode() == Errors.UNSUPPORTED_VERSION.code() ? ask(endpoint, (short) 0) : answer;
    }

    private ApiVersionsResponseData ask(Endpoint endpoint, short version) throws IOException {
        int millis = Math.toIntExact(timeout.toMillis());
        try (Socket socket = sockets.createSocket()) {
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), millis);
            socket.setSoTimeout(millis);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            byte[] request = request(version);
            out.writeInt(request.length);
            out.write(request);
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int length = in.readInt();
            if (length < 6 || length > MAX_ANSWER) {
                throw new IOException("no Kafka protocol: an answer of " + length + " bytes");
            }
            byte[] response = new byte[length];
            in.readFully(response);
            return response(response, version);
        }
    }

    static byte[] request(short version) {
        byte[] client = "quorate".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer buffer = ByteBuffer.allocate(64);
        buffer.putShort((short) API_KEY).putShort(version).putInt(CORRELATION_ID);
        buffer.putShort((short) client.length).put(client);
        if (version >= WITH_FEATURES) {
            // Tagged fields of the header; name and version of the software as compact strings; tagged fields of the
            // body.
            buffer.put((byte) 0);
            buffer.put((byte) (client.length + 1)).put(client);
            buffer.put((byte) 2).put((byte) '1');
            buffer.put((byte) 0);
        }
        byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        return bytes;
    }

    static ApiVersionsResponseData response(byte[] bytes, short version) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int correlationId = buffer.getInt();
        if (correlationId != CORRELATION_ID) {
            throw new IOException("no Kafka protocol: correlation id " + correlationId + ", not " + CORRELATION_ID);
        }
        // Whoever does not know the version says so in the oldest form of the answer.
        boolean refused = buffer.getShort(buffer.position()) == Errors.UNSUPPORTED_VERSION.code();
        try {
            return new ApiVersionsResponseData(new ByteBufferAccessor(buffer), refused ? (short) 0 : version);
        } catch (RuntimeException e) {
            throw new IOException("no Kafka protocol: " + e.getMessage(), e);
        }
    }
}
