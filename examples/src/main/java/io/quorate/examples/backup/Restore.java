// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.backup;

import io.quorate.backup.BackupException;
import io.quorate.backup.ClusterBackup;
import io.quorate.backup.execute.ClusterRestore;
import io.quorate.backup.execute.RestoreResult;
import io.quorate.backup.plan.OffsetRestore;
import io.quorate.backup.plan.Placement;
import io.quorate.backup.plan.RestoreOptions;
import io.quorate.backup.plan.RestorePlan;
import io.quorate.backup.plan.RestoreSection;
import io.quorate.backup.plan.RestoreStep;
import io.quorate.examples.connection.Connection;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings back what a cluster knew. */
@Command(
        name = "restore",
        description = {
            "Shows what a backup would bring back, and does it with --yes.",
            "",
            "Creates and sets what is missing; deletes, shrinks and lowers nothing.",
            ""
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {
            "0:all of the backup is in the cluster, or would be with --yes",
            "1:something is refused, impossible, or failed",
            "2:bad arguments"
        })
public final class Restore implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Parameters(index = "0", paramLabel = "FILE", description = "a backup")
    private @Nullable Path file;

    @Option(
            names = "--sections",
            split = ",",
            paramLabel = "SECTION,...",
            description = "${COMPLETION-CANDIDATES} (default: all)")
    private Set<RestoreSection> sections = EnumSet.allOf(RestoreSection.class);

    @Option(
            names = "--offsets",
            description = "${COMPLETION-CANDIDATES} (default: exact, for the same cluster and topics only)")
    private OffsetRestore offsets = OffsetRestore.EXACT;

    @Option(names = "--placement", description = "${COMPLETION-CANDIDATES} (default: brokers_choose)")
    private Placement placement = Placement.BROKERS_CHOOSE;

    @Option(names = "--add-partitions", description = "give topics that exist the partitions that they lack")
    private boolean addPartitions;

    @Option(names = "--yes", description = "do it")
    private boolean yes;

    /** Made by picocli. */
    public Restore() {}

    @Override
    public Integer call() throws Exception {
        ClusterBackup backup = read(Objects.requireNonNull(file));
        try (Admin admin = connection.openForChanges()) {
            ClusterRestore restore = ClusterRestore.using(admin);
            RestorePlan plan = restore.plan(backup, options());
            System.out.print(plan.describe());
            boolean whole = plan.steps(RestoreStep.Outcome.REFUSED).isEmpty()
                    && plan.steps(RestoreStep.Outcome.NOT_POSSIBLE).isEmpty();
            if (!yes) {
                System.out.println("Nothing was changed. Add --yes to do it.");
                return whole ? 0 : 1;
            }
            RestoreResult result = restore.apply(plan);
            System.out.print(result.describe());
            return whole && result.isComplete() ? 0 : 1;
        }
    }

    private RestoreOptions options() {
        RestoreOptions.Builder options =
                RestoreOptions.builder().sections(sections).offsets(offsets).placement(placement);
        if (addPartitions) {
            options.addPartitions();
        }
        return options.build();
    }

    private ClusterBackup read(Path backup) {
        try {
            return ClusterBackup.readFrom(backup);
        } catch (BackupException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
