// SPDX-License-Identifier: Apache-2.0
package io.quorate.reassignment.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The partitions of a file as they come, in growing arrays, and then in order. */
final class ReadEntries {
    private final Map<String, Integer> topicIds = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> logDirIds = new HashMap<>();
    private final List<String> logDirs = new ArrayList<>();
    private int[] topicOf = new int[1024];
    private int[] partitions = new int[1024];
    private int[] starts = new int[1025];
    private int[] replicas = new int[3072];
    private int @Nullable [] logDirOf;
    private int count;

    int count() {
        return count;
    }

    /** Adds an entry; {@code dirs} holds ids of {@link #logDir}, or is empty. */
    void add(String topic, int partition, IntBuffer nodes, IntBuffer dirs) {
        if (count == partitions.length) {
            topicOf = Arrays.copyOf(topicOf, count * 2);
            partitions = Arrays.copyOf(partitions, count * 2);
            starts = Arrays.copyOf(starts, count * 2 + 1);
        }
        int from = starts[count];
        if (from + nodes.size() > replicas.length) {
            replicas = Arrays.copyOf(replicas, Math.max(replicas.length * 2, from + nodes.size()));
        }
        nodes.copyTo(replicas, from);
        if (dirs.hasOtherThanZero()) {
            int[] grown = logDirOf == null ? new int[replicas.length] : logDirOf;
            logDirOf = grown.length < replicas.length ? Arrays.copyOf(grown, replicas.length) : grown;
            dirs.copyTo(logDirOf, from);
        }
        topicOf[count] = topicIds.computeIfAbsent(topic, name -> {
            names.add(name);
            return names.size() - 1;
        });
        partitions[count] = partition;
        starts[++count] = from + nodes.size();
    }

    /** The id of a log dir, from 1; 0 is any. */
    int logDir(String path) {
        return logDirIds.computeIfAbsent(path, name -> {
            logDirs.add(name);
            return logDirs.size();
        });
    }

    /** Puts topics in alphabetical order and partitions in theirs; one that is there twice is a problem. */
    void sort(Problems problems) {
        trim();
        String[] sorted = names.toArray(String[]::new);
        Arrays.sort(sorted);
        int[] rankOf = new int[sorted.length];
        for (int rank = 0; rank < sorted.length; rank++) {
            Integer id = topicIds.get(sorted[rank]);
            rankOf[id == null ? 0 : id] = rank;
        }
        for (int entry = 0; entry < count; entry++) {
            topicOf[entry] = rankOf[topicOf[entry]];
        }
        names.clear();
        names.addAll(List.of(sorted));
        if (!isSorted()) {
            reorder(order());
        }
        for (int entry = 1; entry < count; entry++) {
            if (topicOf[entry] == topicOf[entry - 1] && partitions[entry] == partitions[entry - 1]) {
                problems.add(names.get(topicOf[entry]) + "-" + partitions[entry]
                        + " is there more than once. Name each partition once.");
            }
        }
    }

    private void trim() {
        topicOf = Arrays.copyOf(topicOf, count);
        partitions = Arrays.copyOf(partitions, count);
        starts = Arrays.copyOf(starts, count + 1);
        replicas = Arrays.copyOf(replicas, starts[count]);
        logDirOf = logDirOf == null ? null : Arrays.copyOf(logDirOf, starts[count]);
    }

    private boolean isSorted() {
        for (int entry = 1; entry < count; entry++) {
            int topics = Integer.compare(topicOf[entry - 1], topicOf[entry]);
            if (topics > 0 || (topics == 0 && partitions[entry - 1] >= partitions[entry])) {
                return false;
            }
        }
        return true;
    }

    /** The entries in the order of topics and partitions: dealt out by topic, then sorted within each. */
    private int[] order() {
        int[] from = new int[names.size() + 1];
        for (int entry = 0; entry < count; entry++) {
            from[topicOf[entry] + 1]++;
        }
        for (int topic = 0; topic < names.size(); topic++) {
            from[topic + 1] += from[topic];
        }
        int[] next = from.clone();
        long[] keys = new long[count];
        for (int entry = 0; entry < count; entry++) {
            keys[next[topicOf[entry]]++] = ((long) partitions[entry] << 32) | entry;
        }
        for (int topic = 0; topic < names.size(); topic++) {
            Arrays.sort(keys, from[topic], from[topic + 1]);
        }
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }

    private void reorder(int[] order) {
        int[] newTopicOf = new int[count];
        int[] newPartitions = new int[count];
        int[] newStarts = new int[count + 1];
        int[] newReplicas = new int[replicas.length];
        int[] newLogDirOf = logDirOf == null ? null : new int[replicas.length];
        for (int to = 0; to < count; to++) {
            int entry = order[to];
            int length = starts[entry + 1] - starts[entry];
            newTopicOf[to] = topicOf[entry];
            newPartitions[to] = partitions[entry];
            newStarts[to + 1] = newStarts[to] + length;
            System.arraycopy(replicas, starts[entry], newReplicas, newStarts[to], length);
            if (newLogDirOf != null && logDirOf != null) {
                System.arraycopy(logDirOf, starts[entry], newLogDirOf, newStarts[to], length);
            }
        }
        topicOf = newTopicOf;
        partitions = newPartitions;
        starts = newStarts;
        replicas = newReplicas;
        logDirOf = newLogDirOf;
    }

    String[] topics() {
        return names.toArray(String[]::new);
    }

    int[] topicOf() {
        return topicOf;
    }

    int[] partitions() {
        return partitions;
    }

    int[] starts() {
        return starts;
    }

    int[] replicas() {
        return replicas;
    }

    List<String> logDirs() {
        return List.copyOf(logDirs);
    }

    int @Nullable [] logDirOf() {
        return logDirOf;
    }
}
