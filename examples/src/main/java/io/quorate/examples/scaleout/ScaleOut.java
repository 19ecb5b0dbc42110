// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.scaleout;

import io.quorate.reassignment.throttle.DataRate;
import java.nio.file.Files;
import java.nio.file.Path;
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
        name = "scale-out",
        description = {
            "Three brokers become four under load: the least that must move, under a throttle, with a report.",
            "",
            "Starts an embedded cluster of three brokers with data and traffic, adds a fourth, plans what to move onto it,"
                    + " moves it under a throttle with a progress bar, and prints a checklist.",
            ""
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {"0:every line of the checklist is met", "1:a line is not met", "2:bad arguments"})
public final class ScaleOut implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--throttle", paramLabel = "RATE", description = "such as \"20 MB/s\" (default: 10 MB/s)")
    private String throttle = "10 MB/s";

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description =
                    "where to write the report (default: quorate-scale-out.html in the directory for temporary files)")
    private @Nullable Path report;

    /** Made by picocli. */
    public ScaleOut() {}

    @Override
    public Integer call() throws Exception {
        Path file = report != null ? report : Path.of(System.getProperty("java.io.tmpdir"), "quorate-scale-out.html");
        Path directory = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || directory == null || !Files.isWritable(directory)) {
            throw badArguments("--report " + file + ": cannot be written, its directory is missing or not writable");
        }
        return new FourthBroker(System.out, rate(), file).run() ? 0 : 1;
    }

    private DataRate rate() {
        try {
            return DataRate.parse(throttle);
        } catch (IllegalArgumentException e) {
            throw badArguments("--throttle: " + e.getMessage());
        }
    }

    private ParameterException badArguments(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
