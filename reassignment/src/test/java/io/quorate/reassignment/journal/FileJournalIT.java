// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes and one directory. */
@Timeout(120)
class FileJournalIT {
    @TempDir
    Path directory;

    @Test
    void letsOneProcessWriteAndTheNextOneReadWhenThatWasKilled() throws Exception {
        Process holder = start(5);
        try (BufferedReader said = holder.inputReader()) {
            assertThat(said.readLine()).isEqualTo("open");

            assertThatThrownBy(() -> FileJournal.in(directory).open("cluster", "plan"))
                    .isInstanceOf(JournalOwnershipException.class)
                    .hasMessageContaining("process " + holder.pid());
            assertThat(FileJournal.in(directory).unfinished("cluster")).containsExactly("plan");
        } finally {
            holder.destroyForcibly();
            assertThat(holder.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        try (JournalSession session = FileJournal.in(directory).open("cluster", "plan")) {
            assertThat(Records.read(session)).hasSize(5);
            session.append(Records.begun(0));

            Process second = start(0);
            try (BufferedReader said = second.inputReader()) {
                assertThat(said.readLine())
                        .startsWith("refused")
                        .contains("process " + ProcessHandle.current().pid());
            } finally {
                second.destroyForcibly();
                assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(Records.read(session)).hasSize(6);
        }
    }

    private Process start(int records) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JournalHolder.class.getName(),
                        directory.toString(),
                        String.valueOf(records))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
