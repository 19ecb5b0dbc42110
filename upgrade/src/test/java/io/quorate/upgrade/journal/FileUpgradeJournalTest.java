// SPDX-License-Identifier: Apache-2.0
package io.quorate.upgrade.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorate.upgrade.journal.UpgradeRecord.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileUpgradeJournalTest {
    private static final UpgradeRecord FIRST =
            new UpgradeRecord(Instant.EPOCH, Kind.RUN_BEGUN, Map.of("plan", "a \"quoted\"\nline, and ä"));
    private static final UpgradeRecord SECOND = new UpgradeRecord(Instant.EPOCH, Kind.INTENT, Map.of("of", "1"));

    @TempDir
    private Path directory;

    @Test
    void keepsRecordsInOrderForTheNextOwner() {
        write(FIRST, SECOND);

        assertThat(read()).containsExactly(FIRST, SECOND);
    }

    @Test
    void givesEachOwnerAHigherToken() {
        long first;
        try (JournalSession session = open()) {
            first = session.token();
        }
        try (JournalSession session = open()) {
            assertThat(session.token()).isGreaterThan(first);
        }
    }

    @Test
    void refusesASecondOwner() {
        try (JournalSession session = open()) {
            assertThat(session.read()).isEmpty();
            assertThatThrownBy(this::open)
                    .isInstanceOf(JournalOwnershipException.class)
                    .hasMessageContaining("cluster-1")
                    .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
        }
    }

    @Test
    void refusesToWriteForAnOwnerWhoseTokenIsOld() throws IOException {
        try (JournalSession session = open()) {
            Files.writeString(file("token"), String.valueOf(session.token() + 1));

            assertThatThrownBy(() -> session.append(FIRST)).isInstanceOf(JournalOwnershipException.class);
        }
        assertThat(read()).isEmpty();
    }

    @Test
    void forgetsALineThatACrashHasCutOff() throws IOException {
        write(FIRST, SECOND);
        String text = Files.readString(file("upgrade.journal"));
        Files.writeString(file("upgrade.journal"), text.substring(0, text.length() - 5));

        assertThat(read()).containsExactly(FIRST);
        write(SECOND);
        assertThat(read()).containsExactly(FIRST, SECOND);
    }

    @Test
    void refusesALineThatWasChanged() throws IOException {
        write(FIRST, SECOND);
        String text = Files.readString(file("upgrade.journal"));
        Files.writeString(file("upgrade.journal"), text.replace("INTENT", "RESULT"));

        assertThatThrownBy(this::open)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("checksum");
    }

    @Test
    void refusesAFileInWhichALineIsMissing() throws IOException {
        write(FIRST, SECOND);
        List<String> lines = Files.readAllLines(file("upgrade.journal"));
        Files.writeString(file("upgrade.journal"), lines.get(1) + "\n");

        assertThatThrownBy(this::open).isInstanceOf(JournalException.class).hasMessageContaining("number 2");
    }

    @Test
    void refusesATokenThatIsNoNumber() throws IOException {
        write(FIRST);
        Files.writeString(file("token"), "many", StandardOpenOption.TRUNCATE_EXISTING);

        assertThatThrownBy(this::open).isInstanceOf(JournalException.class).hasMessageContaining("token");
    }

    @Test
    void staysInItsDirectoryWhateverTheIdIs() {
        try (JournalSession session = FileUpgradeJournal.in(directory).open("../../etc")) {
            session.append(FIRST);
        }
        assertThat(directory).isDirectoryContaining(path -> path.endsWith("%2E%2E%2F%2E%2E%2Fetc"));
    }

    private JournalSession open() {
        return FileUpgradeJournal.in(directory).open("cluster-1");
    }

    private Path file(String name) {
        return directory.resolve("cluster-1").resolve(name);
    }

    private void write(UpgradeRecord... records) {
        try (JournalSession session = open()) {
            List.of(records).forEach(session::append);
        }
    }

    private List<UpgradeRecord> read() {
        try (JournalSession session = open()) {
            return session.read();
        }
    }
}
