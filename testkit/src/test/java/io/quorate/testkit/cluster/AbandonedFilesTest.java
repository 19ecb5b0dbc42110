// SPDX-License-Identifier: Apache-2.0
package io.quorate.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbandonedFilesTest {
    @TempDir
    Path parent;

    @Test
    void onlyWhatBelongsToAProcessThatIsGoneIsDeleted() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        Instant start = self.info().startInstant().orElseThrow();
        String alive = self.pid() + " " + start;
        Path gone = directory("quorate-cluster-gone", self.pid() + " 1970-01-01T00:00:00Z");
        Path used = directory("quorate-cluster-used", alive);
        Path clockWasSet = directory("quorate-cluster-clock", self.pid() + " " + start.minusSeconds(2));
        Path begun = directory("quorate-cluster-begun", "");
        Path foreign = directory("of-somebody-else", self.pid() + " 1970-01-01T00:00:00Z");
        Path kept = directory("quorate-cluster-kept", self.pid() + " 1970-01-01T00:00:00Z");
        AbandonedFiles.disown(kept);
        AbandonedFiles.disown(kept);

        AbandonedFiles.deleteIn(parent);
        AbandonedFiles.deleteIn(parent);

        assertThat(gone).doesNotExist();
        assertThat(used.resolve("node-1/node.log")).exists();
        assertThat(clockWasSet.resolve("node-1/node.log")).exists();
        assertThat(begun.resolve("node-1/node.log")).exists();
        assertThat(foreign.resolve("node-1/node.log")).exists();
        assertThat(kept.resolve("node-1/node.log")).exists();
    }

    @Test
    void whereThereIsNothingNothingIsDeleted() {
        AbandonedFiles.deleteIn(parent.resolve("none"));
        assertThat(parent).isEmptyDirectory();
    }

    private Path directory(String name, String owner) throws IOException {
        Path directory = parent.resolve(name);
        Files.createDirectories(directory.resolve("node-1"));
        Files.writeString(directory.resolve("node-1/node.log"), "a line");
        Files.writeString(directory.resolve("owner"), owner);
        return directory;
    }
}
