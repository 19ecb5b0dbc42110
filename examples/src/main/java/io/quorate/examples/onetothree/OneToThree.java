// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.onetothree;

import io.quorate.examples.connection.Connection;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The scenario's options. */
@Command(
        name = "one-to-three",
        description = {
            "One broker becomes three, in place, under load, and no record is lost.",
            "",
            "Without options: starts an embedded broker with five topics of RF 1 and traffic on them, adds two brokers,"
                    + " raises the replication factor to 3 and min.insync.replicas to 2, kills a broker and lets it come"
                    + " back, and prints a checklist.",
            "With --bootstrap-servers: does the job on a cluster that runs, after showing the dry run and asking.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {
            "0:every line of the checklist is met",
            "1:a line is not met, or the plan was refused",
            "2:bad" + " arguments"
        })
public final class OneToThree implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private Connection connection = new Connection();

    @Option(names = "--yes", description = "do not ask before the cluster is changed")
    private boolean yes;

    @Option(
            names = "--backup",
            paramLabel = "FILE",
            description = "where to write topics and committed offsets before anything is changed (default:"
                    + " quorate-backup-CLUSTER.json in the directory for temporary files)")
    private @Nullable Path backup;

    /** Made by picocli. */
    public OneToThree() {}

    @Override
    public Integer call() throws Exception {
        if (!connection.isGiven()) {
            if (yes) {
                throw badArguments("--yes goes with --bootstrap-servers");
            }
            return new EmbeddedCluster(System.out, backup).run() ? 0 : 1;
        }
        try (Admin admin = connection.openForChanges()) {
            return new ExistingCluster(System.out, admin, backup).run(yes) ? 0 : 1;
        }
    }

    private ParameterException badArguments(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
