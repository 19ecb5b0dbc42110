// SPDX-License-Identifier: Apache-2.0
package io.quorate.examples.offline;

import io.quorate.reassignment.plan.ReassignmentGoal;
import io.quorate.reassignment.plan.ReplicaMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to plan for: exactly one of these. */
final class GoalOptions {
    private static final Pattern PAIR = Pattern.compile("(\\d{1,9}):(\\d{1,9})");

    @Option(names = "--rebalance", required = true, description = "give every broker its share")
    private boolean rebalance;

    @Option(names = "--add", required = true, paramLabel = "IDS", description = "give these new brokers their share")
    private @Nullable String add;

    @Option(
            names = "--remove",
            required = true,
            paramLabel = "IDS",
            description = "take every replica off these brokers")
    private @Nullable String remove;

    @Option(
            names = "--replace",
            required = true,
            paramLabel = "A:B",
            description = "put broker B in the place of broker A")
    private @Nullable String replace;

    @Option(
            names = "--replication-factor",
            required = true,
            paramLabel = "N",
            description = "give partitions N replicas")
    private @Nullable Integer replicationFactor;

    @Option(names = "--repair-racks", required = true, description = "spread replicas over racks where they are not")
    private boolean repairRacks;

    @Option(
            names = "--balance-leaders",
            required = true,
            description = "make every broker lead its share, without copying data")
    private boolean balanceLeaders;

    GoalOptions() {}

    ReassignmentGoal goal(ReplicaMap cluster) {
        if (add != null) {
            return new ReassignmentGoal.AddBrokers(known("--add", add, cluster));
        }
        if (remove != null) {
            return new ReassignmentGoal.Decommission(known("--remove", remove, cluster));
        }
        if (replace != null) {
            return replacement(replace, cluster);
        }
        if (replicationFactor != null) {
            if (replicationFactor < 1) {
                throw new BadInput("--replication-factor " + replicationFactor + ": must be 1 or more");
            }
            return new ReassignmentGoal.ChangeReplicationFactor(replicationFactor, Map.of());
        }
        if (repairRacks) {
            return new ReassignmentGoal.RepairRacks();
        }
        if (balanceLeaders) {
            return new ReassignmentGoal.BalanceLeaders();
        }
        if (rebalance) {
            return new ReassignmentGoal.Rebalance();
        }
        throw new BadInput("Nothing to plan for: give one of --rebalance, --add, --remove, --replace,"
                + " --replication-factor, --repair-racks, --balance-leaders");
    }

    private static ReassignmentGoal replacement(String text, ReplicaMap cluster) {
        Matcher matcher = PAIR.matcher(text.trim());
        if (!matcher.matches()) {
            throw new BadInput("--replace " + text + ": expected two ids of brokers like 3:7, the one that goes first");
        }
        known("--replace", matcher.group(1), cluster);
        known("--replace", matcher.group(2), cluster);
        int goes = Integer.parseInt(matcher.group(1));
        int comes = Integer.parseInt(matcher.group(2));
        if (goes == comes) {
            throw new BadInput("--replace " + text + ": a broker cannot replace itself");
        }
        return new ReassignmentGoal.ReplaceBroker(goes, comes);
    }

    private static Set<Integer> known(String option, String text, ReplicaMap cluster) {
        Set<Integer> ids = NodeIds.parse(option, text);
        for (int id : ids) {
            if (cluster.brokerIndex(id) < 0) {
                throw new BadInput(
                        option + " " + text + ": neither the racks file nor the assignment names broker " + id);
            }
        }
        return ids;
    }
}
