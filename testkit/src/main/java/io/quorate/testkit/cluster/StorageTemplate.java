// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.distribution.QuorateCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The feature levels that the storage tool of a release gives a new cluster, in a file that names no cluster. It is kept when
 * a broker runs for the archive of class data; without it the tool formats each node.
 */
final class StorageTemplate {
    private static final String FILE = "bootstrap.checkpoint";

    private StorageTemplate() {}

    /** Keeps what the tool wrote for a node of which nothing special was asked. */
    static void keep(QuorateCache cache, KafkaDistribution distribution, Path dataDirectory) {
        Path written = dataDirectory.resolve(FILE);
        try {
            if (isKnown(distribution) && Files.exists(written)) {
                QuorateCache.write(file(cache, distribution), Files.readAllBytes(written));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + written, e);
        }
    }

    static Optional<byte[]> of(QuorateCache cache, KafkaDistribution distribution) {
        Path kept = file(cache, distribution);
        try {
            return isKnown(distribution) && Files.exists(kept)
                    ? Optional.of(Files.readAllBytes(kept))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + kept, e);
        }
    }

    /** Since 3.9 log dirs have ids and the first voters are in a snapshot. */
    private static boolean isKnown(KafkaDistribution distribution) {
        return distribution.release().isAtLeast(3, 9);
    }

    private static Path file(QuorateCache cache, KafkaDistribution distribution) {
        CRC32 jars = new CRC32();
        distribution.jars().forEach(jar -> {
            jars.update(jar.toString().getBytes(UTF_8));
            try {
                jars.update(Long.toString(Files.size(jar)).getBytes(UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + jar, e);
            }
        });
        return cache.directory("storage")
                .resolve("kafka-%s-%08x.checkpoint".formatted(distribution.release(), jars.getValue()));
    }
}
