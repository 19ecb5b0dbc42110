// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of clusters whose JVM was killed: it could not delete them, so the next one does. A directory says which process it
 * belongs to, by its id and its start; one that is to be kept belongs to nobody.
 */
final class AbandonedFiles {
    private static final Logger LOGGER = LoggerFactory.getLogger(AbandonedFiles.class);
    private static final String PREFIX = "quorate-cluster-";
    private static final String OWNER = "owner";

    /** Each JVM works out a start from the clock that it met: a clock that was set meanwhile moves it. */
    private static final Duration SAME_START = Duration.ofMinutes(1);

    private static final AtomicBoolean DELETED = new AtomicBoolean();

    private AbandonedFiles() {}

    /** Makes a directory; the first time in a process, deletes what others have left first. */
    static Path directoryOfThisProcess() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        Path made = Files.createTempDirectory(PREFIX);
        Files.writeString(made.resolve(OWNER), self.pid() + " " + start(self), UTF_8);
        if (DELETED.compareAndSet(false, true)) {
            deleteIn(Path.of(System.getProperty("java.io.tmpdir")));
        }
        return made;
    }

    static void disown(Path directory) {
        try {
            Files.deleteIfExists(directory.resolve(OWNER));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot say that " + directory + " is to be kept", e);
        }
    }

    /** Deletes the directories whose process is gone. What cannot be deleted is left to the next. */
    static void deleteIn(Path parent) {
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path directory : directories) {
                Path owner = directory.resolve(OWNER);
                if (Files.isReadable(owner) && isGone(Files.readString(owner, UTF_8))) {
                    delete(directory, owner);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOGGER.atDebug().setCause(e).log("Files of test clusters whose process is gone were not all deleted");
        }
    }

    /** The owner last: whoever is stopped half-way has to be followed by somebody else. */
    private static void delete(Path directory, Path owner) throws IOException {
        try (DirectoryStream<Path> content = Files.newDirectoryStream(directory, file -> !file.equals(owner))) {
            content.forEach(ClusterFiles::delete);
        }
        ClusterFiles.delete(directory);
    }

    private static boolean isGone(String owner) {
        String[] pidAndStart = owner.split(" ", 2);
        if (pidAndStart.length < 2) {
            return false; // about to be written
        }
        Instant start = Instant.parse(pidAndStart[1]);
        return ProcessHandle.of(Long.parseLong(pidAndStart[0]))
                .filter(ProcessHandle::isAlive)
                .filter(process -> Duration.between(start, start(process)).abs().compareTo(SAME_START) < 0)
                .isEmpty();
    }

    private static Instant start(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
