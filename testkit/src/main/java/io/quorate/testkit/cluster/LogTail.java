// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** What a process logged last, for messages. */
final class LogTail {
    private static final int LENGTH = 6_000;

    private LogTail() {}

    static String of(Path logFile) {
        try (RandomAccessFile log = new RandomAccessFile(logFile.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(LENGTH, log.length())];
            log.seek(log.length() - tail.length);
            log.readFully(tail);
            return new String(tail, UTF_8).indent(4);
        } catch (IOException e) {
            return "    (no log: " + e + ")";
        }
    }
}
