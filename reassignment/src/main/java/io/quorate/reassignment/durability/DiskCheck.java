// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.durability;

import io.quorate.cluster.ClusterState;
import io.quorate.cluster.LogDir;
import io.quorate.reassignment.plan.PartitionMove;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Is there room for the new replicas? A broker puts a new replica into the log dir that has the fewest, not into the one
 * with the most room, so each log dir must have room for as many as may land in it by count, taken from the largest that come.
 */
final class DiskCheck {
    /** A tenth more: for what comes while it is copied, and because a file system wants some room to stay quick. */
    private static final int RESERVE = 10;

    private DiskCheck() {}

    static List<DurabilityProblem> check(ClusterState state, List<DurabilityStep.GrowReplicas> steps) {
        Map<Integer, List<Long>> incoming = new TreeMap<>();
        for (DurabilityStep.GrowReplicas step : steps) {
            for (PartitionMove move : step.moves()) {
                move.adding().forEach(node -> incoming.computeIfAbsent(node, id -> new ArrayList<>())
                        .add(ReplicaGrowth.missing(state, move.partition(), node)));
            }
        }
        List<DurabilityProblem> problems = new ArrayList<>();
        incoming.forEach((node, replicas) -> {
            List<LogDir> dirs = state.logDirs().orElse(Map.of()).getOrDefault(node, List.of()).stream()
                    .filter(dir -> dir.problem().isEmpty())
                    .toList();
            replicas.sort(Collections.reverseOrder());
            for (LogDir dir : dirs) {
                long needed = largest(mostThatCome(dir, dirs, replicas.size()), replicas);
                long usable = dir.space().map(LogDir.Space::usableBytes).orElse(-1L);
                if (usable < needed) {
                    problems.add(new DurabilityProblem.NotEnoughDisk(node, dir.path(), needed, usable));
                }
            }
        });
        return problems;
    }

    /** How many of the replicas that come to a broker can land in one log dir, if every tie is decided for it. */
    private static int mostThatCome(LogDir dir, List<LogDir> dirs, int replicas) {
        int come = 0;
        while (come < replicas) {
            // Before it takes one more, every other log dir has been filled up to what it holds now.
            int filled = dir.sizes().size() + come;
            int taken = dirs.stream()
                    .mapToInt(any -> Math.max(0, filled - any.sizes().size()))
                    .sum();
            if (taken >= replicas) {
                break;
            }
            come++;
        }
        return come;
    }

    private static long largest(int count, List<Long> largestFirst) {
        long bytes = largestFirst.subList(0, count).stream()
                .mapToLong(Long::longValue)
                .sum();
        return bytes + (bytes + RESERVE - 1) / RESERVE;
    }
}
