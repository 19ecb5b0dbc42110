// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RollingUpgradeIT {
    @Test
    void upgradesUnderLoadAndLosesNothing(@TempDir Path directory) throws Exception {
        Path page = directory.resolve("run.html");

        Examples.Ended ended =
                Examples.run("rolling-upgrade", "--from", "4.3.0", "--to", "4.3.1", "--report", page.toString());

        assertThat(ended.exitCode()).as(ended.out()).isZero();
        assertThat(ended.out())
                .contains("Dry run", "node 3: done", "[ok]", "3 of 3")
                .containsPattern("acknowledged / lost / duplicated / reordered = [1-9][0-9]{2,} / 0 / 0 / 0\n")
                .doesNotContain("[FAIL]", "Exception");
        assertThat(Files.readString(page)).contains("Upgrade to 4.3.1", "finished");
    }

    @Test
    void refusesALayoutThatItDoesNotKnow() throws Exception {
        Examples.Ended ended = Examples.run("rolling-upgrade", "--layout", "square");

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.out()).contains("combined or separate, not square");
    }
}
