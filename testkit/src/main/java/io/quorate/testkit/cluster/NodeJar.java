// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import io.quorate.testkit.distribution.QuorateCache;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/**
 * Writes the jar that stands first on the class path of every node: {@link NodeMain}, users for SASL/PLAIN, and log settings for releases that
 * come with log4j. It has to be a jar, because the JVM shares no class data as soon as a directory is on the class path.
 */
final class NodeJar {
    private static final List<String> ENTRIES = List.of(
            "io/quorate/testkit/cluster/NodeMain.class",
            "io/quorate/testkit/cluster/NodeMain$ToolEnded.class",
            "io/quorate/testkit/security/internal/PlainUsers.class",
            "io/quorate/testkit/cluster/NodeSelectorProvider.class",
            "quorate-log4j.properties",
            "quorate-log4j2.properties");

    private NodeJar() {}

    /** The jar in the cache, named by what is in it: it is written once, as its time stamp counts for class data. */
    static Path in(QuorateCache cache) {
        byte[] jar = bytes();
        CRC32 sum = new CRC32();
        sum.update(jar);
        Path file = cache.directory("launcher")
                .resolve("quorate-node-" + HexFormat.of().toHexDigits((int) sum.getValue()) + ".jar");
        if (!Files.exists(file)) {
            QuorateCache.write(file, jar);
        }
        return file;
    }

    private static byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            for (String name : ENTRIES) {
                ZipEntry entry = new ZipEntry(name);
                entry.setTime(0);
                jar.putNextEntry(entry);
                try (InputStream in = NodeJar.class.getClassLoader().getResourceAsStream(name)) {
                    if (in == null) {
                        throw new TestClusterException("The testkit's own jar is not whole: " + name + " is missing");
                    }
                    in.transferTo(jar);
                }
                jar.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot pack the launcher of the nodes", e);
        }
        return bytes.toByteArray();
    }
}
