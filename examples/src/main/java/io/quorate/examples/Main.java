// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples;

import io.quorate.examples.backup.Backup;
import io.quorate.examples.backup.Restore;
import io.quorate.examples.clients.AuditClient;
import io.quorate.examples.clients.Groups;
import io.quorate.examples.health.Health;
import io.quorate.examples.offline.OfflinePlan;
import io.quorate.examples.onetothree.OneToThree;
import io.quorate.examples.rollingupgrade.RollingUpgrade;
import io.quorate.examples.scaleout.ScaleOut;
import io.quorate.examples.topics.ValidateTopics;
import io.quorate.examples.topology.Lint;
import io.quorate.examples.topology.Render;
import io.quorate.examples.topology.Tolerance;
import io.quorate.examples.upgradeplan.UpgradePlanScenario;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/**
 * Lists the scenarios, or runs the one that is named.
 *
 * <p>Exit code 0: all is good. 1: the cluster does not meet what was asked. 2: the arguments are wrong.
 */
@Command(
        name = "examples.jar",
        description = "Runs a scenario of Quorate. Without a name, lists them.",
        mixinStandardHelpOptions = true,
        subcommands = {
            OneToThree.class,
            ScaleOut.class,
            OfflinePlan.class,
            ValidateTopics.class,
            AuditClient.class,
            Groups.class,
            Health.class,
            Backup.class,
            Restore.class,
            Render.class,
            Lint.class,
            Tolerance.class,
            UpgradePlanScenario.class,
            RollingUpgrade.class
        })
public final class Main implements Runnable {
    private static final int NOT_MET = 1;
    private static final int BAD_ARGUMENTS = 2;

    private Main() {}

    /**
     * Runs.
     *
     * @param args the name of a scenario and its options, or nothing
     */
    public static void main(String[] args) {
        // Kafka's clients warn a lot while brokers are killed; that belongs into a file, not between our lines.
        Path log = Path.of(System.getProperty("java.io.tmpdir"), "quorate-examples.log");
        System.setProperty("org.slf4j.simpleLogger.logFile", log.toString());
        System.setProperty("org.slf4j.simpleLogger.showDateTime", "true");
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        // Since JDK 22 there is a console even where the output goes to a file, unless this is set.
        System.setProperty("jdk.console", "java.base");
        System.exit(run(args));
    }

    private static int run(String[] args) {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::badArguments)
                .setExecutionExceptionHandler(Main::failed)
                .execute(args);
    }

    /** Lists the scenarios. */
    @Override
    public void run() {
        new CommandLine(new Main())
                .getSubcommands()
                .forEach((name, scenario) -> System.out.printf(
                        "%-16s %s%n",
                        name, scenario.getCommandSpec().usageMessage().description()[0]));
    }

    private static int badArguments(ParameterException error, String[] args) {
        String name = error.getCommandLine().getCommandSpec().qualifiedName();
        String message = String.valueOf(error.getMessage());
        System.err.println(message + (message.endsWith(".") ? "" : ".") + " Try: java -jar " + name + " --help");
        return BAD_ARGUMENTS;
    }

    private static int failed(Exception error, CommandLine command, CommandLine.ParseResult parsed) {
        System.err.println(error.getMessage() == null ? error.toString() : error.getMessage());
        return NOT_MET;
    }
}
