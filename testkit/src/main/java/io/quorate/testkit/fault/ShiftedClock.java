// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.quorate.testkit.cluster.TestCluster;
import io.quorate.testkit.distribution.QuorateCache;
import io.quorate.testkit.time.NodeClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** Shifts the clock of a node that runs, by an agent that is attached to its process. */
final class ShiftedClock {
    private final TestCluster cluster;
    private final int nodeId;

    ShiftedClock(TestCluster cluster, int nodeId) {
        this.cluster = cluster;
        this.nodeId = nodeId;
    }

    /** Does nothing if the node does not run: it starts with the right time. */
    void set(Duration offset) {
        OptionalLong pid = cluster.node(nodeId).pid();
        if (pid.isEmpty()) {
            return;
        }
        try {
            VirtualMachine node = VirtualMachine.attach(Long.toString(pid.getAsLong()));
            try {
                node.loadAgent(jar(QuorateCache.ofUser()).toString(), Long.toString(offset.toMillis()));
            } finally {
                node.detach();
            }
        } catch (AgentLoadException | AgentInitializationException | AttachNotSupportedException | IOException e) {
            throw new FaultException(
                    "The clock of node " + nodeId + " (process " + pid.getAsLong() + ") was not shifted by " + offset
                            + ": no agent could be loaded into it. See "
                            + cluster.node(nodeId).logFile(),
                    e);
        }
    }

    /** Kafka waits with its next connection until some milliseconds after the last one, by the clock that has gone back. */
    void undo(Duration offset) {
        if (offset.isNegative()) {
            set(Duration.ZERO);
        } else if (cluster.node(nodeId).pid().isPresent()) {
            cluster.kill(nodeId);
            cluster.start(nodeId);
        }
    }

    /** The jar in the cache, named by what is in it. */
    private static Path jar(QuorateCache cache) {
        byte[] jar = bytes();
        CRC32 sum = new CRC32();
        sum.update(jar);
        Path file = cache.directory("launcher")
                .resolve("quorate-clock-" + HexFormat.of().toHexDigits((int) sum.getValue()) + ".jar");
        if (!Files.exists(file)) {
            QuorateCache.write(file, jar);
        }
        return file;
    }

    private static byte[] bytes() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", ClockAgent.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            ZipEntry first = new ZipEntry("META-INF/MANIFEST.MF");
            first.setTime(0);
            jar.putNextEntry(first);
            manifest.write(jar);
            jar.closeEntry();
            for (Class<?> type : new Class<?>[] {ClockAgent.class, NodeClock.class}) {
                String name = type.getName().replace('.', '/') + ".class";
                ZipEntry entry = new ZipEntry(name);
                entry.setTime(0);
                jar.putNextEntry(entry);
                try (InputStream in = ShiftedClock.class.getClassLoader().getResourceAsStream(name)) {
                    if (in == null) {
                        throw new FaultException("The testkit's own jar is not whole: " + name + " is missing", null);
                    }
                    in.transferTo(jar);
                }
                jar.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot pack the agent for the clock", e);
        }
        return bytes.toByteArray();
    }
}
