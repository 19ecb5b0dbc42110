// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs one command to its end. Its output goes to a file, not to a pipe: a daemon that it starts may keep a pipe open for
 * ever.
 */
final class CommandRunner {
    private static final int OUTPUT = 64 * 1024;

    private CommandRunner() {}

    /**
     * What a command came to.
     *
     * @param exitCode its exit code
     * @param output what it printed, at most the last 64 KiB
     */
    record Finished(int exitCode, String output) {
        List<String> lines() {
            return output.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    static Finished run(int nodeId, List<String> command, String input, Duration timeout) {
        try {
            Path output = Files.createTempFile("quorate-command", ".out");
            try {
                return run(nodeId, command, input, timeout, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new LifecycleException(
                    nodeId, "Did not run " + command + " for node " + nodeId + ": " + e.getMessage(), e);
        }
    }

    private static Finished run(int nodeId, List<String> command, String input, Duration timeout, Path output)
            throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            write(process, input);
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LifecycleException(
                        nodeId,
                        command + " for node " + nodeId + " did not end within " + timeout + " and was killed; what it"
                                + " did is not known. It printed: " + tail(output),
                        null);
            }
            return new Finished(process.exitValue(), tail(output));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LifecycleException(nodeId, "Interrupted while " + command + " ran for node " + nodeId + ".", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void write(Process process, String input) {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(input.getBytes(UTF_8));
        } catch (IOException e) {
            // It does not read its input. That is its own affair; how it ends says whether it did its work.
        }
    }

    private static String tail(Path output) throws IOException {
        byte[] all = Files.readAllBytes(output);
        int from = Math.max(0, all.length - OUTPUT);
        return new String(all, from, all.length - from, UTF_8);
    }
}
