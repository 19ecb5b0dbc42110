// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
    @TempDir
    Path directory;

    @Test
    void readsBackWhatWasWrittenInOrderAlsoByAnotherOwner() {
        List<JournalRecord> records = Records.ofEveryKind();
        try (JournalSession session = open()) {
            assertThat(Records.read(session)).isEmpty();
            session.append(records.subList(0, 5));
            records.subList(5, records.size()).forEach(session::append);
            assertThat(Records.read(session)).isEqualTo(records);
        }
        try (JournalSession session = open()) {
            assertThat(Records.read(session)).isEqualTo(records);
            assertThat(session.clusterId()).isEqualTo("cluster");
            assertThat(session.planId()).isEqualTo("plan");
        }
    }

    @Test
    void losesOnlyTheRecordThatACrashCutOff() throws IOException {
        List<JournalRecord> records = Records.ofEveryKind();
        try (JournalSession session = open()) {
            session.append(records);
        }
        Path file = directory.resolve("cluster/plan.journal");
        byte[] whole = Files.readAllBytes(file);
        // Every cut through two lines, and some through the others: each is forced to the disk.
        for (int length = 0; length <= whole.length; length += length < 200 ? 1 : 97) {
            Files.write(file, Arrays.copyOf(whole, length));
            int lines = (int) new String(whole, 0, length, StandardCharsets.ISO_8859_1)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            try (JournalSession session = open()) {
                assertThat(Records.read(session)).isEqualTo(records.subList(0, lines));
                session.append(records.get(0));
                assertThat(Records.read(session)).hasSize(lines + 1).endsWith(records.get(0));
            }
        }
    }

    @Test
    void findsTheEndOfTheLastLineFarFromTheEndOfTheFile() throws IOException {
        try (JournalSession session = open()) {
            session.append(Records.begun(1));
        }
        Files.writeString(
                directory.resolve("cluster/plan.journal"),
                "{\"type\":\"" + "x".repeat(200_000),
                StandardOpenOption.APPEND);

        try (JournalSession session = open()) {
            assertThat(Records.read(session)).containsExactly(Records.begun(1));
            assertThat(directory.resolve("cluster/plan.journal"))
                    .hasSize(JournalJson.write(Records.begun(1)).length() + 1);
        }
    }

    @Test
    void saysWhichLineIsDamaged() throws IOException {
        Files.createDirectories(directory.resolve("cluster"));
        Files.writeString(
                directory.resolve("cluster/plan.journal"),
                JournalJson.write(Records.begun(1)) + "\n\u0000\u0000\n" + JournalJson.write(Records.begun(1)) + "\n");

        try (JournalSession session = open()) {
            assertThatThrownBy(() -> Records.read(session))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("line 2 of")
                    .hasMessageContaining("plan.journal");
        }
    }

    @Test
    void refusesASecondOwnerOfTheClusterAndNobodyAfterwards() {
        JournalSession first = open();
        FileJournal journal = FileJournal.in(directory);

        assertThatThrownBy(() -> journal.open("cluster", "other"))
                .isInstanceOf(JournalOwnershipException.class)
                .hasMessageContaining("process " + ProcessHandle.current().pid())
                .hasMessageContaining("plan plan");
        journal.open("other", "plan").close();
        first.append(Records.begun(0));
        first.close();
        first.close();

        JournalSession second = journal.open("cluster", "other");
        first.close();
        assertThatThrownBy(() -> journal.open("cluster", "third")).isInstanceOf(JournalOwnershipException.class);
        second.close();
    }

    @Test
    void listsUnfinishedPlansTheEldestFirst() {
        FileJournal journal = FileJournal.in(directory);
        assertThat(journal.unfinished("cluster")).isEmpty();
        write(
                journal,
                "done",
                new JournalRecord.PlanBegun("done", "cluster", Instant.EPOCH, 0),
                new JournalRecord.Ended(JournalRecord.Ended.Outcome.FINISHED, Instant.EPOCH));
        write(journal, "a", new JournalRecord.PlanBegun("a", "cluster", Instant.EPOCH.plusSeconds(9), 0));
        write(journal, "../b", new JournalRecord.PlanBegun("../b", "cluster", Instant.EPOCH.plusSeconds(5), 0));

        assertThat(journal.unfinished("cluster")).containsExactly("../b", "a");
        assertThat(directory.resolve("cluster")).isDirectoryNotContaining(path -> path.endsWith(".."));
        assertThat(journal.unfinished("another")).isEmpty();
    }

    @Test
    void refusesAnEmptyIdAndADirectoryThatIsAFile() throws IOException {
        FileJournal journal = FileJournal.in(Files.createFile(directory.resolve("file")));

        assertThatThrownBy(() -> journal.open("", "plan")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> journal.open("cluster", "plan"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("Nothing was changed");
    }

    private static void write(FileJournal journal, String plan, JournalRecord... records) {
        try (JournalSession session = journal.open("cluster", plan)) {
            session.append(List.of(records));
        }
    }

    private JournalSession open() {
        return FileJournal.in(directory).open("cluster", "plan");
    }
}
