// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.topology;

import io.quorate.deploy.lint.LintReport;
import io.quorate.deploy.lint.ManifestFile;
import io.quorate.deploy.lint.ManifestLint;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at the files of a cluster that others wrote. */
@Command(
        name = "lint",
        description = "Says what will break in Compose files, Kubernetes manifests and properties of one cluster.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit code:%n",
        exitCodeList = {"0:no error", "1:errors, or a file that cannot be read", "2:bad arguments"})
public final class Lint implements Callable<Integer> {
    private static final long LARGEST = 16_000_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "all files of one cluster, or directories of them")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "write JSON")
    private boolean json;

    /** Made by picocli. */
    public Lint() {}

    @Override
    public Integer call() throws IOException {
        List<ManifestFile> read = new ArrayList<>();
        for (Path file : files) {
            if (Files.isDirectory(file)) {
                try (Stream<Path> below = Files.walk(file)) {
                    for (Path each : below.filter(Files::isRegularFile)
                            .filter(Lint::isManifest)
                            .sorted()
                            .toList()) {
                        read.add(read(each));
                    }
                }
            } else {
                read.add(read(file));
            }
        }
        LintReport report = ManifestLint.lint(read);
        System.out.print(json ? report.toJson() : report.describe());
        return report.hasErrors() ? 1 : 0;
    }

    private static boolean isManifest(Path file) {
        return file.toString().matches(".*\\.(ya?ml|properties|env)");
    }

    private ManifestFile read(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file) || Files.size(file) > LARGEST) {
            throw new ParameterException(
                    java.util.Objects.requireNonNull(spec).commandLine(),
                    file + ": no readable file of less than " + LARGEST + " bytes");
        }
        try {
            return new ManifestFile(file.toString(), Files.readString(file));
        } catch (MalformedInputException e) {
            throw new ParameterException(
                    java.util.Objects.requireNonNull(spec).commandLine(), file + ": no text in UTF-8", e);
        }
    }
}
