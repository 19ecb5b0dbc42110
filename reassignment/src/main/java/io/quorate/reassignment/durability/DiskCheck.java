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
import org.apache.kafka.common.TopicPartition;

/**
 * Is there room for the new replicas? A broker puts a new replica into the log dir that has the fewest, not into the one
 * with the most room, so each log dir must have room for its share by count, taken from the largest that come.
 */
final class DiskCheck {
    /** What comes while it is copied, and the room that a file system wants to stay quick. */
    private static final double RESERVE = 1.1;

    private DiskCheck() {}

    static List<DurabilityProblem> check(ClusterState state, List<DurabilityStep.GrowReplicas> steps) {
        Map<Integer, List<Long>> incoming = new TreeMap<>();
        Map<TopicPartition, Long> sizes = ReplicaGrowth.sizes(state);
        for (DurabilityStep.GrowReplicas step : steps) {
            for (PartitionMove move : step.moves()) {
                move.adding().forEach(node -> incoming.computeIfAbsent(node, id -> new ArrayList<>())
                        .add(sizes.getOrDefault(move.partition(), 0L)));
            }
        }
        List<DurabilityProblem> problems = new ArrayList<>();
        incoming.forEach((node, replicas) -> {
            List<LogDir> dirs = state.logDirs().orElse(Map.of()).getOrDefault(node, List.of()).stream()
                    .filter(dir -> dir.problem().isEmpty())
                    .toList();
            long needed = shareOf(dirs.size(), replicas);
            for (LogDir dir : dirs) {
                long usable = dir.space().map(LogDir.Space::usableBytes).orElse(-1L);
                if (usable < needed) {
                    problems.add(new DurabilityProblem.NotEnoughDisk(node, dir.path(), needed, usable));
                }
            }
        });
        return problems;
    }

    private static long shareOf(int dirs, List<Long> replicas) {
        if (dirs == 0) {
            return 0;
        }
        List<Long> largestFirst = new ArrayList<>(replicas);
        largestFirst.sort(Collections.reverseOrder());
        int share = (replicas.size() + dirs - 1) / dirs;
        long bytes = largestFirst.subList(0, share).stream()
                .mapToLong(Long::longValue)
                .sum();
        return (long) Math.ceil(bytes * RESERVE);
    }
}
