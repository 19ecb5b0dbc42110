// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.onetothree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            description = "run on this cluster instead of an embedded one")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "properties of the Admin client, security settings for example")
    private @Nullable Path commandConfig;

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
        if (bootstrapServers == null && (commandConfig != null || yes)) {
            throw badArguments("--command-config and --yes go with --bootstrap-servers");
        }
        if (commandConfig != null && !Files.isReadable(commandConfig)) {
            throw badArguments("No readable file: " + commandConfig);
        }
        boolean met = bootstrapServers == null
                ? new EmbeddedCluster(System.out, backup).run()
                : onExistingCluster(bootstrapServers);
        return met ? 0 : 1;
    }

    private boolean onExistingCluster(String servers) throws IOException {
        try {
            return new ExistingCluster(System.out, servers, commandConfig, backup).run(yes);
        } catch (KafkaException e) {
            if (e.getCause() instanceof ConfigException cause) {
                throw badArguments(String.valueOf(cause.getMessage()));
            }
            throw e;
        }
    }

    private ParameterException badArguments(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
