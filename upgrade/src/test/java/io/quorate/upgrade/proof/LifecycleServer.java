// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quorate.upgrade.lifecycle.BrokerLifecycle;
import io.quorate.upgrade.lifecycle.CommandLifecycle;
import io.quorate.upgrade.lifecycle.ConfigChange;
import io.quorate.upgrade.lifecycle.Fence;
import io.quorate.upgrade.lifecycle.FencedException;
import io.quorate.upgrade.lifecycle.LifecycleException;
import io.quorate.upgrade.lifecycle.NodeStatus;
import io.quorate.upgrade.lifecycle.StopMode;
import io.quorate.upgrade.lifecycle.StopRequest;
import io.quorate.upgrade.version.KafkaVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lends the hands on this JVM's nodes to a coordinator in another process, which is to be killed while the nodes live on. The
 * other side is a {@link CommandLifecycle} whose commands are one line of bash.
 */
final class LifecycleServer implements AutoCloseable {
    private static final String CLIENT =
            "exec 3<>/dev/tcp/127.0.0.1/$0; { echo \"$*\"; cat; echo .; } >&3; answer=$(cat <&3);"
                    + " echo \"${answer%%#*}\"; exit \"${answer##*#}\"";

    private final BrokerLifecycle lifecycle;
    private final Hook hook;
    private final ServerSocket server;

    /** Told of each call that changes a node. */
    interface Hook {
        /** Returns whether to go on; else nobody answers. */
        boolean at(String when, String command, int nodeId);
    }

    LifecycleServer(BrokerLifecycle lifecycle, Hook hook) throws IOException {
        this.lifecycle = lifecycle;
        this.hook = hook;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept, "lifecycle-server");
    }

    private static void start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** For the process on the other side. */
    static CommandLifecycle client(String port, Set<Integer> nodeIds) {
        return CommandLifecycle.builder(nodeIds.stream().collect(Collectors.toMap(id -> id, id -> "localhost")))
                .status("bash", "-c", CLIENT, port, "status", "{node}")
                .stop("bash", "-c", CLIENT, port, "stop", "{node}", "{runId}/{token}", "{startId}")
                .install("bash", "-c", CLIENT, port, "install", "{node}", "{runId}/{token}", "{version}")
                .configure("bash", "-c", CLIENT, port, "configure", "{node}", "{runId}/{token}")
                .start("bash", "-c", CLIENT, port, "start", "{node}", "{runId}/{token}")
                .timeout(Duration.ofMinutes(2))
                .build();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                start(() -> serve(socket), "lifecycle-call");
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                BufferedReader reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            List<String> words = List.of(reader.readLine().split(" "));
            Map<String, String> set = new HashMap<>();
            Set<String> unset = new HashSet<>();
            for (String line = reader.readLine(); line != null && !".".equals(line); line = reader.readLine()) {
                if (line.startsWith("set ")) {
                    set.put(line.substring(4, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
                } else {
                    unset.add(line.substring(6));
                }
            }
            int nodeId = Integer.parseInt(words.get(1));
            boolean changes = !"status".equals(words.get(0));
            if (changes && !hook.at("before", words.get(0), nodeId)) {
                return;
            }
            String answer = answer(words, nodeId, ConfigChange.of(set, unset));
            if (changes && !hook.at("after", words.get(0), nodeId)) {
                return;
            }
            socket.getOutputStream().write(answer.getBytes(UTF_8));
        } catch (IOException e) {
            // The other side is dead: that is what it is for.
        }
    }

    private String answer(List<String> words, int nodeId, ConfigChange change) {
        try {
            if ("status".equals(words.get(0))) {
                NodeStatus status = lifecycle.status(nodeId);
                return "state=" + status.state() + "\nstartId="
                        + status.startId().orElse("") + "\nversion="
                        + status.version().map(KafkaVersion::toString).orElse("") + "#0";
            }
            String owner = words.get(2);
            int slash = owner.lastIndexOf('/');
            Fence fence = new Fence(owner.substring(0, slash), Long.parseLong(owner.substring(slash + 1)));
            switch (words.get(0)) {
                case "stop" ->
                    lifecycle.stop(
                            fence, nodeId, new StopRequest(words.get(3), StopMode.CONTROLLED, Duration.ofMinutes(1)));
                case "install" -> lifecycle.install(fence, nodeId, KafkaVersion.of(words.get(3)));
                case "configure" -> lifecycle.applyConfig(fence, nodeId, change);
                case "start" -> lifecycle.start(fence, nodeId);
                default -> throw new IllegalArgumentException(words.toString());
            }
            return "done#0";
        } catch (FencedException e) {
            return "another/1#75";
        } catch (LifecycleException | IllegalArgumentException | IllegalStateException e) {
            return e.getMessage() + "#1";
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
