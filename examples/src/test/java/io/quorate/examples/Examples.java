// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code Main} as a user does: in a process of its own. */
final class Examples {
    private Examples() {}

    record Ended(int exitCode, String out) {}

    static Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.quorate.examples.Main"));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    static Ended run(String... args) throws IOException, InterruptedException {
        Process process = start(args);
        try {
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("It closed its output and did not end: " + out);
            }
            return new Ended(process.exitValue(), out);
        } finally {
            process.destroyForcibly();
        }
    }
}
