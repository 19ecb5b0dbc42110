// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.clients;

import io.quorate.cluster.Gap;
import io.quorate.cluster.Observed;
import io.quorate.examples.connection.Connection;
import io.quorate.group.ConsumerGroup;
import io.quorate.group.ConsumerGroups;
import io.quorate.group.GroupDescription;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows members, commits and lag. */
@Command(name = "describe", description = "Shows members, commits and lag.", mixinStandardHelpOptions = true)
final class DescribeGroups implements Callable<Integer> {
    @Mixin
    private Connection connection = new Connection();

    @Parameters(paramLabel = "GROUP", arity = "1..*", description = "the groups")
    private Set<String> ids = new HashSet<>();

    @Option(names = "--read-committed", description = "the groups read committed records only")
    private boolean readCommitted;

    @Override
    public Integer call() throws Exception {
        try (Admin admin = connection.open()) {
            ConsumerGroups groups = ConsumerGroups.builder(admin)
                    .groups(ids::contains)
                    .readCommitted(id -> readCommitted)
                    .build();
            Observed<Map<String, Observed<GroupDescription>>> members = groups.observeMembers();
            Observed<Map<String, ConsumerGroup>> commits = groups.observe();
            members.orElse(Map.of()).forEach((id, group) -> {
                print(id, group);
                ConsumerGroup consumers = commits.orElse(Map.of()).get(id);
                if (consumers != null) {
                    print(consumers);
                }
            });
            members.gaps().stream().map(Gap::describe).forEach(gap -> System.out.println("Not seen: " + gap));
            Set<String> missing = new HashSet<>(ids);
            missing.removeAll(members.orElse(Map.of()).keySet());
            missing.forEach(id -> System.out.println("There is no group " + id));
            return missing.isEmpty() && members.isComplete() && commits.isComplete() ? 0 : 1;
        }
    }

    private static void print(String id, Observed<GroupDescription> group) {
        group.value().ifPresent(one -> {
            System.out.printf(
                    "%s: %s, %s, coordinator %d, %d members%n",
                    id,
                    one.type(),
                    one.state(),
                    one.coordinator(),
                    one.members().size());
            one.members()
                    .forEach(member -> System.out.printf(
                            "  %s on %s reads %s%n", member.clientId(), member.host(), member.assignment()));
        });
        group.gaps().forEach(gap -> System.out.println(id + ": not seen: " + gap.describe()));
    }

    private static void print(ConsumerGroup group) {
        group.partitions()
                .orElse(Map.of())
                .forEach((partition, one) -> System.out.printf(
                        "  %s: %s, %s%n",
                        partition,
                        one.commit().map(commit -> "commit " + commit.offset()).orElse("no commit"),
                        one.lag()));
        group.lag().ifPresent(lag -> System.out.println("  lag in all: " + lag.describe()));
    }
}
