// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.clients;

import io.quorate.cluster.Gap;
import io.quorate.examples.connection.Connection;
import io.quorate.group.GroupChanges;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes groups. */
@Command(
        name = "delete",
        description = "Deletes groups and their commits, with --yes.",
        mixinStandardHelpOptions = true)
final class DeleteGroups implements Callable<Integer> {
    @Mixin
    private Connection connection = new Connection();

    @Parameters(paramLabel = "GROUP", arity = "1..*", description = "the groups")
    private Set<String> ids = new HashSet<>();

    @Option(names = "--yes", description = "do it")
    private boolean yes;

    @Override
    public Integer call() throws Exception {
        if (!yes) {
            System.out.println("Would delete " + ids + ". Nothing was changed. Add --yes to do it.");
            return 0;
        }
        try (Admin admin = connection.openForChanges()) {
            List<Gap> left = GroupChanges.using(admin).deleteGroups(ids);
            left.forEach(gap -> System.out.println("Not deleted: " + gap.describe()));
            System.out.println("Deleted " + (ids.size() - left.size()) + " groups.");
            return left.isEmpty() ? 0 : 1;
        }
    }
}
