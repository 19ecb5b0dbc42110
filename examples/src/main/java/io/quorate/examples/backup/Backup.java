// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.backup;

import io.quorate.backup.ClusterBackup;
import io.quorate.backup.observe.ClusterExport;
import io.quorate.cluster.Gap;
import io.quorate.examples.connection.Connection;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Saves what a cluster knows. */
@Command(
        name = "backup",
        description = {
            "Saves topics, configs, offsets, ACLs, quotas and users as one JSON document.",
            "",
            "Records and secrets are not in it. The same cluster gives the same document, so two can be compared.",
            ""
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {
            "0:all of it is saved",
            "1:something could not be read; the document says what",
            "2:bad arguments"
        })
public final class Backup implements Callable<Integer> {
    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "where to; replaced if it is there")
    private @Nullable Path out;

    /** Made by picocli. */
    public Backup() {}

    @Override
    public Integer call() throws Exception {
        Path file = Objects.requireNonNull(out);
        try (Admin admin = connection.open()) {
            ClusterBackup backup = ClusterExport.using(admin).observe();
            backup.writeTo(file);
            System.out.printf(
                    "Saved cluster %s to %s: %d topics, %d groups.%n",
                    backup.clusterId(),
                    file,
                    backup.topics().orElse(Map.of()).size(),
                    backup.groups().orElse(Map.of()).size());
            for (Gap gap : backup.gaps()) {
                System.out.println("Not in it: " + gap.describe());
            }
            return backup.isComplete() ? 0 : 1;
        }
    }
}
