// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster.internal;

import io.quorate.testkit.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Short commands of the system, where Java has no call: signals other than the two that end a process, and limits. */
public final class Signal {
    private static final Duration AT_MOST = Duration.ofSeconds(10);

    private Signal() {}

    public static void send(String name, long pid) {
        run(List.of("kill", "-" + name, Long.toString(pid)));
    }

    /** Hangs a process, and waits until all its threads hang: they do a moment after the signal. */
    public static void stop(long pid) {
        send("STOP", pid);
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return; // no Linux, so it cannot be seen
        }
        Time time = Time.system();
        long start = time.nanos();
        try {
            while (!Files.readString(status).contains("State:\tT")) {
                if (time.nanos() - start > AT_MOST.toNanos()) {
                    throw new IllegalStateException("Process " + pid + " goes on after SIGSTOP");
                }
                time.sleep(Duration.ofMillis(5));
            }
        } catch (IOException e) {
            throw new IllegalStateException("Process " + pid + " ended while it was to be paused", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while pausing process " + pid, e);
        }
    }

    public static void run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!process.waitFor(AT_MOST.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " did not end within " + AT_MOST.toSeconds() + " s");
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException(
                        command + " ended with exit code " + process.exitValue() + ": "
                                + new String(
                                                process.getInputStream().readAllBytes(),
                                                java.nio.charset.StandardCharsets.UTF_8)
                                        .strip(),
                        null);
            }
        } catch (IOException e) {
            throw new IllegalStateException(command + " could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while running " + command, e);
        }
    }
}
