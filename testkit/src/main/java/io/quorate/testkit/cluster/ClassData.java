// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quorate.testkit.distribution.KafkaDistribution;
import io.quorate.testkit.distribution.QuorateCache;
import io.quorate.testkit.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Archives of class data: parsed and verified classes that a JVM maps in place of loading them. An archive fits one JDK and
 * one class path; it is made by one short run of a broker, on first use. Without one nodes start too, just slower.
 */
final class ClassData {
    private static final Logger LOGGER = LoggerFactory.getLogger(ClassData.class);
    private static final Duration OTHERS_TRAINING = Duration.ofSeconds(90);

    private final QuorateCache cache;
    private final Time time;
    private final NodeJvm jvm;

    /**
     * The better kind that JDK 25 has; but it is not for nodes with links, whose {@code --add-exports} makes the JVM pass it over.
     */
    private final boolean aheadOfTime;

    ClassData(QuorateCache cache, Time time, NodeJvm jvm, Wiring wiring) {
        this.cache = cache;
        this.time = time;
        this.jvm = jvm;
        this.aheadOfTime = jvm.java().feature() >= 25 && wiring == Wiring.DIRECT;
    }

    /** What a JVM that runs this Kafka is told, after an archive has been made by the training if there was none. */
    List<String> arguments(KafkaDistribution distribution, Consumer<List<String>> training) {
        Path directory = cache.directory("class-data");
        Path archive = directory.resolve(key(distribution) + (aheadOfTime ? ".aot" : ".jsa"));
        Path failed = directory.resolve(archive.getFileName() + ".failed");
        if (!Files.exists(archive) && !Files.exists(failed)) {
            make(archive, failed, training);
        }
        return Files.exists(archive)
                ? List.of((aheadOfTime ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive)
                : List.of();
    }

    private void make(Path archive, Path failed, Consumer<List<String>> training) {
        Path lockFile = archive.resolveSibling(archive.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Whoever waits finds the archive; whoever has waited too long goes without.
            Await.until(time, OTHERS_TRAINING, () -> {
                try (FileLock lock = channel.tryLock()) {
                    if (lock == null) {
                        return false;
                    }
                    if (!Files.exists(archive) && !Files.exists(failed)) {
                        train(archive, failed, training);
                    }
                    return true;
                } catch (OverlappingFileLockException e) {
                    return false;
                } catch (IOException e) {
                    throw new UncheckedIOException("Cannot lock " + lockFile, e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot open " + lockFile, e);
        }
    }

    private void train(Path archive, Path failed, Consumer<List<String>> training) throws IOException {
        Path draft = archive.resolveSibling("draft-" + archive.getFileName());
        try {
            training.accept(List.of((aheadOfTime ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + draft));
            Files.move(draft, archive);
        } catch (IOException | TestClusterException e) {
            LOGGER.atWarn()
                    .addKeyValue("archive", archive)
                    .setCause(e)
                    .log(
                            "No archive of class data could be made: nodes start slower. Delete the .failed file to try again");
            QuorateCache.write(failed, String.valueOf(e).getBytes(UTF_8));
        } finally {
            Files.deleteIfExists(draft);
            Files.deleteIfExists(draft.resolveSibling(draft.getFileName() + ".config")); // of a JVM that was killed
        }
    }

    /** Of all that the JVM compares before it takes an archive. */
    private String key(KafkaDistribution distribution) {
        StringBuilder text = new StringBuilder(jvm.java().home().toString())
                .append(jvm.java().build())
                .append(jvm.plain().command(distribution, List.of(), List.of()));
        try {
            for (Path jar : distribution.jars()) {
                text.append(Files.size(jar))
                        .append(Files.getLastModifiedTime(jar).toMillis());
            }
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(UTF_8));
            return "kafka-" + distribution.release() + "-" + HexFormat.of().formatHex(digest, 0, 8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the jars of " + distribution, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
