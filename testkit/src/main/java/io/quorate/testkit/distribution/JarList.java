// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Remembers which jars a release resolved to, so that a start needs no resolver: reading it takes a millisecond. */
record JarList(Path file) {
    static JarList of(QuorateCache cache, KafkaRelease release) {
        return new JarList(cache.directory("jars").resolve("kafka-" + release + ".txt"));
    }

    /** The jars, unless nothing was remembered or one of them has gone since. */
    Optional<List<Path>> read() {
        try {
            List<Path> jars =
                    Files.readAllLines(file, UTF_8).stream().map(Path::of).toList();
            return jars.isEmpty() || !jars.stream().allMatch(Files::isRegularFile)
                    ? Optional.empty()
                    : Optional.of(jars);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void write(List<Path> jars) {
        QuorateCache.write(
                file,
                jars.stream()
                        .map(Path::toString)
                        .collect(Collectors.joining("\n"))
                        .getBytes(UTF_8));
    }
}
