// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.clients;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Looks after consumer groups. */
@Command(
        name = "groups",
        description = "Lists, describes, resets and deletes consumer groups.",
        mixinStandardHelpOptions = true,
        subcommands = {ListGroups.class, DescribeGroups.class, ResetGroup.class, DeleteGroups.class})
public final class Groups implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    /** Made by picocli. */
    public Groups() {}

    @Override
    public Integer call() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "Missing: list, describe, reset or delete");
    }
}
