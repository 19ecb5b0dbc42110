// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.clients;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.examples.connection.Connection;
import io.quorate.group.ConsumerGroups;
import io.quorate.group.ListedGroup;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists groups of every type. */
@Command(name = "list", description = "Lists the groups of every type.", mixinStandardHelpOptions = true)
final class ListGroups implements Callable<Integer> {
    @Mixin
    private Connection connection = new Connection();

    @Override
    public Integer call() throws Exception {
        try (Admin admin = connection.open()) {
            Observed<Map<String, ListedGroup>> groups =
                    ConsumerGroups.using(admin).list();
            groups.orElse(Map.of())
                    .values()
                    .forEach(group -> System.out.printf(
                            "%-40s %-10s %-12s %s%n", group.groupId(), group.type(), group.state(), group.protocol()));
            groups.gaps().stream().map(Gap::describe).forEach(gap -> System.out.println("Not seen: " + gap));
            return groups.isComplete() ? 0 : 1;
        }
    }
}
