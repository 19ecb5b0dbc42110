// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;

/**
 * The first admin client of a JVM loads some hundred classes. This lets it happen while the first nodes start, and not when
 * they wait to be asked.
 */
final class FirstClient {
    /** Each of these brings hundreds of others. */
    private static final List<String> OF_THE_FIRST_ANSWER = List.of(
            "org.apache.kafka.common.protocol.ApiKeys",
            "org.apache.kafka.common.protocol.Errors",
            "org.apache.kafka.clients.NodeApiVersions",
            "org.apache.kafka.common.requests.MetadataResponse",
            "org.apache.kafka.common.requests.DescribeClusterResponse",
            "org.apache.kafka.common.requests.DescribeQuorumResponse");

    private static final AtomicBoolean DONE = new AtomicBoolean();

    private FirstClient() {}

    /** Opens a client to a port behind which nobody answers and closes it, once. */
    static void prepare() {
        if (!DONE.compareAndSet(false, true)) {
            return;
        }
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Admin.create(Map.of(
                            "bootstrap.servers",
                            nobody.getInetAddress().getHostAddress() + ":" + nobody.getLocalPort(),
                            "metadata.recovery.strategy",
                            "none"))
                    .close(Duration.ZERO);
            for (String name : OF_THE_FIRST_ANSWER) {
                Class.forName(name);
            }
        } catch (IOException | ClassNotFoundException e) {
            return; // No port, or other clients than ours: the classes are loaded later, then.
        }
    }
}
