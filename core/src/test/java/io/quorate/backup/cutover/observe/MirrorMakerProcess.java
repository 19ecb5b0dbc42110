// SPDX-License-Identifier: Apache-2.0
package io.quorate.backup.cutover.observe;

import io.quorate.testkit.distribution.Artifacts;
import io.quorate.testkit.distribution.KafkaDistribution;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A MirrorMaker 2 that runs beside the test, with jars that are on no class path of ours. It never lives for long. */
final class MirrorMakerProcess implements AutoCloseable {
    private static final String LONGEST_LIFE = "600";

    private final Process process;
    private final Path log;

    private MirrorMakerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static MirrorMakerProcess start(String properties, Path directory) {
        String classPath = Artifacts.resolve(
                        "org.apache.kafka:connect-mirror:" + KafkaDistribution.CURRENT, "org.slf4j:slf4j-simple:1.7.36")
                .stream()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        Path log = directory.resolve("mirror-maker.log");
        // A test that is killed cannot end it: then time does.
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        "timeout",
                        "--kill-after=5",
                        LONGEST_LIFE,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.net.preferIPv4Stack=true",
                        "-cp",
                        classPath,
                        "org.apache.kafka.connect.mirror.MirrorMaker",
                        "mm2.properties"))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        try {
            Files.writeString(directory.resolve("mm2.properties"), properties);
            return new MirrorMakerProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails with what it said if it has ended by itself. */
    void assertRuns() {
        if (!process.isAlive()) {
            throw new AssertionError("MirrorMaker has ended with " + process.exitValue() + ": " + tail());
        }
    }

    String tail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
