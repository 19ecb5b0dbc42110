// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.execute;

import io.quorate.cluster.LogDir;
import io.quorate.reassignment.plan.LogDirMove;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.LogDirNotFoundException;

/** The log dirs of a {@link ControllerModel}: one, and those that replicas were moved to. */
final class LogDirModel {
    private final List<LogDirMove> moves = new ArrayList<>();
    private long usable = 1L << 40;
    private Runnable event = () -> {};
    private boolean refusing;

    void usable(long bytes) {
        usable = bytes;
    }

    List<LogDirMove> moves() {
        return moves;
    }

    void whenAsked(Runnable newEvent) {
        event = newEvent;
    }

    void refuse() {
        refusing = true;
    }

    void asked() {
        event.run();
    }

    Map<LogDirMove, KafkaException> move(Collection<LogDirMove> asked) {
        Map<LogDirMove, KafkaException> refused = new HashMap<>();
        for (LogDirMove move : asked) {
            if (refusing) {
                refused.put(move, new LogDirNotFoundException("no " + move.logDir()));
            } else if (!moves.contains(move)) {
                moves.add(move);
            }
        }
        return refused;
    }

    /** What brokers that are online tell. */
    Map<Integer, List<LogDir>> seen(Map<TopicPartition, PartitionModel> partitions, Set<Integer> online) {
        Map<Integer, List<LogDir>> dirs = new HashMap<>();
        for (int node : online) {
            Map<TopicPartition, Long> sizes = new HashMap<>();
            partitions.forEach((name, partition) -> {
                if (partition.copied.containsKey(node)) {
                    sizes.put(name, partition.copied.get(node));
                }
            });
            Map<String, Map<TopicPartition, Long>> byDir = new HashMap<>();
            byDir.put("/data", sizes);
            moves.stream().filter(move -> move.broker() == node).forEach(move -> {
                TopicPartition name = new TopicPartition(move.topic(), move.partition());
                Long size = sizes.remove(name);
                byDir.computeIfAbsent(move.logDir(), any -> new HashMap<>()).put(name, size == null ? 0 : size);
            });
            List<LogDir> all = new ArrayList<>();
            byDir.forEach((path, content) -> all.add(
                    new LogDir(path, Optional.empty(), Optional.of(new LogDir.Space(1L << 41, usable)), content)));
            dirs.put(node, all);
        }
        return dirs;
    }
}
