// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.fault;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Short commands of the system, where Java has no call: signals other than the two that end a process, and limits. */
final class Signal {
    private static final Duration AT_MOST = Duration.ofSeconds(10);

    private Signal() {}

    static void send(String name, long pid) {
        run(List.of("kill", "-" + name, Long.toString(pid)));
    }

    static void run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!process.waitFor(AT_MOST.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new FaultException(command + " did not end within " + AT_MOST.toSeconds() + " s", null);
            }
            if (process.exitValue() != 0) {
                throw new FaultException(
                        command + " ended with exit code " + process.exitValue() + ": "
                                + new String(
                                                process.getInputStream().readAllBytes(),
                                                java.nio.charset.StandardCharsets.UTF_8)
                                        .strip(),
                        null);
            }
        } catch (IOException e) {
            throw new FaultException(command + " could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FaultException("Interrupted while running " + command, e);
        }
    }
}
