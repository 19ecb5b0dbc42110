// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * The jars of one Kafka release, enough to run its brokers. Nothing is looked up before {@link #jars()} or
 * {@link #release()} is called.
 *
 * <p>Thread-safe.
 */
public final class KafkaDistribution {
    /** The release that is used when none is chosen. */
    public static final String CURRENT = "4.3.1";

    private final String origin;
    private final Supplier<List<Path>> source;
    private @Nullable List<Path> jars;
    private @Nullable KafkaRelease release;

    private KafkaDistribution(String origin, Supplier<List<Path>> source, @Nullable KafkaRelease release) {
        this.origin = origin;
        this.source = source;
        this.release = release;
    }

    /**
     * Returns a released Kafka, 2.1 or later. Its jars come from Maven's local repository, or from the repositories and
     * mirrors of the Maven settings of this user and machine; once there, no network is needed. The system properties
     * {@code quorate.maven.settings} (a {@code settings.xml}), {@code maven.repo.local} and
     * {@code quorate.maven.offline=true} do what {@code mvn -s}, {@code -Dmaven.repo.local} and {@code -o} do.
     *
     * @param version a release, such as {@code 3.9.2}
     * @return that release
     * @throws IllegalArgumentException if the text is no release number, or older than 2.1
     */
    public static KafkaDistribution of(String version) {
        return resolved(version, QuorateCache.ofUser(), new MavenJars(MavenSettings.ofThisProcess()));
    }

    /**
     * Returns the Kafka whose jars lie in a directory. They must be all that a broker needs, with an slf4j binding.
     *
     * @param directory holds the jars; directories below it are not searched
     * @return that Kafka
     */
    public static KafkaDistribution ofJars(Path directory) {
        return new KafkaDistribution(directory.toString(), () -> list(directory), null);
    }

    /**
     * Returns a Kafka as it is downloaded from the project's site.
     *
     * @param unpackedKafka the unpacked archive, with {@code libs/} in it
     * @return that Kafka
     */
    public static KafkaDistribution ofDownload(Path unpackedKafka) {
        return ofJars(unpackedKafka.resolve("libs"));
    }

    static KafkaDistribution resolved(String version, QuorateCache cache, MavenJars maven) {
        KafkaRelease release = KafkaRelease.of(version);
        if (!release.isAtLeast(2, 1)) {
            throw new IllegalArgumentException(
                    "Kafka " + release + " is too old: its brokers do not run on a supported JDK. Use 2.1.0 or later.");
        }
        return new KafkaDistribution(
                "Maven",
                () -> {
                    JarList remembered = JarList.of(cache, release);
                    return remembered.read().orElseGet(() -> {
                        List<Path> resolved = maven.resolve(release);
                        remembered.write(resolved);
                        return resolved;
                    });
                },
                release);
    }

    /**
     * Returns the jars, in the order of the class path. The first call may download them.
     *
     * @return the jars
     * @throws DistributionException if they cannot be had
     */
    public synchronized List<Path> jars() {
        if (jars == null) {
            jars = List.copyOf(source.get());
        }
        return jars;
    }

    /**
     * Returns the release. For a directory of jars it is read from the jar of Kafka's clients.
     *
     * @return the number of the release
     * @throws DistributionException if the jars cannot be had, or do not tell their release
     */
    public synchronized KafkaRelease release() {
        if (release == null) {
            release = jars().stream()
                    .filter(jar -> jar.getFileName().toString().startsWith("kafka-clients"))
                    .flatMap(jar -> version(jar).stream())
                    .findFirst()
                    .map(KafkaRelease::of)
                    .orElseThrow(
                            () -> new DistributionException(
                                    "No jar in " + origin
                                            + " tells which Kafka it is: expected a kafka-clients jar with kafka/kafka-version.properties."));
        }
        return release;
    }

    private static List<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .map(file -> file.toAbsolutePath().normalize())
                    .sorted()
                    .toList();
            if (jars.stream().noneMatch(jar -> jar.getFileName().toString().startsWith("kafka_2."))) {
                throw new DistributionException(
                        "No broker in " + directory + ": expected a jar kafka_2.1x-<release>.jar" + " among its "
                                + jars.size() + " jars. For an unpacked download use ofDownload.");
            }
            return jars;
        } catch (IOException e) {
            throw new DistributionException("Cannot list the jars of Kafka in " + directory + ": " + e, e);
        }
    }

    private static Optional<String> version(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            ZipEntry entry = file.getEntry("kafka/kafka-version.properties");
            if (entry == null) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            try (InputStream in = file.getInputStream(entry)) {
                properties.load(in);
            }
            return Optional.ofNullable(properties.getProperty("version"));
        } catch (IOException e) {
            throw new DistributionException("Cannot read " + jar + ": " + e, e);
        }
    }

    @Override
    public synchronized String toString() {
        return "Kafka " + Objects.requireNonNullElse(release, "") + " (" + origin + ")";
    }
}
