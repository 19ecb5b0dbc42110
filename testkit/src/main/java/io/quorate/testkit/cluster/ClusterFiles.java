// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The directory of a cluster, and what becomes of it. */
final class ClusterFiles {
    private final Path directory;
    private volatile boolean kept;

    private ClusterFiles(Path directory, boolean kept) {
        this.directory = directory;
        this.kept = kept;
    }

    /** In the directory that the user chose, which stays; or in one of our own, which goes. */
    static ClusterFiles in(@Nullable Path chosen) {
        try {
            return chosen == null
                    ? new ClusterFiles(AbandonedFiles.directoryOfThisProcess(), false)
                    : new ClusterFiles(
                            Files.createDirectories(chosen.toAbsolutePath().normalize()), true);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the directory of a test cluster", e);
        }
    }

    Path directory() {
        return directory;
    }

    Path ofNode(int nodeId) {
        return directory.resolve("node-" + nodeId);
    }

    void keep() {
        if (!kept) {
            kept = true;
            AbandonedFiles.disown(directory);
        }
    }

    void deleteUnlessKept() {
        if (!kept) {
            delete(directory);
        }
    }

    static void delete(Path directory) {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                        throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException e) {
            // Gone is what we want.
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + directory, e);
        }
    }
}
