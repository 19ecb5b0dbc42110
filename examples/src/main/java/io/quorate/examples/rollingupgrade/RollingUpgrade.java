// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.rollingupgrade;

import io.quorate.testkit.cluster.Layout;
import io.quorate.upgrade.version.KafkaVersion;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The scenario's options. */
@Command(
        name = "rolling-upgrade",
        description = {
            "A cluster goes to another release, node by node, under load, and no record is lost.",
            "",
            "Starts an embedded cluster with an idempotent and a transactional producer and a consumer group on it, plans"
                    + " the upgrade, rolls the nodes, verifies, finalizes, and prints a checklist.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {
            "0:every line of the checklist is met",
            "1:a line is not met, or the plan was refused",
            "2:bad arguments"
        })
public final class RollingUpgrade implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--from",
            paramLabel = "VERSION",
            description = "the release to start with (default: 3.9.2, with ZooKeeper 2.8.2)")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description = "the release to go to (default: 4.3.1, with ZooKeeper 3.9.2)")
    private @Nullable String to;

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            description = "combined: three nodes, or separate: three brokers and three controllers (default: combined)")
    private String layout = "combined";

    @Option(names = "--era", paramLabel = "ERA", description = "kraft or zookeeper (default: kraft)")
    private String era = "kraft";

    @Option(names = "--report", paramLabel = "FILE.html", description = "where to write a page about the run")
    private @Nullable Path report;

    /** Made by picocli. */
    public RollingUpgrade() {}

    @Override
    public Integer call() throws Exception {
        boolean zookeeper = oneOf("--era", era, "kraft", "zookeeper").equals("zookeeper");
        boolean separate = oneOf("--layout", layout, "combined", "separate").equals("separate");
        if (zookeeper && separate) {
            throw badArguments("--layout goes with --era kraft: with ZooKeeper every node is a broker");
        }
        Layout shape = zookeeper ? Layout.ZOOKEEPER : separate ? Layout.SEPARATE : Layout.COMBINED;
        KafkaVersion source = version("--from", from, zookeeper ? "2.8.2" : "3.9.2");
        KafkaVersion target = version("--to", to, zookeeper ? "3.9.2" : "4.3.1");
        return new UpgradeUnderLoad(System.out, shape, report).run(source, target) ? 0 : 1;
    }

    private String oneOf(String option, String value, String first, String second) {
        String word = value.toLowerCase(Locale.ROOT);
        if (!word.equals(first) && !word.equals(second)) {
            throw badArguments(option + " is " + first + " or " + second + ", not " + value);
        }
        return word;
    }

    private KafkaVersion version(String option, @Nullable String text, String other) {
        try {
            return KafkaVersion.of(text == null ? other : text);
        } catch (IllegalArgumentException e) {
            throw badArguments(option + ": " + e.getMessage());
        }
    }

    private ParameterException badArguments(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
