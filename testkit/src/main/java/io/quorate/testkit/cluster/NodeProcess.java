// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One run of a node: a child process that ends no later than this JVM. */
final class NodeProcess {
    /** What would change the JVM of a node behind our back. */
    private static final Set<String> NOT_INHERITED =
            Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

    private final Process process;

    private NodeProcess(Process process) {
        this.process = process;
    }

    static NodeProcess start(List<String> command, Path directory, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(log.toString())));
        builder.environment().keySet().removeIf(name -> name.startsWith("KAFKA_") || NOT_INHERITED.contains(name));
        // Else the C library keeps an arena for each of a broker's many threads.
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        try {
            return new NodeProcess(builder.start());
        } catch (IOException e) {
            throw new TestClusterException(
                    "Cannot start " + command.get(0) + " in " + directory + ": " + e.getMessage(), e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Of a process that has ended. */
    int exitCode() {
        return process.exitValue();
    }

    /** Asks it to end: SIGTERM. {@code Process.destroy} will not do, as it closes the life line too. */
    void askToStop() {
        process.toHandle().destroy();
    }

    void kill() {
        process.destroyForcibly();
    }

    /** Waits for its end, and returns whether it came in time. */
    boolean awaitEnd(Duration atMost) {
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestClusterException("Interrupted while waiting for process " + process.pid() + " to end", e);
        }
    }
}
