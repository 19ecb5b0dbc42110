// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The directory that keeps what is slow to make: the jars found for a release, the launcher, class-data archives. It may be
 * deleted at any time; everything in it is made again.
 *
 * <p>It is the system property {@value #PROPERTY}; else {@code quorate} below {@code XDG_CACHE_HOME}; else
 * {@code ~/.cache/quorate}.
 */
public final class QuorateCache {
    /** The system property that names the directory. */
    public static final String PROPERTY = "quorate.cache";

    private final Path root;

    private QuorateCache(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /**
     * Returns the cache of this user.
     *
     * @return the cache that the system property, {@code XDG_CACHE_HOME} or the home directory names
     */
    public static QuorateCache ofUser() {
        return new QuorateCache(locate(System::getProperty, System::getenv));
    }

    /**
     * Returns a cache in a directory of the caller's choice.
     *
     * @param root the directory; made when first needed
     * @return a cache there
     */
    public static QuorateCache in(Path root) {
        return new QuorateCache(root);
    }

    static Path locate(UnaryOperator<@Nullable String> property, UnaryOperator<@Nullable String> environment) {
        String explicit = property.apply(PROPERTY);
        if (explicit != null && !explicit.isBlank()) {
            return Path.of(explicit);
        }
        String xdg = environment.apply("XDG_CACHE_HOME");
        if (xdg != null && Path.of(xdg).isAbsolute()) {
            return Path.of(xdg, "quorate");
        }
        String home = property.apply("user.home");
        return Path.of(home == null ? "." : home, ".cache", "quorate");
    }

    /**
     * Returns a directory of the cache, made if it is missing.
     *
     * @param name what the directory holds
     * @return the directory
     * @throws UncheckedIOException if it cannot be made
     */
    public Path directory(String name) {
        try {
            return Files.createDirectories(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot make " + root.resolve(name) + ". Name a directory that can be written with -D" + PROPERTY
                            + "=...",
                    e);
        }
    }

    /**
     * Writes a file so that a reader sees either all of it or nothing, even when several processes write it at once.
     *
     * @param file the file
     * @param content what it is to hold
     * @throws UncheckedIOException if it cannot be written
     */
    public static void write(Path file, byte[] content) {
        try {
            Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
            Path draft = Files.createTempFile(directory, file.getFileName().toString(), ".draft");
            Files.write(draft, content);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
