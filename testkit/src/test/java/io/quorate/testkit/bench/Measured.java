// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What a measured JVM tells of itself and of its child processes, on its standard output. */
final class Measured {
    private Measured() {}

    /** Tells the moment by a line: the one that reads it knows the time. */
    static void tell(String what) {
        System.out.println(
                "@" + what + " " + cpu().toMillis() + " " + residentKilobytes(true) + " " + residentKilobytes(false));
        System.out.flush();
    }

    private static Stream<ProcessHandle> family(boolean withSelf) {
        Stream<ProcessHandle> children = ProcessHandle.current().descendants();
        return withSelf ? Stream.concat(Stream.of(ProcessHandle.current()), children) : children;
    }

    private static Duration cpu() {
        return family(true)
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static long residentKilobytes(boolean withSelf) {
        return family(withSelf).mapToLong(Measured::residentKilobytes).sum();
    }

    private static long residentKilobytes(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            return 0; // no such file outside Linux: the column stays empty
        }
    }
}
